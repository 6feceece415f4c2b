"""Keys with strings in JSON and YAML: ARB, i18next, vue-i18n, FormatJS, Chrome's extensions, Rails."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from mtqa.config import Settings
from mtqa.coverage import ANOTHER_LANGUAGE
from mtqa.document import Document, Source, Span
from mtqa.errors import ReadError
from mtqa.readers.languages import is_english, language_of
from mtqa.readers.messages.keyed_scalars import pieces_of
from mtqa.readers.messages.keyed_values import Keyed
from mtqa.readers.messages.keyed_yaml import scalars
from mtqa.readers.messages.units import Message, Messages, Piece
from mtqa.readers.tables.positions import Found, Path, string_map, walk
from mtqa.result import SkippedFile

_FIELDS = ("message", "defaultMessage", "string", "translation")
"""Fields of an object that hold a message, where each key has an object."""
_FOLDERS = frozenset("i18n l10n lang langs language languages locale locales _locales translations".split())
_RECORDS = frozenset(("text", "id", "body", "content", "title"))
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_UNKNOWN = 'no text of a known kind; to read it as messages set reader = "i18n-yaml" for it in mtqa.toml'


class _Text(NamedTuple):
    """A string with its key."""

    path: Path
    pieces: tuple[Piece, ...]


class ArbReader:
    """Reads ``.arb`` files of Flutter: one document, of all messages."""

    format = "arb"
    suffixes: tuple[str, ...] = (".arb",)

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the document.

        Raises:
            ReadError: the file is not valid JSON, no object, or in another language.
        """
        found = _object(source.text)
        said = next((item.value for item in found if item.path == ("@@locale",)), None)
        _refuse(said if isinstance(said, str) else language_of(source.path), settings)
        strings = (item for item in found if len(item.path) == 1 and not str(item.path[0]).startswith("@"))
        yield _document(source, self.format, settings, _texts(source.text, strings))


class KeyedJsonReader:
    """Reads ``.i18n.json`` files, and what the reader of JSON finds to be of their kind: one document."""

    format = "i18n-json"
    suffixes: tuple[str, ...] = (".i18n.json",)

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the document.

        Raises:
            ReadError: the file is not valid JSON, or in another language.
        """
        found = list(walk(source.text))
        if not any(isinstance(item.value, str) for item in found):
            raise ReadError("no strings in it")
        field = _field(found)
        if field:
            _refuse(_own_language(source.path), settings)
            found = [item._replace(path=item.path[:1]) for item in found if item.path[1:] == (field,)]
            yield _document(source, self.format, settings, _texts(source.text, found))
            return
        languages = _languages([item.path for item in found])
        if not languages:
            _refuse(_own_language(source.path), settings)
        yield _document(source, self.format, settings, _texts(source.text, found), languages)


class KeyedYamlReader:
    """Reads ``.yaml`` and ``.yml`` files of messages, as Rails and Symfony have them: one document."""

    format = "i18n-yaml"
    suffixes: tuple[str, ...] = (".yaml", ".yml")

    def read(self, source: Source, settings: Settings) -> Iterator[Document | SkippedFile]:
        """Yield the document.

        Raises:
            ReadError: the file is not valid YAML, in another language, or not of a kind that holds messages.
        """
        found = list(scalars(source.text))
        languages = _languages([scalar.path for scalar in found])
        if not languages:
            said = _own_language(source.path)
            known = any(scalar.path for scalar in found) and (said or _is_place(source.path))
            if settings.reader != self.format and not known:
                raise ReadError(_UNKNOWN)
            _refuse(said, settings)
        texts = (
            _Text(scalar.path, pieces_of(source.text, scalar.span, scalar.style, scalar.value)) for scalar in found
        )
        yield _document(source, self.format, settings, texts, languages)


def looks_keyed(path: str, text: str) -> bool:
    """Tell whether a JSON file holds a program's messages, by its path and by holding strings with keys alone.

    Args:
        path: its path: ``locales/en.json``, ``_locales/en/messages.json``, ``app_en.json``.
        text: the file.
    """
    named = PurePosixPath(path).name == "messages.json"
    place = _is_place(path)
    if not (named or place or language_of(path)) or not text.lstrip("\ufeff \t\r\n").startswith("{"):
        return False
    try:
        found = list(walk(text))
    except ReadError:
        return place
    if named and _field(found):
        return True
    tops = {item.path[0] for item in found}
    strings = all(isinstance(item.value, str) for item in found)
    return bool(found) and strings and (place or not _RECORDS.intersection(map(str, tops)))


def _is_place(path: str) -> bool:
    """Tell whether a path is one where messages are kept: a folder for that, or a file called as its language is."""
    folders = (folder.lower() for folder in PurePosixPath(path).parts[:-1])
    return not _FOLDERS.isdisjoint(folders) or _is_language(PurePosixPath(path).stem.rpartition(".")[2])


def _own_language(path: str) -> str | None:
    """Return the language that a path names, also where that is all of the file's name."""
    path = path.replace(".i18n.", ".")
    return language_of(path) or language_of(f"locales/{PurePosixPath(path).name}")


