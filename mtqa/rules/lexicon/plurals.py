"""Plural nouns that take no 'a', and the adjectives that may stand between."""

from __future__ import annotations

from typing import Final

# Common nouns whose plural form is never a singular, a title or a measure ("a five years" is left to others).
NOUNS: Final = frozenset(
    """
    abilities accidents accounts accusations achievements actions activities adults advantages advertisements agreements
    airports allegations allies amounts animals answers apartments appeals applications approaches areas arguments
    arrests articles artists aspects assets athletes attitudes auctions authorities benefits bombs books borders
    boundaries boys brothers buildings buses businesses businessmen calls campaigns candidates cars cases causes cells
    changes charges churches circumstances cities citizens claims clients clothes colleagues comments companies
    complaints concerts conclusions conditions conflicts connections consequences constraints contacts contracts
    conversations costs countries courts crimes criticisms cuts deaths decisions defenders deficits departments deputies
    details developments devices difficulties disagreements discussions diseases documents doubts dreams drivers duties
    economies effects efforts elections emotions employees enemies enterprises entrepreneurs events examinations
    examples exercises expectations expenses experiments experts explanations exports factories factors families fans
    farmers features feelings figures films findings fires flights flowers friends friendships funds games gifts girls
    goals goods governments groups guests guidelines habits homes hospitals hotels households houses ideas images
    immigrants improvements incidents incomes indicators individuals industries inhabitants injuries institutions
    intentions interests interviews investigations investments investors islands issues jobs journalists journeys kids
    kilometers kilometres languages laws lawsuits leaders lessons letters levels limits loans locals losses machines
    magazines mechanisms medicines meetings members memories messages methods migrants minds ministers mistakes moments
    months movements movies musicians nations negotiations neighbors neighbours newspapers numbers objects obligations
    observers obstacles occasions officers officials opinions opponents opportunities options orders organisations
    organizations outcomes owners paintings parents participants parties passengers passwords patients payments
    percentages performances periods permissions persons phenomena photographs photos pictures pieces places plans
    platforms players pleasures policemen policies politicians positions possibilities powers predictions preparations
    prices priorities prisoners problems procedures processes producers products professionals profits programmes
    programs prohibitions projects promises proposals prospects protesters protests provisions purchases purposes
    qualities quantities questions reactions reasons recommendations reforms refugees regions regulations relations
    relationships representatives requests requirements residents resources responses restrictions results rights risks
    roads rockets rules sailors sanctions scenes schools scientists sectors sentences settlements shareholders shops
    shortages signals sisters situations skills societies soldiers solutions sources speakers stages statements stations
    steps stories storms strategies streets structures students studies subjects substances successes suggestions
    supporters symptoms targets tasks taxes teachers teams technologies temperatures tendencies territories terrorists
    texts themes theories things threats tickets tools topics tourists towns traditions trains trees tribes troops
    truths universities vegetables vehicles versions victims victories views villages violations visitors voters wages
    walls wars weapons weeks winners wishes witnesses words workers writers youngsters
    """.split()
)

# Words that make "a" and a plural good English: "a few good friends", "a record 200 schools".
COUNTS: Final = frozenset(
    """
    few many dozen hundred thousand million billion couple number lot variety range series record mere total further
    good great whopping staggering full half minimum maximum additional combined cool estimated average handful
    """.split()
)

ADJECTIVES: Final = frozenset(
    """
    bad best better big bigger bold bright broad calm certain cheap clean clear close cold common complete concrete
    correct dark deep different difficult direct early easy equal extra fair false fast final fine firm foreign free
    fresh friendly full general hard healthy high higher huge human important joint large larger last late left less
    light little local long longer loud low lower main major minor modern more most much narrow natural near new next
    normal old older open other own plain poor previous private proper public quick quiet rare real recent rich right
    safe same separate serious severe sharp short significant similar simple slow small smaller soft special specific
    steady stranger strict strong stronger sure tense tough true unfair usual very wide wider wild worse worst wrong
    young younger closer cheaper clearer deeper easier fairer faster greater happier harder healthier lighter nicer
    richer safer simpler smarter softer stricter tougher wiser worldwide
    """.split()
)

# fmt: off
SUFFIXES: Final = (
    "able", "ible", "al", "ful", "less", "ous", "ive", "ic", "ant", "ent", "ary", "ory", "ed", "ish", "ese", "ian",
    "ular", "ile", "ate", "ing", "ly",
)
