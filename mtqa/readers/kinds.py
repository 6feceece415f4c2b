"""Tells captions and bylines from prose by their wording."""

from __future__ import annotations

import re

from mtqa.document import Kind

_WORDS = re.compile(r"\S+")
_CAPTION_START = re.compile(
    r"(?:(?:photo|photograph|picture|image|caption|illustration|pictured|video)(?:\s+\d{1,3})?\s*:"
    r"|(?:figure|fig\.?|table|plate|chart)\s*\d{1,3}(?:[.-]\d{1,3})?[a-z]?\s*[:.–—|])\s",
    re.IGNORECASE,
)
_MEDIUM = r"(?:photo(?:graph)?s?|images?|pictures?|illustrations?|footage|stills?|videos?)"
_NAME = r"(?:[A-Z][\w’'.-]*|d[aeiu]|de|del|van|von|der|den|bin|al|la|le)"
_NAMED = rf"[A-Z][\w’'.-]*(?:[\s,/&]+{_NAME}){{0,6}}"
_WIRE = r"(?:AP|AFP|EPA|Reuters|TASS|Getty(?:\s+Images)?|Shutterstock|Unsplash|iStock)"
_CREDIT = re.compile(
    rf"""(?:
        (?i:(?:archived?|file|stock|library|handout|press)\s+{_MEDIUM})
      | (?i:{_MEDIUM}\s+credits?)\s*:?\s*\S.{{0,60}}
      | (?i:{_MEDIUM}\s+(?:courtesy(?:\s+of)?|by))\s*:?\s+(?:the\s+)?{_NAMED}
      | (?i:{_MEDIUM}\s*[:©|]|credits?\s*:)\s*\S.{{0,60}}
      | {_WIRE}\s+(?:[Ff]ile\s+)?(?i:{_MEDIUM})(?:\s*/\s*{_NAMED})?
      | (?:©|\([Cc]\)(?=\s*\d{{4}})|[Cc]opyright\s+©)\s*\S.{{0,60}}
      | {_NAMED}\s*/\s*{_WIRE}(?:\s+via\s+{_WIRE})?
    )\s*[.)\]]*""",
    re.VERBOSE,
)
_CREDIT_PLACE = re.compile(r"[.!?…][\"'”’)]*\s+|\s[([|]\s*|\s[–—]\s+|[([]")
_CAPTION_LENGTH = 400

_AGENCIES = (
    r"AP|AFP|ANSA|Agence France-Presse|Associated Press|Bloomberg|CNN|BBC(?: News)?|DPA|EFE|Interfax|Kyodo(?: News)?"
    r"|PA Media|Reuters|RIA(?: Novosti)?|Sputnik|TASS|ITAR-TASS|UPI|Ukrinform|United Press International"
    r"|Xinhua(?: News Agency)?|Yonhap"
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_TIME = r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?)?"
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4})"
)
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_BYLINE = re.compile(
    rf"(?:(?:[Ww]ritten\s+)?[Bb]y\s+{_NAME}(?:[\s,]+(?:and|&|{_NAME})){{1,9}}(?:\s*[|–—-]\s*.{{1,40}})?"
    rf"|BY(?:\s+[A-Z][A-Z.’'-]*){{2,6}}"
    rf"|(?:[Ss]ource:\s*)?(?:{_AGENCIES})(?:\s*[,|/–—-]\s*(?:{_AGENCIES}))*\.?)"
)
_DATELINE = re.compile(
    rf"(?:(?:published|posted|updated|last\s+updated|modified)(?:\s+on)?:?\s*)?{_DAY}{_DATE}{_TIME}", re.IGNORECASE
)
_NAMES = re.compile(r"[A-Z][\w’'-]+(?:\s+(?:[A-Z][\w’'-]*\.?|d[aeiu]|de|van|von|der|bin)){1,3}")
_NO_NAMES = frozenset(
    "a an the and or of for to in on at with about how what when where who why which is are was were be been has "
    "have had do does did can will must may should your our my his her its their this that these those not no all "
    "more most new overview introduction summary conclusion background contents abstract results methods getting "
    "started installation usage notes about key findings executive frequently asked questions next steps".split()
)


def is_caption(text: str) -> bool:
    """Tell whether a block opens like a caption ("Photo: ...") or closes with the credit of a photo."""
    return _CAPTION_START.match(text) is not None or _has_credit(text)


def _has_credit(text: str) -> bool:
    if len(text) > _CAPTION_LENGTH:
        return False
    if _CREDIT.fullmatch(text):
        return True
    return any(_CREDIT.fullmatch(text, place.end()) for place in _CREDIT_PLACE.finditer(text))


def is_byline(text: str) -> bool:
    """Tell whether a line says no more than who wrote, or when."""
    if len(text) > 120:
        return False
    return _BYLINE.fullmatch(text) is not None or _DATELINE.fullmatch(text) is not None


def is_name(text: str) -> bool:
    """Tell whether a line may be nothing but a name: two to four capitalised words, none of a title's own."""
    return _NAMES.fullmatch(text) is not None and not _NO_NAMES.intersection(text.lower().split())


def refine(kind: Kind, text: str) -> Kind:
    """Return what a paragraph is by its wording; other kinds stay as they are."""
    if kind is not Kind.PARAGRAPH:
        return kind
    if is_caption(text):
        return Kind.CAPTION
    return Kind.BYLINE if is_byline(text) else kind


def words(text: str) -> int:
    """Count the words of a text, parted by white space."""
    return len(_WORDS.findall(text))
