"""Prepositions that English does not use where other languages do."""

from __future__ import annotations

from typing import Final

from mtqa.rules.phrases import Phrase, Phrasebook

_NEXT = (
    r"(?=[.,;:!?)\"”»]|$| (?:and|or|but|by|on|that|which|who|where|when|for|with|from|to|as|is|are|was|were|has|have|had"
    r"|can|could|will|would|about|after|before|during|since|a|an|the|it|they|we|he|she|you|there|also|this|these|without"
    r"|at|in|than|under)\b)"
)
_EVENT = r"(?:press[ -])?(?:conference|briefing|seminar|symposium|summit|forum|congress)"
_SAID = r"(?:said|says|spoke|speak|speaks|speaking|told|announced|stated|noted|declared|stressed|reported|presented|discussed|met)"

# fmt: off
BOOK: Final = Phrasebook(
    Phrase("internet", rf"(?P<hit>in (?:the )?internet)(?! or \w+ (?:director|folder)){_NEXT}", "on the internet"),
    Phrase("internet", r"on Internet(?= (?:and|or|by|that|is|was|are|were)\b|[.,;])", "on the internet"),
    Phrase(
        "photo photograph picture photos",
        r"(?<![^\"“(:\s])(?<!\w )(?<!\w, )On the (?P<n>photo|photograph|photos)(?=:|,| is | are )",
        r"In the \g<n>",
    ),
    Phrase(
        "picture photo image",
        r"(?P<p>shown|seen|pictured|depicted) on the (?P<n>picture|photo|photograph|image)(?=[.,;]|$)",
        r"\g<p> in the \g<n>",
    ),
    Phrase(
        "frame frames",
        r"in (?:the )?frames? of (?=the |this |our |his |a |an |its |their )(?!the (?:window|picture|door|bike|bicycle|house|glasses|mirror|photo))",
        "as part of ",
    ),
    Phrase("frameworks", r"in the frameworks of", "as part of"),
    Phrase(
        "conference briefing seminar symposium summit forum congress",
        rf"{_SAID} (?:\w+ ){{0,4}}?(?P<hit>on (?P<a>the|a|his|her|their|its) (?P<n>(?:\w+ )?{_EVENT}))(?=[.,;]|$| (?:in|on|at|that)\b)",
        r"at \g<a> \g<n>",
    ),
)
