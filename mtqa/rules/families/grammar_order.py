"""Rules: order, concord and punctuation of clauses."""

from __future__ import annotations

from mtqa.result import Severity
from mtqa.rules.base import Rule, pattern
from mtqa.rules.finders import strings

_NUMBER = r"(?:a|one|two|three|four|five|six|seven|eight|nine|ten|\d+(?:[.,]\d+)?)"

_CHANGED = r"(?:doubled|tripled|trebled|quadrupled|increased|decreased|grown|risen|fallen|dropped|declined|doubled|shrunk|worsened|improved|changed)"

_PERIOD = pattern(
    rf"""\b(?P<hit>for\ (?P<period>(?:the\ (?:last|past)\ )?(?:{_NUMBER}|several|\d+)\ (?:years|months|weeks|days|decades))\ (?P<verb>(?:has|have)\ (?:\w+ly\ )?{_CHANGED}))\b""",
    r"\g<verb> in \g<period>",
)

_SUBJECT = (
    r"(?:(?-i:[A-Z][\w'-]+)|president|minister|official|diplomat|politician|expert|director|chairman|mayor|spokesman"
    r"|spokeswoman|governor|premier|leader|head|he|she)"
)

_COMMA = pattern(
    rf"""(?<![\w,]\ by\ )\b{_SUBJECT}(?<!January)(?<!March)(?<!April)(?<!May)(?<!June)(?<!July)(?<!August)(?<!ber)(?<!ary)(?<!day)\ (?:in|during)\ (?:an?|his|her|an\ exclusive|a\ recent)\ (?:\w+\ )?
    (?:interview|speech|address|statement|report|commentary|briefing|comment)\b[^,;:"“”()]{{0,120}}(?P<hit>,)\ (?:said|told|stated|noted
    |stressed|declared|emphasi[sz]ed)\b"""
)

_AND_SUBJECT = pattern(
    r"""(?:\bthat\ |^["“]?)(?:the\ |an?\ )?(?:(?!of\b|for\b|in\b|that\b)[\w-]+\ ){0,2}\w+(?:tion|ment|sion|ance|ism|ity)\ and\ the\ \w+(?:tion|ment|sion|ance|ism|ity)\ of\ (?:(?!and\b|that\b|which\b|who\b)[\w'()-]+\ ){1,12}?(?P<hit>(?P<verb>is|has|was))\ (?P<rest>\w+(?:ing|ed|en))\b""",
    lambda match: {"is": "are", "has": "have", "was": "were"}[match["verb"].lower()],
)

RULES: tuple[Rule, ...] = (
    Rule(
        id="grammar.period-before-change",
        severity=Severity.ERROR,
        languages=("ru", "uk", "cs", "pl", "sr"),
        message="The period stands before the verb, with the wrong preposition: something grows 'in' or 'over' a time.",
        rationale=(
            "Slavic word order puts the period before the verb, and one preposition covers 'for', 'in' and 'over'."
            " English puts the period last, and a change that has its result happens in or over a time, not for it."
        ),
        source="Russian 'za desiat' let'; Quirk et al., 8.57 on span adverbials.",
        find=_PERIOD,
        triggers=frozenset(("for",)),
        beside=strings(
            "doubled, tripled, trebled, quadrupled, increased, decreased, grown, risen, fallen, dropped, declined, shrunk,"
            " worsened, improved, changed"
        ),
        must_flag=(
            "The number of students for five years has doubled.",
            "Traffic in the port for the last ten years has increased.",
            "Their debts for three months have tripled.",
            "The town's population for two decades has fallen.",
        ),
        must_pass=(
            "The number of students has doubled in five years.",
            "The woman who for five years has led the party resigned.",
            "For the last ten years traffic has increased.",
            "Nothing has changed for years.",
        ),
    ),
    Rule(
        id="grammar.comma-splits-subject",
        severity=Severity.WARNING,
        languages=("ru", "uk", "lt", "zh"),
        message="A comma parts the subject from its verb: the phrase between them wants two commas or none.",
        rationale=(
            "The source sets the insertion off by other means, or the translation keeps the closing comma of a clause"
            " and loses the opening one."
        ),
        source="Quirk et al., Appendix III.6-9: correlative commas come in pairs.",
        find=_COMMA,
        triggers=frozenset(
            ("interview", "speech", "address", "statement", "report", "commentary", "briefing", "comment")
        ),
        must_flag=(
            "The mayor in an interview with local radio, said that the bridge was safe.",
            "Mr Novak in his speech at the fair in Brno, noted that sales were up.",
            "The director during a briefing on Monday, told us to wait.",
            "Anna Keller in a recent interview for the paper, stated that she would leave.",
        ),
        must_pass=(
            "The mayor, in an interview with local radio, said that the bridge was safe.",
            "The mayor said in an interview with local radio, adding that the bridge was safe.",
            "In an interview with local radio, the mayor said that the bridge was safe.",
            "Mr Novak, who appeared in a recent report by the bank, said no.",
        ),
    ),
    Rule(
        id="grammar.two-subjects-singular-verb",
        severity=Severity.NOTE,
        languages=("ru", "de", "cs"),
        message="Two subjects joined by 'and' take a plural verb.",
        rationale=(
            "The verb agrees with the nearest noun, or with one that the source has in the singular, since the system"
            " does not look back as far as the first subject."
        ),
        source="Quirk et al., 10.37-40, concord with coordinated subjects.",
        find=_AND_SUBJECT,
        triggers=frozenset(("and the",)),
        beside=frozenset(("is", "has", "was")),
        must_flag=(
            "He said that expansion and the construction of new roads in the valley is changing the village.",
            "The employment and the education of young people has improved.",
            "They believe that taxation and the regulation of banks was ignored.",
            "Development and the protection of the coast is included in the plan.",
        ),
        must_pass=(
            "The employment and the education of young people have improved.",
            "He said that the construction of new roads is changing the village.",
            "Expansion and the construction of roads, which is changing the village, are good.",
            "The education of young people is included.",
        ),
    ),
)
