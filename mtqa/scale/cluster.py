"""Ray: a cluster of its own on this machine, or one that is there; how much of it a run takes; its errors in a line."""

from __future__ import annotations

import logging
import os
import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from mtqa.errors import ModelError, MtqaError, UsageError

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # Ray would report its use over the network

try:
    import ray
    import ray.data
    from ray.data import DataContext, ExecutionOptions, ExecutionResources
except ImportError:  # pragma: no cover - the message is tested in an environment without it
    raise UsageError("checking at scale needs Ray; run: pip install 'mtqa[ray]'") from None

MEBIBYTE = 1 << 20
STORE = 512 * MEBIBYTE
"""The object store of a cluster of one's own: what is between the stages at a time, and no more."""
MODEL_MEMORY = 1_200 * MEBIBYTE
"""What a worker with the model takes, with the detector and a partition's scores."""
RULES_MEMORY = 600 * MEBIBYTE
_PATIENCE = 10.0
"""Seconds in which a cluster must answer."""
_PER_LOOKER = 100
"""Models that one core keeps busy by splitting and applying the rules."""
READER_CPUS = 0.25
"""Reading waits more than it computes."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a run takes of a cluster.

    Attributes:
        workers: how many models there are, or where rules alone judge, how many tasks at once.
        threads: cores of a worker.
        gpus: GPUs of a worker; 0 where it computes on cores.
        lookers: tasks at once that split and apply the rules beside the models.
        store: bytes of the object store that may be in use.
    """

    workers: int
    threads: int = 1
    gpus: float = 0.0
    lookers: int = 1
    store: int = STORE

    @property
    def model(self) -> dict[str, float]:
        """What Ray is told that a worker with a model needs."""
        cores_or_gpus = {"num_gpus": self.gpus} if self.gpus else {"num_cpus": float(self.threads)}
        return {"memory": MODEL_MEMORY, **cores_or_gpus}


@contextmanager
def connected(address: str, workers: int, *, dashboard: bool = False) -> Iterator[None]:
    """Connect to a cluster, or start one on this machine; leave one that is connected already as it is.

    Args:
        address: the cluster's, as Ray takes it; empty for one of one's own.
        workers: how many cores its workers are to have there.
        dashboard: whether one of one's own serves Ray's dashboard.

    Raises:
        UsageError: there is no cluster at the address.
    """
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    if ray.is_initialized():
        yield
        return
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    address = address or os.environ.get("RAY_ADDRESS", "")
    try:
        if address:
            _reach(address)
            ray.init(address=address, **quiet)
        else:
            # At Ray's own niceness of 15, two workers often share a core while another one idles: a third of the rate.
            os.environ.setdefault("RAY_worker_niceness", "0")
            if not dashboard:  # nobody looks at Ray's figures of this machine
                os.environ.setdefault("REPORTER_UPDATE_INTERVAL_MS", "30000")
            ray.init(
                address="local",  # not whatever cluster somebody started on this machine
                num_cpus=workers + 2,  # reading, looking and writing go on while all workers compute
                object_store_memory=STORE,
                include_dashboard=dashboard,
                dashboard_host="127.0.0.1",
                _node_ip_address="127.0.0.1",
                **quiet,
            )
    except Exception as error:  # noqa: BLE001 - Ray raises bare exceptions, where nodes take too long to start for one
        where = f"the cluster at {address}" if address else "a cluster on this machine"
        raise UsageError(f"Ray can't use {where}: {_line(error)}") from None
    try:
        yield
    finally:
        ray.shutdown()


def _reach(address: str) -> None:
    """Make sure that somebody listens at an address; Ray itself would try for minutes.

    Raises:
        OSError: nobody does.
    """
    host, colon, port = address.removeprefix("ray://").rpartition(":")
    if colon and port.isdecimal():
        socket.create_connection((host, int(port)), timeout=_PATIENCE).close()


def is_connected() -> bool:
    """Tell whether this process is connected to a cluster already."""
    return bool(ray.is_initialized())


