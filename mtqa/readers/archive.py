"""Zip archives from strangers: read member by member within limits, so that no bomb goes off."""

from __future__ import annotations

import io
import zipfile
import zlib

from mtqa.config import MEBIBYTE, Settings
from mtqa.errors import ReadError
from mtqa.readers.decoding import decode

MEMBERS = 20_000
"""Members that an archive may have."""
RATIO = 200
"""How many times its packed size a member may have, once it is larger than `FREE` bytes."""
FREE = MEBIBYTE
_BLOCK = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = 0x1
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class Archive:
    """A zip archive.

    Args:
        data: its bytes.
        what: what it should be, for messages: ``Word document``.
        settings: ``max_size`` holds for what is unpacked of it in total.

    Raises:
        ReadError: it is no archive, damaged, encrypted, or has too many members.
    """

    def __init__(self, data: bytes, what: str, settings: Settings) -> None:
        self._what = what
        self._left = self._limit = int(settings.max_size * MEBIBYTE)
        if data.startswith(_OLE):
            raise ReadError(f"password-protected, or of an older format than {what}: save it anew, without a password")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise ReadError(f"no {what}, or a truncated one: {error}") from None
        infos = self._zip.infolist()
        if len(infos) > MEMBERS:
            raise ReadError(f"a suspicious {what}: {len(infos):,} members in its archive, {MEMBERS:,} at most are read")
        self._infos = {info.filename: info for info in infos}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its members."""
        return tuple(self._infos)

    def read(self, name: str) -> bytes:
        """Return a member's bytes.

        Raises:
            ReadError: there is none of that name, or it is encrypted, damaged, or larger than is allowed.
        """
        info = self._infos.get(name)
        if info is None:
            raise ReadError(f"no {self._what}, or a damaged one: '{name}' is missing in it")
        if info.flag_bits & _ENCRYPTED:
            raise ReadError("encrypted: save it without a password")
        data = bytearray()
        try:
            with self._zip.open(info) as member:
                while block := member.read(_BLOCK):
                    data += block
                    self._left -= len(block)
                    if self._left < 0:
                        size = f"{self._limit / MEBIBYTE:g} MiB (max-size)"
                        raise ReadError(f"unpacked it is larger than {size}")
                    if len(data) > FREE and len(data) > RATIO * max(info.compress_size, 1):
                        raise ReadError(
                            f"a suspicious {self._what}: '{name}' unpacks to {RATIO} times its size or more"
                        )
        except _DAMAGED as error:
            raise ReadError(f"a damaged {self._what}: '{name}' in it can't be unpacked ({error})") from None
        return bytes(data)

    def text(self, name: str) -> str:
        """Return a member as text, decoded as a file is.

        Raises:
            ReadError: as `read`, or it can't be decoded.
        """
        return decode(self.read(name), name).text
