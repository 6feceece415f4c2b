"""Rules: marks, credits and file names in captions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.document import Kind
from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Example, Hit, Passage, Rule, late, pattern, running, word_set
from mtqa.rules.lexicon.captions import CREDIT_WORDS, FORMULAS, SIDES

_CAPTIONS = frozenset({Kind.CAPTION})
_AGENCIES: Final = (
    r"AP|AFP|EPA|DPA|dpa|ANSA|APA|TASS|RIA\ Novosti|Sputnik|Reuters|REUTERS|Getty(?:\ Images)?|UNIAN|Interfax|Shutterstock|Xinhua"
    r"|Agerpres|BTA|MTI|PAP|CTK|ČTK|EFE|Lehtikuva|TANJUG|HINA|STA|Anadolu|AA|Belga|LETA|BNS|Ukrinform|iStock|Pixabay|Flickr|Facebook"
    r"|Instagram|Twitter"
)

_GLUED = late(
    rf"""[a-zà-ž.!?”"](?P<label>(?:Photo|Photos|Foto|Image|Picture|Source|Credit|Фото)\s?[:©/])
    |(?P<copyright>©\ ?(?:{_AGENCIES}))(?=[A-ZÀ-Ž][a-zà-ž]{{2,}}|[a-z]{{3,}})
    |(?<=[a-zà-ž.])(?P<sign>©)\ ?(?=[A-Z])
    |\b(?:Photo|Foto|Image|Source|Credit):(?P<tight>(?:{_AGENCIES})(?=[A-Z][a-z]{{2,}}))""",
    re.VERBOSE,
)


def _glued(passage: Passage) -> Iterator[Hit]:
    for match in _GLUED.finditer(passage.text):
        group = match.lastgroup or "label"
        yield Hit(match.start(group), match.end(group), None)


_FILE = pattern(
    r"""(?-i:(?<![\w/.-])(?P<hit>(?:IMG|DSC|DSCN|DSCF|PXL|MVI|VID|P|GOPR|WhatsApp[\ _]Image|Screenshot|Screen[\ _]Shot|Schermata|Снимок|Captura|Bildschirmfoto
    |foto|photo|image|img|bild|imagen|immagine|slika|zdjecie|obrazek|kuva|pilt|attels|nuotrauka|kartinka)[ _-]?(?:\d{3,}|\d{1,3}(?=[_.-]))[\w-]*(?:\.(?:jpe?g|png|gif|webp|bmp|tiff?))?
    |[\w-]{2,60}\.(?:jpe?g|JPE?G|png|PNG|gif|webp|bmp|tiff?)))(?=$|[\s,;:)])""",
)


def _file(passage: Passage) -> Iterator[Hit]:
    text = passage.text.strip()
    for hit in _FILE(passage):
        if hit.end - hit.start >= 0.6 * len(text):
            yield hit


_CREDIT = late(
    rf"(?:^|(?<=[.!?)] )|(?<=\())(?P<word>{'|'.join(sorted(map(re.escape, CREDIT_WORDS), key=len, reverse=True))})(?=\s?[:©/])"
)


def _credit_word(passage: Passage) -> Iterator[Hit]:
    for match in _CREDIT.finditer(passage.text):
        yield Hit(match.start("word"), match.end("word"), CREDIT_WORDS[match["word"]])


_FORMULA = late(rf"(?<![\w-])(?:{'|'.join(map(re.escape, FORMULAS))})(?![\w-])", re.IGNORECASE)
_FORMULAS_LOW = {formula.lower(): english for formula, english in FORMULAS.items()}


def _formula(passage: Passage) -> Iterator[Hit]:
    for match in _FORMULA.finditer(passage.text):
        after = passage.text[match.end() : match.end() + 1]
        before = passage.text[: match.start()].rstrip()[-1:]
        if before in ("", ".", "!", "?", ")", "(", "|", "/", "-", "–", ":", ",", "*") and after in (
            "",
            ".",
            ")",
            ":",
            "/",
            ",",
            " ",
        ):
            yield Hit(match.start(), match.end(), _FORMULAS_LOW[match[0].lower()])


_SIDE = late(
    rf"(?<=\()(?P<side>{'|'.join(sorted(map(re.escape, SIDES), key=len, reverse=True))})"
    r"(?=\)|: |, [A-Z]|(?<=v\.l\.) [A-Z]|(?<=v\. l\.) [A-Z])"
)


def _side(passage: Passage) -> Iterator[Hit]:
    for match in _SIDE.finditer(passage.text):
        yield Hit(match.start(), match.end(), SIDES[match["side"]])


def _captions(*texts: str) -> tuple[Example, ...]:
    return tuple(Example(text, Kind.CAPTION) for text in texts)


RULES: tuple[Rule, ...] = (
    Rule(
        id="captions.glued-credit",
        severity=Severity.NOTE,
        languages=(),
        message="The credit is glued to the caption: the two were not kept apart.",
        rationale=(
            "Credits stand in an element of their own on a page. Where a page's text is translated in one piece, credit and"
            " caption run together, and nobody has looked at the result."
        ),
        source="Observed in captions of pages that were translated automatically.",
        find=_glued,
        signs=frozenset(":©/"),
        kinds=_CAPTIONS,
        must_flag=_captions(
            "The dam in AugustPhoto: Anna Bell",
            "© AFPThe minister at the airport",
            "Fans at the gate.Foto: D. Horvat",
            "Photo:ReutersThe town hall after the fire",
        ),
        must_pass=_captions(
            "The dam in August. Photo: Anna Bell",
            "The minister at the airport. © AFP",
            "Photo: Reuters. The town hall after the fire",
            "Fans at the gate (AP Photo/Anna Bell)",
        ),
    ),
    Rule(
        id="captions.file-name",
        severity=Severity.NOTE,
        languages=(),
        message="The caption is the name of a file.",
        rationale="Pages that are put together by machine take an image's file name for its caption where there is no other.",
        source="Web Content Accessibility Guidelines 2.2, failure F30: text alternatives that are not alternatives.",
        find=_file,
        triggers=word_set("jpg jpeg png gif webp bmp tif tiff")
        | frozenset(
            f"{stem}*"
            for stem in "img dsc pxl mvi foto photo image bild imagen immagine slika kartinka kuva pilt".split()
        ),
        kinds=_CAPTIONS,
        must_flag=_captions("IMG_2043.jpg", "foto-1-copy", "DSC01234", "town-hall-fire-900x600.jpeg"),
        must_pass=_captions(
            "The file IMG_2043.jpg that the court saw on Monday",
            "Photo 1",
            "Image of the town hall",
            "A photo from 1934",
        ),
    ),
    Rule(
        id="captions.credit-word",
        severity=Severity.WARNING,
        languages=("de", "fr", "es", "pt", "it", "pl", "cs", "sk", "hu", "fi", "et", "lt", "lv", "tr", "ru", "uk"),
        message="The word before the credit was left untranslated.",
        rationale="A credit looks like a name or a code, so systems copy its label together with it.",
        source="Observed in captions of online translators.",
        find=_credit_word,
        triggers=frozenset(running(word).strip() for word in CREDIT_WORDS),
        signs=frozenset(":©/"),
        kinds=EVERYWHERE,
        must_flag=_captions(
            "The dam in August. Bild: Anna Bell",
            "Crédit photo: AFP",
            "A meeting in the town hall (Quelle: dpa)",
            "Fans at the gate. Zdroj: Sport",
        ),
        must_pass=_captions(
            "The dam in August. Photo: Anna Bell",
            "The front page of Bild: a scandal",
            "Source: dpa",
            "In the town of Fonte: a fair",
        ),
    ),
    Rule(
        id="captions.credit-formula",
        severity=Severity.ERROR,
        languages=("de", "fr", "es", "pt", "it", "pl", "cs", "sk", "sr", "hr", "fi", "sv", "nl", "ru", "uk"),
        message="'File photo' was left in the language of the source.",
        rationale="Credits are fixed formulas that systems copy where they find no sentence around them.",
        source="Associated Press Stylebook, photo captions: 'File photo'.",
        find=_formula,
        triggers=frozenset(running(formula).strip() for formula in FORMULAS),
        kinds=EVERYWHERE,
        must_flag=_captions(
            "Police at the scene (Symbolbild)",
            "Imagen de archivo. The stadium in 2015",
            "The court in Brno. Ilustrace / Archivní foto",
            "A nurse at work. Photo d'illustration",
        ),
        must_pass=_captions(
            "Police at the scene (file photo)",
            "Archive photo: the stadium in 2015",
            "A nurse at work. Photo: Anna Bell",
            "He works for the Arkivbildgalleri in Lund",
        ),
    ),
    Rule(
        id="captions.side",
        severity=Severity.ERROR,
        languages=("de", "es", "pt", "it", "fr", "cs", "sk", "ru", "uk"),
        message="The abbreviation for a side was left untranslated: English captions say '(left)' and '(right)'.",
        rationale="Who stands where is abbreviated in other languages' captions, and systems copy abbreviations.",
        source="Associated Press Stylebook, photo captions.",
        find=_side,
        triggers=frozenset(running(side).strip() for side in SIDES),
        signs=frozenset("("),
        kinds=EVERYWHERE,
        must_flag=_captions(
            "Anna Bell (li.) and Karl Brandt in Kiel",
            "The board of the club (v.l.n.r.): Huber, Maier and Lang",
            "Pedro Ruiz (izq.) greets the mayor",
            "Olga Belova (слева) at the fair",
        ),
        must_pass=_captions(
            "Anna Bell (left) and Karl Brandt in Kiel",
            "Anna Bell (l.) and Karl Brandt (r.) in Kiel",
            "The film (dir. Anna Bell) opens in May",
            "A gain of 3 dx (see the table)",
        ),
    ),
)