def share(workers: int, threads: int, device: str, *, rules_only: bool, own: bool) -> Share:
    """Say how much of the connected cluster a run takes.

    Args:
        workers: how many models; 0 for as many as the cluster has GPUs, or else cores for.
        threads: cores of each; 0 for one.
        device: the setting of that name.
        rules_only: whether there is no model.
        own: whether the cluster was started for this run alone.

    Raises:
        UsageError: the cluster hasn't that much.
    """
    resources = ray.cluster_resources()
    cores, gpus = int(resources.get("CPU", 1)), int(resources.get("GPU", 0))
    threads = threads or 1
    by_gpu = bool(gpus) and device in ("auto", "cuda") and not rules_only
    spare = (2 if own else 1) + cores // _PER_LOOKER  # a core splits for so many models; one more reads and writes
    need = RULES_MEMORY if rules_only else MODEL_MEMORY
    room = int(resources.get("memory", need) // need)
    most = min(gpus if by_gpu else max((cores - spare) // threads, 0), room)
    if workers > most or not most:
        what = f"{gpus} GPUs" if by_gpu else f"{cores} cores"
        raise UsageError(
            f"{workers or 1} workers of {threads} threads don't fit into a cluster of {what}, of which reading and "
            f"writing need {spare}, and memory for {room}; ask for fewer (--workers, --jobs)"
        )
    workers = workers or most
    free = max(1, cores - (0 if by_gpu else workers * threads) - 1)
    lookers = workers if rules_only else free if by_gpu else min(workers, free)
    store = int(resources.get("object_store_memory", STORE))
    return Share(workers, threads, 1.0 if by_gpu else 0.0, lookers, min(store, STORE * max(1, workers // 8)))


@contextmanager
def bounded(taken: Share) -> Iterator[None]:
    """Set Ray Data's own bounds for what is made within: a row a block, and no more in the object store than that."""
    context = DataContext.get_current()
    warnings.filterwarnings("ignore", category=UserWarning, module=r"ray\.data\.")  # advice on small inputs
    before = (context.target_max_block_size, context.enable_progress_bars, context.execution_options)
    context.target_max_block_size = 1  # each chunk is a block, so that the next stage need not wait for others
    context.enable_progress_bars = False
    limits = ExecutionResources(object_store_memory=taken.store // 2)
    context.execution_options = ExecutionOptions(resource_limits=limits, verbose_progress=False)
    try:
        yield
    finally:
        context.target_max_block_size, context.enable_progress_bars, context.execution_options = before


@contextmanager
def in_a_line() -> Iterator[None]:
    """Turn what workers raise into the error that it was, and Ray's own failures into one that says what to do.

    Raises:
        MtqaError: a worker raised it.
        ModelError: Ray failed.
    """
    try:
        yield
    except MtqaError:
        raise
    except (ray.exceptions.RayError, ray.exceptions.RayTaskError) as error:
        own = _own(error)
        if own is not None:
            raise own from None
        *_, cause = _causes(error)
        what = f"{type(cause).__name__}: {_line(cause)}"
        raise ModelError(f"Ray failed: {what}; what is finished stays, so run the same command again") from error


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what is behind it, the innermost last."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = getattr(error, "cause", None) or error.__cause__ or error.__context__


def _own(error: BaseException) -> MtqaError | None:
    """Return the error of mtqa that is behind one of Ray's, if there is one."""
    return next((_plain(each) for each in _causes(error) if isinstance(each, MtqaError)), None)


def _plain(error: MtqaError) -> MtqaError:
    """Return the error without what Ray mixes into it."""
    for kind in type(error).__mro__:
        if issubclass(kind, MtqaError) and not issubclass(kind, ray.exceptions.RayError):
            return kind(_last_line(error))
    return error


def _last_line(error: MtqaError) -> str:
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[-1].partition(": ")[2] or lines[-1] if len(lines) > 1 else str(error)


def _line(error: BaseException) -> str:
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[-1].strip() if lines else type(error).__name__
