"""Rules: calques, a source language's wording in English words."""

from __future__ import annotations

from mtqa.result import Severity
from mtqa.rules.base import Rule
from mtqa.rules.families import calques_news
from mtqa.rules.lexicon import collocations, prepositions

RULES: tuple[Rule, ...] = (
    *calques_news.RULES,
    Rule(
        id="calques.preposition",
        severity=Severity.ERROR,
        languages=("ru", "uk", "de", "fr", "es", "pl", "cs", "sr"),
        message="The preposition is the source language's, not the one that English uses here.",
        rationale=(
            "Prepositions rarely correspond between languages, and a system that picks the commonest one for each"
            " leaves 'in the Internet' or 'on the photo'. People who write English every day do not slip on these."
        ),
        source="Quirk et al., A Comprehensive Grammar of the English Language, chapter 9, on place and medium.",
        find=prepositions.BOOK,
        triggers=prepositions.BOOK.triggers,
        must_flag=(
            "The list of winners was published in the Internet.",
            "On the photo, the mayor opens the new bridge.",
            "The work was done in the frames of the regional programme.",
            "He spoke about it on the press conference.",
        ),
        must_pass=(
            "They grew up in the Internet age.",
            "Put slow tests in the internet or network directories.",
            "He put a sticker on the photo.",
            "She looked at the dents in the frames of both bicycles.",
            "The report on the press conference was brief.",
            "A ban on the internet would hurt trade.",
        ),
    ),
    Rule(
        id="calques.set-phrase",
        severity=Severity.ERROR,
        languages=("ru", "uk", "sr", "de", "fr", "pl", "cs"),
        message="The phrase is another language's, word for word; English has its own.",
        rationale=(
            "Stock phrases are learnt whole. A system that has not seen one translates its words, and the result is"
            " grammatical or nearly so, but no one says it."
        ),
        source="Russian ostavit' bez vnimaniia, v pervuiu ochered', turnirnaia tablitsa and the like; entry by entry.",
        find=collocations.SET_PHRASES,
        triggers=collocations.SET_PHRASES.triggers,
        must_flag=(
            "The city will not leave the complaint, and will not leave without attention any other.",
            "They enjoy the occasion in order to raise the rent.",
            "The club is third in the tournament table.",
            "According to his words, the road is closed.",
        ),
        must_pass=(
            "The complaint will not go unnoticed.",
            "We enjoy the occasion each year.",
            "According to his own words in the diary, he was poor.",
            "He left without attention to detail.",
            "It may not be copied, in part or in whole, without permission.",
        ),
    ),
    Rule(
        id="calques.stock-phrase",
        severity=Severity.WARNING,
        languages=("ru", "uk", "sr", "de", "fr", "es", "pl", "cs"),
        message="A stock phrase of the source language; English would put it another way.",
        rationale=(
            "Each of these can be met in good English, but they are many times as frequent in translations, since the"
            " source language has a standing phrase at this place."
        ),
        source="Entry by entry; counted in news translated by machines and by people, and in native news.",
        find=collocations.STOCK_PHRASES,
        triggers=collocations.STOCK_PHRASES.triggers,
        must_flag=(
            "The bank announced the intention to close the branch.",
            "Let us remind that the bridge was built in spring.",
            "He retired at the age of 65 years.",
            "They will make a photo in front of the castle.",
            "This question is actual for the whole region.",
        ),
        must_pass=(
            "The bank announced its intention to close the branch.",
            "He retired at the age of 65.",
            "They took a photo in front of the castle.",
            "The actual cost was higher.",
            "It is a question of time.",
        ),
    ),
    Rule(
        id="calques.time-expression",
        severity=Severity.ERROR,
        languages=("de", "fr", "es", "ru", "nl", "sr"),
        message="English does not put a time like this.",
        rationale=(
            "'Since' with a length of time, 'before' for 'ago' and 'on this week' copy German, French, Spanish or"
            " Russian, where one preposition does the work of two English ones."
        ),
        source="Quirk et al., 9.34-40, prepositions of time.",
        find=collocations.TIMES,
        triggers=collocations.TIMES.triggers,
        must_flag=(
            "He has lived in Berlin since three years.",
            "The plan will be shown on the next week.",
            "The accident happened the past Saturday near the port.",
            "The shop opens at 10 clock.",
        ),
        must_pass=(
            "He has lived in Berlin since three years ago.",
            "It is long since three of them left.",
            "The plan will be shown next week.",
            "Before three days had passed, he was back.",
            "In the past, Saturday was a working day.",
        ),
    ),
    Rule(
        id="calques.verb-frame",
        severity=Severity.ERROR,
        languages=("ru", "es", "de", "fr", "it", "pl", "tr"),
        message="The verb or adjective does not go with this preposition or object in English.",
        rationale=(
            "Which preposition or object a verb takes must be learnt verb by verb. Translation carries over the"
            " source verb's: 'depend from', 'explain me', 'accused in stealing'."
        ),
        source="Quirk et al., 16.28-59, on complementation; Oxford Collocations Dictionary.",
        find=collocations.VERB_FRAMES,
        triggers=collocations.VERB_FRAMES.triggers,
        must_flag=(
            "She explained me how the lock works.",
            "The price depends from the weather.",
            "The committee consists from nine members.",
            "The minister declared about the start of the works.",
        ),
        must_pass=(
            "She explained to me how the lock works.",
            "The price depends on the weather.",
            "He was accused in the press.",
            "She is married with two children.",
            "They declared about a dozen goods at customs.",
        ),
    ),
    Rule(
        id="calques.how-for-what",
        severity=Severity.ERROR,
        languages=("de", "ru", "pl", "cs", "es", "fr"),
        message="English asks with 'what' here, or drops 'like'.",
        rationale=(
            "Many languages ask 'how' where English asks 'what … like' or 'what is … called'; the two get mixed."
        ),
        source="Quirk et al., 11.14, wh-questions; German wie sieht es aus, Russian kak eto nazyvaetsia.",
        find=collocations.QUESTIONS,
        triggers=collocations.QUESTIONS.triggers,
        must_flag=(
            "How does the new stadium look like?",
            "Nobody knows how it looks like.",
            "How is it called in your country?",
            "How did the house look like before the fire?",
        ),
        must_pass=(
            "What does the new stadium look like?",
            "How does it look?",
            "How it looks matters.",
            "How is he called to account for this?",
            "I know how it looks like a trick to you.",
        ),
    ),
)
