"""Rules: Russian words in Latin letters, and Slavic names and countries without their capital."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import Hit, Passage, Rule, Word, word_set
from mtqa.rules.families.capitals import careful
from mtqa.rules.quoting import quoted

# How Russian words end, begin and sound; English has no word of five letters and more with any of these, save the loans.
_ENDINGS: Final = tuple(
    word_set(
        """
        tsya lsya usya msya aya yya oyu iyu uyu yye oye skie skih skikh skii skiy skij skom skoy skoi skoj skogo ykh nyh nnyh vyh
        shih nnym lnym tnym dnym rnym mnym vnym nymi ovat evat yvat ivat ovali ovany itj atj evatj ovogo nogo vogo komu nomu iruet yaet aetsya ruyut ayut uyut eyut nikov
        shikov chikov ibkov nnoy nnoj nnaya vnost imost ennost ostj ostyu emye emyh emykh telyami byami atelj tsii tsiy tsiyu
        aniye eniye enie estvo stvom estva stvu ovyy nyy nyi nyj vyj iye yali ylyali ij oj uj yj iej ovka ovki ovkami hchik niki
        hego elymi hej tnom onami etami tsami skim vaet daet zuet taet ovye evye rchik ichno nosti mosti nostej schiy hesh aesh
        ovoe dnoe tnoe vnoe rnoe lnoe chya ikah vkah chkah telna telno stski annom ennom iyami
        """
    )
)
_BEGINNINGS: Final = tuple(
    word_set(
        "vstr vsyo vypr vybo vyda vyho vyst vyhv vylu vykh vyra vzgl vzya vklu vlas vkus vopr vrem vser zhur zhen zhil zdra zdes zlat hvat hvas kvar khlam hlam"
        " khran hran khoros khorov horosh horov gosud obshch pereb perep perez pered porazh pokat podr prokh proiz razos razno razra srezh sluch shump"
        " dokaz vyzh mnog dvuh dvukh gossob gosdum gosvl pryach pritop prohod prokhod raskl razbr spets tsentr"
        " turag turst zvezd zerkal zamerz nadzir navred neustan nesport uprazd vokalist krasav odnop mikroso"
    )
)
_INSIDE: Final = tuple(
    word_set(
        """
        zh akh okh ukh ykh ekh lkh rkh vkh dkh nkh jk jn jt jm jsk jsar jl jv jd jz jb shch yuy uyu yush yushch avshi ivshi yvshi avsha ivsha annyk annyh ennyh ennyk lyub lyuc klyuch
        byud dyush vyush tyush lyah lyakh dyah tyah irovan izats izaci
        """
    )
)
_LOANS: Final = word_set(
    """
    muzhik muzhiks lakhs rakhi kolkhoz kolkhozes astrakhan ankhs tsunami borshch hryvnia kvass perestroika glasnost permafrost annoy pseudonym fjord fjords hajj papaya playa himalaya dashiki
    perennial perennially peremptory perpetual perpetuity perplexity rojak teriyaki zlotys sukhoi kolya vanya
    abaya abayas astrakhans bakhshish burkha burkhas genie greenie halakha halakhah halakhic huskie ijtihad jambalaya kabaya
    kalashnikov kolkhoznik majlis maskirovka mijnheer mukhtar mukhtars muskie pirozhki pirozhok polynyi pushchair pushchairs
    halakhot halakhas halakhist halakhists chaya shaykh jnana kolkhozniks kolkhozy sovkhozy khaya icekhana charkha
    queenie rijsttafel samekh hypernym hypernyms employe employes barkhan barkhans lovat shchi shoyu sovkhoz tannoy vivat weenie whiskie prajna
    """
)


# "Bulkhead", "bunkhouse", "forkhead": an English word ends in k where the next begins with h.
_ENGLISH_JOINTS: Final = ("khouse", "khead", "khold", "khole", "khand", "khunt", "khound", "khorn", "khurst")


def _apart(passage: Passage, word: Word) -> bool:
    """Say whether a word is a whole lower-case word, no part of an address, a compound or a quotation."""
    text = passage.text
    before, after = text[word.start - 1 : word.start], text[word.end : word.end + 1]
    return (
        word.text.islower()
        and word.text.isascii()
        and "'" not in word.text
        and before not in tuple("-./@_'#&")
        and after not in tuple("-/@_'&")
        and not quoted(text, word.start)
    )


def _russian(word: str) -> bool:
    if word in _LOANS or word.endswith("proj") or any(joint in word for joint in _ENGLISH_JOINTS):
        return False
    return (
        word.endswith(_ENDINGS)
        or (
            word.startswith(_BEGINNINGS)
            and word[-1] in "aiyueojhm"
            and not word.endswith(("ly", "ing", "ty", "gy", "ogy", "ue"))
        )
        or any(part in word for part in _INSIDE)
    )


_RUSSIAN: Final = frozenset(
    [f"*{part}" for part in _ENDINGS] + [f"{part}*" for part in _BEGINNINGS] + [f"*{part}*" for part in _INSIDE]
)


def _transliterated(passage: Passage) -> Iterator[Hit]:
    parts = [trigger.strip("*") for trigger in passage.anchors & _RUSSIAN]
    likely = {
        word for word in passage.plain if len(word) > 4 and any(part in word for part in parts) and _russian(word)
    }
    for word in passage.words if likely else ():
        if word.text in likely and _apart(passage, word):
            yield Hit(word.start, word.end, None, f"'{word.text}' is a Russian word in Latin letters.")


_SLAVIC: Final = tuple(
    f"{before}{end}"
    for end, befores in {
        "ov": "b d g k l m n p r s t v z h".split(),
        "ev": "d g l n s t v y z h".split(),
        "sky": "n v t l r d k i".split(),
        "ova": "l m n k r t z".split(),
        "eva": "l n s y r d".split(),
        "enko": [""],
        "ovich": [""],
        "evich": [""],
        "shvili": [""],
        "ovna": [""],
        "chuk": [""],
    }.items()
    for before in befores
)
_WORDS: Final = word_set(
    """
    improv undergrad kalashnikov molotov supernova casanova stroganov babushka bossanova villanova nova terranova pavlova
    maglev tsarevich czarevich cesarevich tsesarevich zelkova kolinsky mazeltov mazaltov buttinsky
    prokov shapka whisky risky husky frisky brisky minsky trotsky polovtsky geneva beloved nabokov romanov pavlov
    """
)


def _slavic(passage: Passage) -> Iterator[Hit]:
    words = passage.words if any(word.endswith(_SLAVIC) and word in passage.text for word in passage.plain) else ()
    for i, word in enumerate(words):
        if not i or len(word.text) < 6 or not word.text.endswith(_SLAVIC) or word.text in _WORDS:
            continue
        if _apart(passage, word) and careful(passage.text, elsewhere=False):
            yield Hit(word.start, word.end, word.text.capitalize())


_PLACES: Final = word_set(
    """
    russia america germany czechoslovakia chechnya dushanbe tbilisi sochi donetsk chelyabinsk ukraine france poland europe africa israel iran egypt syria moscow kiev berlin paris london petersburg
    kabul palestine gaza uzbekistan tajikistan turkmenistan kazakhstan kyrgyzstan belarus afghanistan canada mexico spain
    italy norway sweden finland hollywood tehran cairo jerusalem india brazil austria belgium greece libya iraq pakistan
    siberia crimea donbass azerbaijan armenia estonia latvia lithuania romania bulgaria hungary serbia croatia slovakia slovenia
    colorado california arizona bavaria caucasus prague vienna warsaw budapest istanbul baghdad damascus beijing tokyo
    """
)


def _places(passage: Passage) -> Iterator[Hit]:
    words = passage.words if any(place in passage.text for place in passage.anchors & _PLACES) else ()
    for i, word in enumerate(words):
        if i and word.text in _PLACES and _apart(passage, word) and careful(passage.text, elsewhere=False):
            yield Hit(word.start, word.end, word.text.capitalize())


RULES: tuple[Rule, ...] = (
    Rule(
        id="wording.transliterated-word",
        severity=Severity.WARNING,
        languages=("ru", "uk", "bg"),
        message="A Russian word stands in Latin letters instead of being translated.",
        rationale=(
            "A word that is in no dictionary goes through letter by letter, ending and all: 'porochit', 'bitkoinov'."
            " No English word has these endings and clusters."
        ),
        source="GOST 7.79 and ISO 9 romanisation; endings of Russian nouns, adjectives and verbs.",
        find=_transliterated,
        triggers=_RUSSIAN,
        must_flag=(
            "The mayor wants to zakryvat the market.",
            "They sold a lot of rabochikov and bought bread.",
            "He likes kholodnyj soup in July.",
            "The gostinitsy are full of priezzhayushchih guests.",
        ),
        must_pass=(
            "An acronym is no horoscope, and a genie no synonym.",
            "The bulkhead of the bunkhouse and the pushchair are green.",
            "Open the nodejs and vcxproj files.",
            "A tsunami hit the fjord near the playa.",
            "They ate a bowl of borshch in the courtyard.",
            "The hajj is a perpetual duty.",
            "The word 'porochitj' is Russian.",
            "Write to info@zakryvat.ru for a papaya.",
        ),
    ),
    Rule(
        id="wording.surname-in-lower-case",
        severity=Severity.WARNING,
        languages=("ru", "uk", "bg"),
        message="This looks like a Slavic surname or a Russian genitive; a surname has a capital.",
        rationale=(
            "Some systems lower-case what they do not know and cannot restore the capital; others spell out a Russian"
            " genitive plural in '-ov'. English has next to no common nouns with these endings."
        ),
        source="Endings of East Slavic surnames; observation of older systems' output.",
        find=_slavic,
        triggers=frozenset(f"*{end}" for end in _SLAVIC),
        must_flag=(
            "The film was shot by Oleg bortnikov in Kazan.",
            "According to ivanenko, the road is safe.",
            "The minister met petrovsky on Monday.",
            "A choir led by Anna sergeyeva sang.",
        ),
        must_pass=(
            "The film was shot by Oleg Bortnikov in Kazan.",
            "An undergrad joined the improv group.",
            "They saw a supernova and drank whisky.",
            "i met petrovsky on monday",
        ),
    ),
    Rule(
        id="wording.place-in-lower-case",
        severity=Severity.WARNING,
        languages=(),
        message="The name of a country, a continent or a city has a capital.",
        rationale="A system that works in lower case restores capitals at the end, and misses some names.",
        source="Truecasing of statistical translation systems; English orthography.",
        find=_places,
        triggers=_PLACES,
        must_flag=(
            "The talks in moscow lasted two days.",
            "Many workers from uzbekistan and tajikistan came.",
            "The army of egypt left the town.",
            "They flew to warsaw on Friday.",
        ),
        must_pass=(
            "The talks in Moscow lasted two days.",
            "im from mexico and travel to london a lot",
            "See www.russia.example for more.",
            "He ate a turkey from fine china.",
        ),
    ),
)
