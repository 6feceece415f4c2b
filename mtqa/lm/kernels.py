"""Which kernels PyTorch computes float32 with: the same on Intel's processors, so that scores are the same there too.

Newer processors get kernels with wider registers, which add in another order. A sum's last bit then depends on the
processor; states that are rounded to 8 bits carry it on, and a short sentence's mean surprisal moves by up to .08
bits. Some of these kernels also add in another order for fewer rows, so that a sentence would score otherwise alone
than in company. The kernels for AVX2 in MKL's strict mode add each row of a product in one order, whatever the rows
beside it and the threads (MKL's Developer Guide, "Reproducibility Conditions"). Products of 8-bit integers are exact
with every kernel and keep the fastest.

On processors that are not Intel's, MKL chooses by itself, and a score may differ by as much.
"""

from __future__ import annotations

import os
import platform

CHOSEN = {"MKL_CBWR": "AVX2,STRICT", "ATEN_CPU_CAPABILITY": "avx2"}
"""Variables of the environment that MKL and PyTorch read when they first compute."""

_FEW = {"ONEDNN_PRIMITIVE_CACHE_CAPACITY": "64"}
"""oneDNN keeps 1,024 compiled products, one for each number of rows: 360 to 550 MB, and 40 MB with these."""


def pin() -> None:
    """Choose the kernels, and how many are kept, unless the environment does; before anything is computed."""
    import torch  # noqa: PLC0415 - for who is about to compute

    wanted = dict(_FEW)
    supported = getattr(torch.cpu, "_is_avx2_supported", None) or getattr(torch.cpu, "_is_cpu_support_avx2", None)
    if platform.machine().lower() in {"x86_64", "amd64"} and supported is not None and supported():
        wanted |= CHOSEN
    for name, value in wanted.items():
        os.environ.setdefault(name, value)
