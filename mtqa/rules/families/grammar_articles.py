"""Rules: articles: their form, their place, and phrases and names that have one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mtqa.result import Severity
from mtqa.rules.base import Hit, Passage, Rule, late, pattern
from mtqa.rules.lexicon.plurals import NOUNS
from mtqa.rules.phrases import Phrase, Phrasebook

_VOWEL = late(
    r"""(?:(?<![\w'’.-])(?P<article>a)|^(?P<first>A))\ (?P<word>(?:(?:a(?!ll\b)|i|e(?![uw])|o(?!n(?:e|ce)|ui|ua))[a-z]{3,}
    |u(?:n(?!i[^nmd]|a\b)|p|l(?!u)|gl|rg|nin|mb)[a-z]{2,}))(?![\w'])|(?:(?<![\w'’.-])(?P<an>an)|^(?P<An>An))\ (?P<consonant>
    [bcdfgjklmnpqrstvwyz](?:[aeiou]|[lr][aeiou])[a-z]{2,}|univ[a-z]+|europe[a-z]+|useful|one)(?![\w'])""",
    re.VERBOSE,
)
_NO_NOUN: Final = frozenset(
    "about above after again also each either even ever every into other over under until upon it's".split()
)
_LABELS: Final = late(r"\b(?:vitamin|hepatitis|type|plan|group|grade|option|class|league|an?)\s\Z", re.IGNORECASE)


def _vowel(passage: Passage) -> Iterator[Hit]:
    for match in _VOWEL.finditer(passage.text):
        word = match["word"] or match["consonant"]
        if word not in _NO_NOUN and not _LABELS.search(passage.text, max(match.start() - 12, 0), match.start()):
            article = match[0][0] if match["consonant"] else f"{match[0][0]}n"
            yield Hit(match.start(), match.end(), None if word in NOUNS else f"{article} {word}")  # 'an letters'


_PREPOSITIONS: Final = "of at from with by to for on in"
_VERBS: Final = "is are was were has have had be been"
_POSSESSIVES: Final = "his their its our my"
_DEMONSTRATIVES: Final = "these those this each every some any"
_PRONOUNS: Final = "them him we they she"
_CLASHES: Final = frozenset(
    f"{first} {second}"
    for firsts, seconds in (
        (
            "the",
            f"{_PREPOSITIONS} {_VERBS} {_POSSESSIVES} {_DEMONSTRATIVES} {_PRONOUNS} a an such also own which and but there",
        ),
        ("a an", f"{_PREPOSITIONS} {_VERBS} {_POSSESSIVES} {_DEMONSTRATIVES} {_PRONOUNS} the which your her"),
        (
            "every their our my",
            f"{_PREPOSITIONS} {_VERBS} {_POSSESSIVES} {_DEMONSTRATIVES} {_PRONOUNS} the a an which such",
        ),
    )
    for first in firsts.split()
    for second in seconds.split()
    if first != second
)
_CLASH = late(
    r"""(?<![\w'’.-])(?P<first>[Tt]he|an?|every|their|our|my)\ (?P<second>[a-z]+)(?![\w'-])
    (?!\ (?:vitro|vivo|situ|silico|utero|now|crowd|and\ fro|most|once|minus))""",
    re.VERBOSE,
)


def _clash(passage: Passage) -> Iterator[Hit]:
    for match in _CLASH.finditer(passage.text):
        if f"{match['first'].lower()} {match['second']}" in _CLASHES and not _LABELS.search(
            passage.text, max(match.start() - 12, 0), match.start()
        ):
            yield Hit(match.start(), match.end())


_PHRASES = Phrasebook(
    Phrase("as_result_of as_consequence_of", r"as (?P<n>result|consequence) of", r"as a \g<n> of"),
    Phrase("as_result", r"(?<=^)as result,", "as a result,"),
    Phrase("in_framework_of in_frame_of in_course_of in_middle_of in_center_of in_centre_of in_sphere_of in_field_of in_form_of in_role_of in_name_of", r"in (?P<n>framework|frame|course|middle|center|centre|sphere|field|form|role|name) of(?! office)", r"in the \g<n> of"),
    Phrase("with_use_of with_aim_of with_purpose_of with_goal_of with_participation_of", r"with (?P<n>use|aim|purpose|goal|participation) of(?! funds)", r"with the \g<n> of"),
    Phrase("under_leadership_of under_guidance_of under_influence_of under_supervision_of under_patronage_of", r"under (?P<n>leadership|guidance|influence|supervision|patronage) of", r"under the \g<n> of"),
    Phrase("on_basis_of on_initiative_of on_territory_of on_eve_of on_occasion_of on_outskirts_of", r"on (?P<n>basis|initiative|territory|eve|occasion|outskirts) of", r"on the \g<n> of"),
    Phrase("at_request_of at_initiative_of at_beginning_of at_suggestion_of at_invitation_of", r"at (?P<n>request|initiative|beginning|suggestion|invitation) of", r"at the \g<n> of"),
    Phrase("since_beginning_of since_end_of from_beginning_of from_end_of in_beginning_of in_end_of until_beginning_of until_end_of till_beginning_of till_end_of", r"(?P<p>since|from|in|until|till) (?P<n>beginning|end) of", r"\g<p> the \g<n> of"),
    Phrase("is_member_of is_citizen_of is_participant_of is_resident_of is_native_of is_victim_of is_symbol_of is_example_of was_member_of was_citizen_of was_participant_of was_resident_of was_native_of was_victim_of was_symbol_of was_example_of became_member_of became_citizen_of became_participant_of became_resident_of became_native_of became_victim_of became_symbol_of became_example_of become_member_of become_citizen_of become_participant_of become_resident_of become_native_of become_victim_of become_symbol_of become_example_of not_member_of not_citizen_of not_participant_of not_resident_of not_native_of not_victim_of not_symbol_of not_example_of", r"(?P<v>is|was|became|become|not) (?P<n>member|citizen|participant|resident|native|victim|symbol|example) of", r"\g<v> a \g<n> of"),
    Phrase("in_number_of", r"in number of (?P<n>cases|countries|cities|regions|ways|areas|states|places)", r"in a number of \g<n>"),
    Phrase("on_other_hand", r"on other hand", "on the other hand"),
    Phrase("all_over_world in_whole_world in_all_world of_whole_world", r"(?P<p>all over|in whole|in all|of whole) world(?= [a-z]|[.,;:!?]|$)(?! (?:championships?|cups?|wars?|titles?|records?))", r"\g<p> the world"),
    Phrase("in_north_of in_south_of in_east_of in_west_of in_northeast_of in_northwest_of in_southeast_of in_southwest_of in_north_east_of in_north_west_of in_south_east_of in_south_west_of", r"in (?P<n>north|south|east|west|north-?east|north-?west|south-?east|south-?west) of (?-i:(?=[A-Z]|the))", r"in the \g<n> of"),
    Phrase("lot_of", r"(?:is|are|was|were|have|has|had|with|by|and|there are|there is) lot of", ""),
)  # fmt: skip


_WITH_THE: Final = (
    "United States|United Kingdom|Netherlands|Czech Republic|European Union|United Nations|Soviet Union|Russian Federation"
    "|Philippines|White House|Kremlin|Middle East|State Duma|Olympic Games|Security Council|Black Sea|Baltic Sea|Bundestag"
    "|Pentagon|Far East|North Caucasus|Federation Council|State Department|Supreme Court|Constitutional Court|First World War"
    "|Second World War|Balkans|European Commission|European Parliament|Verkhovna Rada|Arctic Ocean|Pacific Ocean"
    "|Atlantic Ocean|USA|USSR|UAE|DPRK|FSB|CIA|FBI|IMF|World Bank"
)
_ESCAPED: Final = _WITH_THE.replace(" ", r"\ ")
_INSTITUTION = pattern(
    rf"""(?<![\w'-])(?P<hit>(?P<p>in|of|to|from|by|with|at|against|between|into|throughout)\ (?-i:(?P<name>{_ESCAPED})))
    (?=[.,;:)]|$|\ (?:and|in|on|is|was|has|will|to|as|by|with|from|that|which|at|during|after|it|he|they|are|were)\b(?!\ (?-i:[A-Z])))""",
    r"\g<p> the \g<name>",
)


_PLACES: Final = (
    "Russia|Germany|France|China|Moscow|London|Paris|Berlin|Turkey|Syria|Poland|Italy|Spain|Japan|Israel|Egypt|Iran|Iraq|Europe"
    "|Africa|Kiev|Kyiv|Mexico|Canada|Brazil|Britain|England|Belarus|Kazakhstan|Georgia|Greece|Austria|Hungary|Finland|Norway"
    "|Sweden|Estonia|Latvia|Lithuania|Prague|Vienna|Madrid|Tokyo|Beijing|Istanbul|Facebook|Twitter|Google|YouTube|Gazprom|NATO"
    "|Singapore|Scotland|Ireland|Denmark|Libya|Afghanistan|Pakistan|India|Korea|Vietnam|Serbia|Croatia|Romania|Bulgaria"
)
_BARE_PLACE = pattern(
    rf"""(?<![\w'-])(?P<hit>the\ (?-i:(?P<name>{_PLACES})))(?=[.;:!?]|$|\ (?:is|was|has|will|had|are|were|can|to|said|with|by|for|that|which|from)\b)""",
    r"\g<name>",
)


RULES: tuple[Rule, ...] = (
    Rule(
        id="grammar.article-sound",
        severity=Severity.WARNING,
        languages=(),
        message="Before a vowel sound the article is 'an', before a consonant 'a'.",
        rationale=(
            "A system chooses the article before it has chosen the word that follows, and a word that it looks up,"
            " copies or reorders does not change the article back. Writers hear the two words together."
        ),
        source="Quirk et al., 5.11 note and 5.36, on the forms of the articles.",
        find=_vowel,
        triggers=frozenset((*(f"a {v}*" for v in "aeiou"), *(f"an {c}*" for c in "bcdfgjklmnpqrstuvwyzeo"))),
        must_flag=(
            "The clerk asked for a identity card.",
            "They built a unusual house by the lake.",
            "It was an serious mistake for the club.",
            "The firm opened a office in every town.",
            "She studies at an university in the north.",
        ),
        must_pass=(
            "The clerk asked for an identity card and a one-way ticket.",
            "A European union of a unique kind, a user said, a utopia.",
            "An hour later an heir arrived, and vitamin a intake rose.",
            "It was a once famous inn with a ewe in the yard.",
            "The plural of an s is another matter.",
        ),
    ),
    Rule(
        id="grammar.determiner-clash",
        severity=Severity.WARNING,
        languages=(),
        message="An article or possessive can't stand before this word: a noun is missing, or one of the two is too many.",
        rationale=(
            "Words that the system could not place or translate drop out and leave their article behind, and a source"
            " that marks the owner twice gives 'the his'. People proofread such a gap away."
        ),
        source="Quirk et al., 5.10-14: central determiners exclude one another and need a noun.",
        find=_clash,
        triggers=_CLASHES,
        must_flag=(
            "The mayor showed the his house to the guests.",
            "They wrote a the letter to the council.",
            "It was the of the oldest bridges in town.",
            "He said that the are no buses on Sunday.",
            "She lost my the key in the garden.",
        ),
        must_pass=(
            "The in vitro test gave the same result as the in-house one.",
            "The mayor showed his house to the guests.",
            "She passed with a grade a in music and took the to-do list.",
            "It is the which-is-which of twins, the why and the how.",
            "They have a by-election in the by now empty town.",
        ),
    ),
    Rule(
        id="grammar.phrase-without-article",
        severity=Severity.ERROR,
        languages=("ru", "uk", "pl", "cs", "zh", "tr", "sr"),
        message="An article is missing from this phrase.",
        rationale=(
            "English fixes the article in such phrases ('as a result of', 'in the course of'). A source without"
            " articles does not give it, and a word-by-word system leaves it out."
        ),
        source="Quirk et al., 5.41-51 and 9.11, on articles in complex prepositions.",
        find=_PHRASES,
        triggers=_PHRASES.triggers,
        must_flag=(
            "As result of the storm, two roads are closed.",
            "He is member of the city council.",
            "The choir sang under leadership of a young conductor.",
            "The book was printed on initiative of the museum.",
            "There are lot of birds in the park.",
        ),
        must_pass=(
            "As a result of the storm, two roads are closed.",
            "He is a member of the council and not one of us.",
            "Under the leadership of a young conductor, the choir sang in the name of peace.",
            "The team was in form, of course, and the house lies in north Wales.",
            "He was elected member of the board, and a lot of birds sang.",
        ),
    ),
    Rule(
        id="grammar.institution-without-article",
        severity=Severity.WARNING,
        languages=("ru", "uk", "pl", "cs", "zh", "tr", "sr"),
        message="This name takes 'the'.",
        rationale=(
            "Names that are descriptions (the White House, the European Union) keep their article in English. A"
            " source without articles has none to translate, and a list of names gives the name without it."
        ),
        source="The Chicago Manual of Style, 8.62 and 8.67; Quirk et al., 5.70-72.",
        find=_INSTITUTION,
        triggers=frozenset(name.lower() for name in _WITH_THE.split("|")),
        must_flag=(
            "The letter came from White House.",
            "He was born in Soviet Union and lives in Prague.",
            "Laws of European Union and of the states differ.",
            "The firm moved its office to United States.",
        ),
        must_pass=(
            "The letter came from the White House.",
            "Rules of European Union law and in United States courts differ.",
            "He wrote of White House staff, and spoke to Supreme Court Justice Hill.",
            "A man in White House Road saw it.",
        ),
    ),
    Rule(
        id="grammar.article-before-place",
        severity=Severity.WARNING,
        languages=("ru", "de", "fr", "it", "ar", "el"),
        message="The name takes no article.",
        rationale=(
            "French, Italian, Greek and Arabic put the article before names of countries; systems that must guess"
            " articles for other languages sometimes put one before a name that they have seldom seen."
        ),
        source="Quirk et al., 5.60-63: names of places and firms that are not descriptions take no article.",
        find=_BARE_PLACE,
        triggers=frozenset(f"the {name.lower()}" for name in _PLACES.split("|")),
        must_flag=(
            "The delegation arrived from the Germany.",
            "He has lived in the Moscow for ten years.",
            "Users of the Facebook were warned.",
            "They said that the China will not sign.",
        ),
        must_pass=(
            "The delegation arrived from Germany.",
            "The Moscow and the Paris of his youth, the London, Ontario, fire brigade.",
            "The Germany team and the Facebook page won.",
            "It was the Britain of 1900.",
        ),
    ),
)
