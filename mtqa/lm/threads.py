"""How many threads to use: physical cores, within what this process and its container may use."""

from __future__ import annotations

import math
import os
from pathlib import Path

_CPUS = Path("/sys/devices/system/cpu")
_CGROUP = Path("/sys/fs/cgroup")


def threads(cpus: Path = _CPUS, cgroup: Path = _CGROUP) -> int:
    """Return how many threads compute best: at least one.

    Args:
        cpus: where Linux tells which processors share a core.
        cgroup: where Linux tells a container's share of processor time, version 2 or 1.
    """
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set(range(os.cpu_count() or 1))
    cores = {_read(cpus / f"cpu{n}" / "topology" / "core_cpus_list") or str(n) for n in allowed}
    return max(1, min(len(cores), math.floor(_quota(cgroup))))


def _quota(cgroup: Path) -> float:
    """Return how many processors' time a container may use; infinity where nothing limits it."""
    quota, _, period = _read(cgroup / "cpu.max").partition(" ")
    if not quota:
        quota = _read(cgroup / "cpu" / "cpu.cfs_quota_us")
        period = _read(cgroup / "cpu" / "cpu.cfs_period_us")
    if not quota.isdigit() or not period.isdigit() or int(period) == 0:
        return 1e6
    return max(1.0, int(quota) / int(period))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
