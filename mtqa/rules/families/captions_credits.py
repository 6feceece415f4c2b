"""Rules: credits of captions, as other languages word them."""

from __future__ import annotations

from typing import Final

from mtqa.document import Kind
from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Example, Rule, pattern

_CAPTIONS = frozenset({Kind.CAPTION})
_PICTURE: Final = r"(?:photo|photograph|picture|image|shot|snapshot|pic)"


_OPEN_SOURCES = pattern(
    rf"""\b(?P<hit>{_PICTURE}s?\ (?:from|of|:|-|–)\ (?:the\ )?(?:open|free|public)\ sources?|(?:photo|image)\ from\ (?:the\ )?open\ access
    |(?:open|free)\ sources?\ (?:photo|image)s?)\b""",
)
_FROM = pattern(
    rf"""(?:^|(?<=[.!?)(]\ )|(?<=\()|(?<=:\ ))(?P<hit>{_PICTURE}s?\ (?:from|of)\ (?:the\ )?(?:personal|private|family|own)\ archives?(?:\ of\b)?
    |{_PICTURE}s?\ of\ (?:the\ )?(?:author|press[ -]service|press[ -]office|site|website|internet|agency)|{_PICTURE}s?\ from\ (?:the\ )?(?:internet|social\ networks?|net|site)
    |{_PICTURE}s?\ from\ (?:an\ )?open\ source|{_PICTURE}\ press[ -]service)(?![\w-])"""
)
_FRAME = pattern(
    r"""(?:^|(?<=[.!?)]\ )|(?<=\())(?P<hit>(?:a\ )?(?:frame|shot|still\ frame|cadre|stop-?frame)\ (?:from|of)\ (?:the\ )?(?:video|videos|film|movie|broadcast|clip|record|recording|plot)
    |screenshot\ (?:of|from)\ (?:the\ )?(?:video|broadcast|page|site|plot)|screen\ (?:of|from)\ (?:the\ )?video|video\ frame\ capture)(?=\ *$|[.:/)]|\ [-–—|]\ )""",
    "Screenshot",
)
_REPORT = pattern(
    r"""\b(?P<hit>photo[ -]?(?:fact|reportage|report|chronicle|gallery\ of\ the\ event)|video[ -]?(?:plot|subject|material|fact|roller))(?=\ *$|[.:)/]|\ [-–—|]\ )"""
)


def _captions(*texts: str) -> tuple[Example, ...]:
    return tuple(Example(text, Kind.CAPTION) for text in texts)


RULES: tuple[Rule, ...] = (
    Rule(
        id="captions.open-sources",
        severity=Severity.WARNING,
        languages=("ru", "uk", "be"),
        message="'Photo from open sources' is a Russian formula: English names the photographer or the agency.",
        rationale="Russian and Ukrainian pages credit pictures to 'открытые источники'; English has no such credit.",
        source="Observed in captions of Russian and Ukrainian pages in translation.",
        find=_OPEN_SOURCES,
        triggers=frozenset(
            f"{kind} {noun}" for kind in ("open", "free", "public") for noun in ("source", "sources", "access")
        ),
        kinds=EVERYWHERE,
        must_flag=_captions(
            "Photo from open sources",
            "The bridge in Kherson. Photo: the mayor's office, image from open sources",
            "Photos from public sources",
            "A tank near the river (photo from open source)",
        ),
        must_pass=_captions(
            "Photo: Anna Bell",
            "A map made from open sources and photos",
            "Open source software on a screen",
            "The report draws on open sources",
        ),
    ),
    Rule(
        id="captions.credit-calque",
        severity=Severity.WARNING,
        languages=("ru", "uk", "es", "pt", "it", "sr", "hr", "bg"),
        message="The credit is another language's formula: English says 'Photo: courtesy of …' or 'Photo: name'.",
        rationale="Credits such as 'фото из личного архива' and 'foto del autor' are translated word for word.",
        source="Associated Press Stylebook, photo captions and credits.",
        find=_FROM,
        triggers=frozenset(
            (
                *(
                    f"{kind} {noun}"
                    for kind in ("personal", "private", "family", "own")
                    for noun in ("archive", "archives")
                ),
                *(
                    f"of {the}{noun}"
                    for the in ("", "the ")
                    for noun in ("author", "press service", "press office", "site", "website", "internet", "agency")
                ),
                *(
                    f"from {the}{noun}"
                    for the in ("", "the ")
                    for noun in ("internet", "social networks", "social network", "net", "site")
                ),
                "from open source",
                "photo press service",
            )
        ),
        kinds=_CAPTIONS,
        must_flag=_captions(
            "Anna Bell as a child. Photo from personal archive",
            "Photo of the press service",
            "The dam in August. Photo of the author",
            "Image from the internet",
        ),
        must_pass=_captions(
            "Anna Bell as a child. Photo: courtesy of the family",
            "Anna Bell sorts photos from the museum's archive",
            "A photo of the author hangs on the wall",
            "Photo: Anna Bell",
        ),
    ),
    Rule(
        id="captions.frame",
        severity=Severity.WARNING,
        languages=("ru", "uk", "es", "it", "pl"),
        message="English credits a picture taken from a video as 'Screenshot' or 'Still from …'.",
        rationale="'Кадр из видео' and 'fotogramma dal video' are translated word for word as 'frame from the video'.",
        source="Associated Press Stylebook, photo captions and credits.",
        find=_FRAME,
        triggers=frozenset(
            f"{noun} {of} {the}{what}"
            for noun in ("frame", "shot", "screenshot", "screen", "cadre")
            for of in ("of", "from")
            for the in ("", "the ")
            for what in (
                "video",
                "videos",
                "film",
                "movie",
                "broadcast",
                "clip",
                "record",
                "recording",
                "page",
                "site",
                "plot",
            )
        )
        | {"video frame capture"},
        kinds=_CAPTIONS,
        must_flag=_captions(
            "Frame from the video",
            "The robber at the till. Frame of video",
            "Screenshot of video",
            "Shot from the video - Channel 5",
        ),
        must_pass=_captions(
            "Still from the film Storm",
            "A shot of the movie set in the desert",
            "Screenshot: Channel 5",
            "She frames a shot from the film crew's van",
        ),
    ),
    Rule(
        id="captions.media-word",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "fr"),
        message="English calls it a photo gallery, a photo story or a video.",
        rationale="'Фоторепортаж', 'фотофакт' and 'видеосюжет' are labels of Russian pages, translated part by part.",
        source="Observed on Russian and Ukrainian pages in translation.",
        find=_REPORT,
        triggers=frozenset(
            (
                *("photo fact", "photofact", "photo reportage", "photoreportage", "photo report", "photoreport"),
                *("photo chronicle", "video plot", "video subject", "video material", "video fact", "video roller"),
            )
        ),
        kinds=frozenset({Kind.CAPTION, Kind.HEADING}),
        must_flag=_captions(
            "Flood in Tver: photo fact",
            "The parade in Minsk (photoreport)",
            "A fire in the old mill. Video plot",
            "The day of the city: photo reportage",
        ),
        must_pass=_captions(
            "Flood in Tver: photo gallery",
            "The photo report that won the prize hangs here",
            "Video",
            "The day of the city in photos",
        ),
    ),
)
