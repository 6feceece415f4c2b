"""Which language a file is in by what its name, its folder or its header says."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_CODES = frozenset(
    "aa ab af ak am an ar as ast av ay az ba be bg bi bm bn bo br bs ca ce ch ckb co cr cs cv cy da de dv dz ee el "
    "en eo es et eu fa ff fi fil fj fo fr fy ga gd gl gn gu gv ha haw he hi hr ht hu hy ia id ie ig ik io is it iu "
    "ja jv ka kab kg ki kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lv mg mh mi mk ml mn mr ms mt my nb "
    "nds ne nl nn no nv ny oc om or os pa pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr st su "
    "sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
_TAG = re.compile(r"(?P<code>[a-z]{2,3})(?:[-_](?:r?[A-Za-z]{2}|[A-Z][a-z]{3}|\d{3})){0,2}(?:@\w+)?")
_FOLDERS = frozenset("i18n l10n lang langs language languages locale locales translations messages po".split())


def is_english(code: str) -> bool:
    """Tell whether a language code is English, whatever the region: ``en``, ``en-GB``, ``en_US.UTF-8``, ``eng``."""
    return re.match(r"(?:en|eng)(?![a-z])", code.strip().lower()) is not None


def language_of(path: str) -> str | None:
    """Return the language that a file's path names, as gettext, Android, Apple and i18n libraries lay files out.

    ``locale/de/LC_MESSAGES/app.po``, ``values-pt-rBR/strings.xml``, ``fr.lproj/Main.strings``, ``locales/it.json``,
    ``messages_es.properties``, ``app_uk.arb``, ``Resources.pl.resx``. None where it names none.
    """
    place = PurePosixPath(path)
    folders = place.parts[:-1]
    stem = place.name.split(".")[:-1] or [place.name]
    among = any(folder.lower() in _FOLDERS for folder in folders)
    candidates = [stem[-1]] if len(stem) > 1 or among else []
    candidates += [stem[-1][mark + 1 :] for mark, sign in enumerate(stem[-1]) if sign == "_" or (among and sign == "-")]
    candidates += [folders[-2]] if folders[-1:] == ("LC_MESSAGES",) and len(folders) > 1 else []
    last = folders[-1] if folders else ""
    candidates += [last.removeprefix("values-")] if last.startswith("values-") else []
    candidates += [last.removesuffix(".lproj")] if last.endswith(".lproj") else []
    candidates += [last] if len(folders) > 1 and folders[-2].lower() in _FOLDERS else []
    return next((code for code in map(code_of, candidates) if code), None)


def code_of(text: str) -> str | None:
    """Return a language tag as it stands (``es``, ``pt-BR``, ``zh_Hans``), or None where it is none."""
    tag = _TAG.fullmatch(text)
    return text if tag and tag["code"] in _CODES else None
