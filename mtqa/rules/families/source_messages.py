"""Rules: addresses, placeholders, arguments and tags of the source that the English lost or changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mtqa.alert import Severity
from mtqa.fidelity.links import changes
from mtqa.fidelity.placeholders import Loss, has_placeholders, losses, tag_losses
from mtqa.rules.base import EVERYWHERE, Example, Hit, Rule, nothing
from mtqa.rules.facing import Translation


def _links(translation: Translation) -> Iterator[tuple[int, Hit]]:
    if not translation.source_links or not translation.passages:
        return
    for change in changes(translation.links, translation.source_links):
        at = _place(change.english, translation.raw_passages)
        if at is None:
            at = _opposite(translation, change.source)
        if at is None:
            continue
        if change.english is None:
            message = f"The source has the address {change.source}, which the English lacks."
        else:
            message = f"The source has the address {change.source}, the English {change.english}."
        yield at, _whole(translation, at, message, Severity.WARNING)


def _place(text: str | None, where: tuple[str, ...]) -> int | None:
    """Return the sentence that a text stands in."""
    return next((i for i, raw in enumerate(where) if text and text in raw), None)


def _opposite(translation: Translation, link: str) -> int | None:
    """Return the English sentence that faces the source's sentence with an address."""
    at = _place(link, translation.raw_source)
    last = 0
    for facing in translation.facings:
        if facing.english:
            last = facing.english[-1]
        if at is not None and at in facing.source:
            return last
    return None


def _whole(translation: Translation, at: int, message: str, severity: Severity) -> Hit:
    return Hit(0, len(translation.passages[at].raw), None, message, severity)


def _placeholders(translation: Translation) -> Iterator[tuple[int, Hit]]:
    if not translation.passages:
        return
    if not translation.unit:
        yield from _in_prose(translation)
        return
    english = translation.message or "\n".join(translation.raw_passages)
    source = translation.source_message or "\n".join(translation.raw_source)
    for loss in losses(english, source):
        at = _place(loss.instead or loss.token, translation.raw_passages) or 0
        severity = Severity.ERROR if loss.sure else Severity.WARNING
        yield at, _whole(translation, at, _message(loss, "placeholder"), severity)
    if translation.message and translation.source_message:
        for loss in tag_losses(english, source):
            yield 0, _whole(translation, 0, _message(loss, "tag"), Severity.WARNING)


def _in_prose(translation: Translation) -> Iterator[tuple[int, Hit]]:
    """Look at a document: what no prose has, such as ``{name}``, is somewhere in the English, or it is lost."""
    everything = "\n".join(translation.raw_passages)
    for facing in translation.facings:
        source = "\n".join(translation.raw_source[i] for i in facing.source)
        if not facing.english or not has_placeholders(source):
            continue
        english = "\n".join(translation.raw_passages[i] for i in facing.english)
        for loss in losses(english, source):
            if not loss.added and loss.sure and loss.token not in everything:
                at = facing.english[0]
                yield at, _whole(translation, at, _message(loss, "placeholder"), Severity.WARNING)


def _message(loss: Loss, what: str) -> str:
    if loss.added:
        return f"The English has the {what} {loss.token}, which the source lacks."
    if loss.instead is not None:
        return f"The source has the {what} {loss.token}, the English {loss.instead}."
    return f"The source has the {what} {loss.token}, which the English lacks."


RULES: Final = (
    Rule(
        id="source.link",
        severity=Severity.WARNING,
        languages=(),
        message="An address of the source is missing in the English, or is another one.",
        rationale="Systems translate words within addresses, put spaces into them, or lose them.",
        source="translate-toolkit's pofilter, tests 'urls' and 'emails'; Okapi CheckMate's patterns for addresses.",
        find=nothing,
        against=_links,
        kinds=EVERYWHERE,
        must_flag=(
            Example(
                "See https://example.org/referense for more.",
                source="Подробнее: https://example.org/reference.",
                language="ru",
            ),
            Example("Write to us for more.", source="Schreiben Sie an post@example.org.", language="de"),
            Example("Details are on the site.", source="详情请看 https://example.org/news/12 。", language="zh"),
            Example("Write to help@exampel.org.", source="Escriba a help@example.org.", language="es"),
        ),
        must_pass=(
            Example(
                "See https://example.org/en/reference.", source="См. https://example.org/ru/reference.", language="ru"
            ),
            Example("See https://www.example.com/shop.", source="Siehe http://example.de/laden.", language="de"),
            Example(
                "See https://example.org/news/12.",
                source="详情请看 https://example.org/news/12?utm_source=app#top",
                language="zh",
            ),
            Example(
                "See https://en.example.org/wiki/Bridge.",
                source="Ver https://es.example.org/wiki/Puente.",
                language="es",
            ),
        ),
    ),
    Rule(
        id="source.placeholder",
        severity=Severity.ERROR,
        languages=(),
        message="A placeholder of the source is missing in the English, or is another one.",
        rationale="A program puts values where placeholders stand; one that was lost or changed hides a value, or makes "
        "the program fail.",
        source="translate-toolkit's pofilter, tests 'printf', 'variables' and 'xmltags'; Okapi CheckMate's inline codes "
        "and patterns; gettext's msgfmt --check-format.",
        find=nothing,
        against=_placeholders,
        kinds=EVERYWHERE,
        must_flag=(
            Example("The file was not found.", source="Файл %s не найден.", language="ru", unit=True),
            Example("Hello, {nome}!", source="Olá, {name}!", language="pt", unit=True),
            Example("You have messages.", source="您有 {{count}} 条消息。", language="zh", unit=True),
            Example("Welcome to %(site)d!", source="Willkommen bei %(site)s!", language="de", unit=True),
            Example(
                "{n, plural, one {# file} other {# files}} in a folder",
                source="{n, plural, one {# fichier} other {# fichiers}} dans {folder}",
                language="fr",
                unit=True,
            ),
            Example("Saved as ${path}.", source="Guardado.", language="es", unit=True),
        ),
        must_pass=(
            Example("%2$s by %1$s", source="%1$s: %2$s", language="ru", unit=True),
            Example("One file was deleted.", source="%d файл удалён.", language="ru", unit=True),
            Example(
                "{count, plural, one {# file} other {# files}}",
                source="{count, plural, one {# файл} few {# файла} other {# файлов}}",
                language="ru",
                unit=True,
            ),
            Example("100% of it is done.", source="Сделано 100 % всего.", language="ru", unit=True),
            Example("Hello, { name }!", source="Hallo, {name}!", language="de", unit=True),
            Example("The price rose by 5%.", source="El precio subió un 5 %.", language="es"),
        ),
    ),
)
