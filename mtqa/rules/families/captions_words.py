"""Rules: fixed words of captions, as other languages say them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.document import Kind
from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Example, Hit, Passage, Rule, late, pattern
from mtqa.rules.families import captions_credits

_CAPTIONS = frozenset({Kind.CAPTION})
_PICTURE: Final = r"(?:photo|photograph|picture|image|shot|snapshot|pic)"

_ON_PHOTO = late(
    rf"^(?P<hit>[Oo]n\ (?:the|this)\ {_PICTURE}s?(?:\ from\ (?:left|right)\ to\ (?:left|right))?)\s?(?P<mark>[:,–—-]|\ (?:is|are|we\ see|you\ can\ see|you\ see)\b|\ (?=[A-Z]))",
    re.VERBOSE,
)
_IN_PHOTO = late(rf"^(?P<hit>[Ii]n\ (?:the|this)\ {_PICTURE})\s?(?P<mark>:|\ ?[–—-]\ )", re.VERBOSE)
_SIDE = late(r"^(?P<hit>[Oo]n the (?P<side>left|right)|[Ii]n the (?:centre|center|middle))\s?[–—-]\s")


def _on_photo(passage: Passage) -> Iterator[Hit]:
    for match in _ON_PHOTO.finditer(passage.text):
        yield Hit(match.start("hit"), match.end("hit"), "Pictured" if match["mark"] in ":,–—-" else None)


def _in_photo(passage: Passage) -> Iterator[Hit]:
    for expression in (_IN_PHOTO, _SIDE):
        for match in expression.finditer(passage.text):
            yield Hit(match.start("hit"), match.end("hit"), None)


_ARCHIVE_IMAGE = pattern(
    r"""\b(?P<hit>(?:in|on)\ (?:an?|the|this)\ (?:archive|archived|archives|illustrative)\ (?:image|picture|photo|photograph))(?=\ *$|[.:,])""",
    "in a file photo",
)

_LEFT = pattern(
    r"""(?P<hit>\b(?:first|second|third|last|the\ first|the\ second|the\ third)\ (?:on|by|for)\ the\ (?:left|right)|\bfrom\ the\ left\ to\ (?:the\ )?right
    |\b(?:in|on)\ the\ left\ side\ of\ the\ (?:photo|picture|image)|\bfrom\ left\ on\ (?:the\ )?right|\bof\ left\ to\ right|\bleft\ on\ the\ (?:photo|picture)
    |\bright\ on\ the\ (?:photo|picture)|\bin\ the\ center\ of\ (?:the\ )?(?:photo|picture)\ -)(?![\w-])"""
)


def _captions(*texts: str) -> tuple[Example, ...]:
    return tuple(Example(text, Kind.CAPTION) for text in texts)


_PHOTO_WORDS: Final = (
    "photo photos photograph photographs picture pictures image images shot shots snapshot pic".split()
)

RULES: tuple[Rule, ...] = (
    Rule(
        id="captions.on-the-photo",
        severity=Severity.WARNING,
        languages=("ru", "uk", "de", "pl", "cs", "sr", "hr", "lt", "lv", "tr"),
        message="English says 'in the photo', and in a caption 'Pictured:' or nothing at all.",
        rationale="Slavic languages, German and others have things 'on' a photo ('на фото', 'auf dem Bild').",
        source="Quirk et al., 9.17, on 'in' and 'on' for position; observed in captions of online translators.",
        find=_on_photo,
        triggers=frozenset(f"on {the} {word}" for the in ("the", "this") for word in _PHOTO_WORDS),
        kinds=EVERYWHERE,
        must_flag=_captions(
            "On the photo: Anna Bell in her studio",
            "On the picture – the old mill",
            "On this photo is the team of 1934",
            "On the photo Anna Bell",
        ),
        must_pass=_captions(
            "In the photo, Anna Bell wears a hat",
            "Pictured: Anna Bell in her studio",
            "A stamp on the photo shows the date",
            "On the photo wall of the museum",
        ),
    ),
    Rule(
        id="captions.in-the-photo",
        severity=Severity.NOTE,
        languages=("ru", "uk", "de", "pl", "cs", "es", "it"),
        message="A caption needs no 'In the photo:'; English begins with what is shown.",
        rationale="Russian, Spanish and Italian captions begin with 'in the photo' and a colon or dash.",
        source="Associated Press Stylebook, photo captions.",
        find=_in_photo,
        triggers=frozenset(f"in {the} {word}" for the in ("the", "this") for word in _PHOTO_WORDS)
        | frozenset(("on the left", "on the right", "in the centre", "in the center", "in the middle")),
        signs=frozenset(":–—-"),
        kinds=EVERYWHERE,
        must_flag=_captions(
            "In the photo: Anna Bell in her studio",
            "In the picture – the old mill",
            "In the photo - the team of 1934",
            "On the left – Anna Bell",
        ),
        must_pass=_captions(
            "In the photo, Anna Bell wears a hat",
            "The old mill in the picture: a ruin",
            "In the photo-finish she came second",
            "On the left, Anna Bell",
        ),
    ),
    Rule(
        id="captions.archive-image",
        severity=Severity.WARNING,
        languages=("es", "ca", "pt", "it", "sr", "hr"),
        message="English says 'in a file photo'.",
        rationale="'En una imagen de archivo' is a fixed phrase of Spanish captions, translated word for word.",
        source="Associated Press Stylebook, photo captions: 'in a file photo'.",
        find=_ARCHIVE_IMAGE,
        triggers=frozenset(
            f"{kind} {noun}"
            for kind in ("archive", "archived", "archives", "illustrative")
            for noun in ("image", "picture", "photo", "photograph")
        ),
        kinds=EVERYWHERE,
        must_flag=_captions(
            "Pedro Ruiz, in an archive image",
            "The port of Vigo in an archive picture.",
            "The minister, in an archived photo",
            "Police cars on an illustrative image",
        ),
        must_pass=_captions(
            "Pedro Ruiz in a file photo",
            "An archive image of the port",
            "The ship in the archive photo is the Lusitania",
            "Archive photo",
        ),
    ),
    Rule(
        id="captions.order",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "de", "es", "it", "cs"),
        message="English captions say 'from left', 'left to right' or 'second from left'.",
        rationale="Who stands where is a fixed phrase in every language ('второй слева', 'de izquierda a derecha').",
        source="Associated Press Stylebook, photo captions.",
        find=_LEFT,
        triggers=frozenset(
            (
                *(
                    f"{nth} {on} the {side}"
                    for nth in ("first", "second", "third", "last")
                    for on in ("on", "by", "for")
                    for side in ("left", "right")
                ),
                *("from the left to", "from left on", "of left to right", "left on the photo", "left on the picture"),
                *(
                    "right on the photo",
                    "right on the picture",
                    "left side of the photo",
                    "left side of the picture",
                    "left side of the image",
                ),
            )
        ),
        kinds=_CAPTIONS,
        must_flag=_captions(
            "Anna Bell (second on the left) with the team",
            "From the left to the right: Bell, Holt and Lane",
            "Of left to right, Ruiz, Costa and Vega",
            "Anna Bell, third on the right",
        ),
        must_pass=_captions(
            "Anna Bell (second from left) with the team",
            "From left to right: Bell, Holt and Lane",
            "The second house on the left",
            "A dog runs from left to right",
        ),
    ),
    *captions_credits.RULES,
)