def _is_language(name: str) -> bool:
    return language_of(f"locales/{name}.json") == name


def _refuse(language: str | None, settings: Settings) -> None:
    """Refuse a file in another language.

    Raises:
        ReadError: it is.
    """
    if language and not settings.language and not is_english(language):
        raise ReadError(f"{ANOTHER_LANGUAGE} ({language})")


def _languages(paths: Sequence[Path]) -> Sequence[str]:
    """Return the keys at the top of a file where each is a language, with keys of its own."""
    names = {path[0] if len(path) > 1 else None for path in paths}
    known = [name for name in names if isinstance(name, str) and _is_language(name)]
    return sorted(known) if len(known) == len(names) else ()


def _field(found: Sequence[Found]) -> str | None:
    """Return the field that holds the message, where each key has an object with one."""
    tops = {item.path[0] for item in found if item.path}
    for field in _FIELDS:
        having = {item.path[0] for item in found if item.path[1:] == (field,) and isinstance(item.value, str)}
        if tops and having == tops:
            return field
    return None


def _object(text: str) -> list[Found]:
    found = list(walk(text))
    if not text.lstrip("\ufeff \t\r\n").startswith("{"):
        raise ReadError("no object of messages: it must begin with '{'")
    return found


def _texts(text: str, found: Iterable[Found]) -> Iterator[_Text]:
    """Yield the strings among the scalars of a JSON document."""
    for item in found:
        if isinstance(item.value, str):
            value = _SURROGATE.sub("\ufffd", item.value)
            runs = string_map(text, Span(item.span.start + 1, item.span.end - 1)).runs
            pieces = (
                (value[run.text : run.text + run.text_length], Span(run.source, run.source + run.source_length))
                for run in runs
            )
            yield _Text(item.path, tuple(pieces))


def _document(
    source: Source,
    format: str,  # noqa: A002 - as documents call it
    settings: Settings,
    texts: Iterable[_Text],
    languages: Sequence[str] = (),
) -> Document:
    """Return a file's messages; where the keys at its top are languages, those in English.

    Raises:
        ReadError: none of its languages is English.
    """
    english = {name for name in languages if is_english(name)}
    if languages and not english and not settings.language:
        raise ReadError(f"{ANOTHER_LANGUAGE} ({', '.join(languages[:5])}{', …' if len(languages) > 5 else ''})")
    messages = Messages(settings)
    keyed = Keyed(messages)
    for path, pieces in texts:
        if languages and english and path[0] not in english:
            messages.omit(ANOTHER_LANGUAGE)
        else:
            keyed.add(Message(_key(path[1:] if len(languages) == 1 else path), pieces))
    keyed.close()
    return messages.document(source, format)


def _key(path: Path) -> str:
    """Write a path as programs do: ``menu.items[0].label``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return _SURROGATE.sub("\ufffd", "".join(parts).removeprefix("."))
