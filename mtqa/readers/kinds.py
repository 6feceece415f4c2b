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
# Every credit holds one of these, and they are looked for in a fraction of the time.
_CREDIT_WORDS = (
    *("photo", "image", "picture", "illustration", "footage", "still", "video", "credit", "©", "(c)", "copyright"),
    *("ap", "afp", "epa", "reuters", "tass", "getty", "shutterstock", "unsplash", "istock"),
)

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

_LETTERS = re.compile(r"[^\W\d_][\w’'-]*")
_CLOSING_SHORTEST, _CLOSING_LONGEST = 4, 25
_NO_FRAGMENT = re.compile(
    rf"""[.!?:;,…]["'”’»)\]]*$|^(?:the\s+end\b|(?:additional\s+)?(?:reporting|writing|editing|translation)\b"""
    r"|(?:reported|written|edited|translated|compiled|posted|published|updated|filed|copyright|all\s+rights)\b"
    r"|(?:with\s+)?(?:(?:best|kind|warm)\s+)?(?:regards|wishes)\b|(?:read|see|follow|subscribe|click|share|sign|join|source|tags?)\b)"
    rf"|^(?-i:{_NAMED}),\s+(?:(?:the|an?|our)\s+)?(?-i:[a-z]+)",
    re.IGNORECASE,
)
_SENTENCE_WORDS = frozenset(
    "i you we he she they it us me my our your this that these those who what why how "
    "is are was were am be been isn’t aren’t has have had do does did don’t doesn’t didn’t can could will would shall "
    "should may might must won’t can’t said says say tell tells told go goes went come comes came take takes took make "
    "makes made get gets got give gives gave see sees saw know knows knew think thinks thought want wants wanted need "
    "needs needed hope hopes believe believes continue continues remain remains remained become becomes became begin "
    "begins began start starts started end ends ended happen happens happened expect expects expected plan plans lead "
    "leads led help helps helped call calls called seem seems let if because but please".split()
)
_LINKING = frozenset("a an the and or of for to in on at with from by as near during".split())
_PLACING = frozenset("at in on near during outside inside before after from with aboard beside between".split())


def is_caption(text: str) -> bool:
    """Tell whether a block opens like a caption ("Photo: ...") or closes with the credit of a photo."""
    return _CAPTION_START.match(text) is not None or _has_credit(text)


def _has_credit(text: str) -> bool:
    if len(text) > _CAPTION_LENGTH:
        return False
    lower = text.lower()
    for word in _CREDIT_WORDS:
        if word in lower:
            break
    else:
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


def is_closing_caption(text: str) -> bool:
    """Tell whether the last lines of an article are the caption of a picture that did not come along with it.

    Such a caption is a fragment: no mark ends it and no verb makes it a sentence, and it names what is seen, like a
    title ("Iron Wolf 2017 and the Stoltenberg visit") or with where and when ("Ilves at the opening, Tapa, 2015").
    """
    found = _LETTERS.findall(text)
    if not _CLOSING_SHORTEST <= len(found) <= _CLOSING_LONGEST or text[0].islower() or _NO_FRAGMENT.search(text):
        return False
    small = [word for word in found if word[0].islower()]
    if not small or _SENTENCE_WORDS.intersection((found[0].lower(), *small)):
        return False
    named = sum(word[0].isupper() for word in found[1:])
    titled = named >= (len(found) - 1 - len(_LINKING.intersection(small))) / 2
    return titled or (named > 0 and not _PLACING.isdisjoint(small))


def words(text: str) -> int:
    """Count the words of a text, parted by white space."""
    return len(_WORDS.findall(text))
