"""Rules: what systems and their makers say: notices, refusals, prefaces and errors of services and chat models."""

from __future__ import annotations

from mtqa.result import Severity
from mtqa.rules.base import EVERYWHERE, Rule, pattern
from mtqa.rules.finders import chain, graded, strings, unless, unquoted

_SERVICE = (
    r"(?:Google(?:\ Translate)?|DeepL(?:\ (?:Pro|Write|Translator))?|Bing(?:\ Translator)?|Microsoft\ Translator|Yandex(?:\.?\ ?Translate)?"
    r"|ChatGPT|GPT-?\d?|PROMT|Systran|Babelfish|Apertium|machine|a\ machine|AI|an\ AI|artificial\ intelligence|software)"
)
_NOTICE = unquoted(
    chain(
        pattern(
            rf"(?:^|[\[(.*]\ ?)(?P<hit>(?:(?:automatically|machine)[- ])?translated\ (?:automatically\ )?(?:by|with|using|via)\ (?:www\.)?{_SERVICE}\b)"
        ),
        pattern(r"\btranslated\ with\ www\.deepl\.com\S*(?:\ \(free\ version\))?"),
        pattern(
            r"""\bthis\ (?:is\ (?:a|an)\ (?:machine|automatic|automated|computer)(?:[- ]generated)?\ translation\b
            |(?:text|article|page|document|content|post)\ (?:was|is|has\ been)\ (?:automatically|machine)[- ]translated\b
            |(?:text|article|page|document|content|post)\ (?:was|is|has\ been)\ translated\ (?:automatically|by\ (?:a\ )?machine|by\ AI))"""
        ),
        pattern(r"(?:^|[\[(*]\ ?)(?P<hit>(?:machine|automatic|automated|google)\ translat(?:ion|ed))(?=[\])*.:]|$)"),
        pattern(r"\bpowered\ by\ google\ translate\b"),
    )
)
_REFUSAL = unquoted(
    chain(
        pattern(
            r"\bas\ an?\ (?:AI|artificial\ intelligence|large)(?:\ (?:language\ )?(?:model|assistant))?,\ I\b(?:\ \w+){1,3}"
        ),
        pattern(r"\bI(?:'m|\ am)\ (?:just\ )?an?\ (?:AI|large)\ language\ model\b"),
        pattern(
            r"""\b(?:I'm\ sorry|I\ am\ sorry|sorry|I\ apologi[sz]e),?\ (?:but\ )?I\ (?:can't|cannot|can\ not|am\ not\ able\ to|am\ unable\ to|'m\ unable\ to)
            \ (?:translate\ (?:this|the|that|it)|assist\ with\ (?:that|this|your)\ (?:request|translation)|fulfil{1,2}\ (?:this|that|your)\ request|provide\ (?:a|the|this)\ translation)"""
        ),
        pattern(
            r"\bI(?:'m|\ am)\ unable\ to\ (?:translate|provide\ (?:a|the)\ translation|access\ (?:external|the\ link|the\ text))"
        ),
        pattern(r"\b(?:my\ knowledge\ cut-?off|as\ of\ my\ last\ (?:knowledge\ )?update)\b"),
    )
)
_TEXT = r"(?:text|sentence|passage|paragraph|article|document|message|phrase|content|poem|letter|excerpt)"
_HERE = rf"""^(?:(?:sure|certainly|of\ course|absolutely|okay|ok|great|yes)[!,.]\ )?here(?:'s|\ is|\ are)\ (?:the|your|a|an|my)
    \ (?:\w+\ ){{0,2}}(?:translations?|translated\ {_TEXT}|translated\ version|English\ version)\b[^.!?]{{0,60}}:?"""
_PREFACE = unquoted(
    chain(
        graded(pattern(_HERE.replace("yes)[!,.]\\ )?", "yes)[!,.]\\ )")), Severity.ERROR),
        pattern(_HERE),
        pattern(rf"^translated\ {_TEXT}:|^\*\*(?:English\ )?translation:?\*\*"),
        graded(
            chain(
                pattern(
                    r"^(?:sure|certainly|of\ course|absolutely)!\ (?:here(?:'s|\ is)|I(?:'d|\ would)\ be\ happy\ to|I\ can\ help)\b"
                ),
                pattern(
                    rf"""^the\ (?:(?:English|correct|translated)\ )?(?:translation|translated\ {_TEXT})
                    (?:\ of\ (?:the|this|your)\ (?:given\ )?{_TEXT})?(?:\ (?:in|into|to)\ English)?\ (?:is|would\ be|reads)(?:\ as\ follows)?:"""
                ),
                pattern(
                    rf"^(?:English\ translation|translation\ (?:in|into|to)\ English):|\b(?:the\ )?(?:{_TEXT}|it)\ translates\ to\ English\ as\b"
                ),
            ),
            Severity.WARNING,
        ),
    )
)
_AFTERWORD = chain(
    pattern(
        rf"^\(?\*{{0,2}}(?:please\ )?note:?\*{{0,2}}:?\ (?:that\ )?(?:the|this|your)\ (?:original|source|provided|given)\ {_TEXT}\b"
    ),
    pattern(
        r"^\(?\*{0,2}(?:please\ )?note:?\*{0,2}:?\ (?:I(?:'ve|\ have)\ (?:kept|translated|left|tried|assumed)|the\ translation|some\ (?:words|terms)\ (?:were|have\ been)\ (?:left|kept))\b"
    ),
    pattern(
        rf"\blet\ me\ know\ if\ you(?:'d\ like|\ would\ like|\ need|\ want)\ (?:me\ to\ )?(?:translate|any\ (?:further\ |other\ |more\ )?(?:translations?|adjustments|changes\ to\ the\ translation)|(?:further|more)\ translations?|another\ {_TEXT}\ translated)"
    ),
    pattern(r"\bis\ there\ anything\ else\ (?:you(?:'d\ like|\ would\ like)\ me\ to\ translate|I\ can\ translate)\b"),
    pattern(
        rf"\b(?:I\ hope\ this\ translation\ helps|please\ provide\ the\ (?:full\ |complete\ |Russian\ |German\ |original\ |source\ )?{_TEXT}\ (?:you(?:'d\ like|\ would\ like|\ want)|to\ be\ translated|for\ translation|so\ I\ can))"
    ),
)
_PROMPT = unquoted(
    chain(
        pattern(
            rf"^(?:please\ )?translate\ (?:the\ following|this|the\ given|the)\ (?:\w+\ )?{_TEXT}s?\b(?:\ (?:from|in)\ \w+)?\ (?:in)?to\ (?:\w+\ )?English\b"
        ),
        pattern(r"^(?:please\ )?translate\ (?:from\ \w+\ (?:in)?to\ \w+|the\ following(?:\ \w+)?)\ ?:"),
        pattern(r"^(?:source|target|input|output)\ (?:text|sentence|language):\ (?=\S)"),
        pattern(
            r"\byou\ are\ a\ (?:professional|helpful|expert)\ (?:translator|translation\ (?:engine|assistant))\b|\bonly\ (?:output|return)\ the\ translation\b|\bdo\ not\ (?:add|include)\ (?:any\ )?(?:explanations?|comments)\b(?=.{0,40}\btranslat)"
        ),
        pattern(
            r"^(?:Russian|German|French|Spanish|Chinese|Italian|Polish|Turkish|Czech|English):\ .{3,300}\ (?:English|Translation):"
        ),
    )
)
_ENGINE = unquoted(
    chain(
        pattern(
            r"\bMYMEMORY\ WARNING\b|\b(?-i:QUERY\ LENGTH\ LIMIT\ EXCE+DED|TEXT\ TOO\ LONG|INVALID\ LANGUAGE\ PAIR|NO\ QUERY\ SPECIFIED|PLEASE\ SELECT\ TWO\ DISTINCT\ LANGUAGES)\b"
        ),
        pattern(
            r"\[(?:no\ translation|untranslated|translation\ (?:missing|failed|error|not\ available|needed)|missing\ translation|not\ translated|machine\ translation)(?::[^\]]{0,60})?\]"
        ),
        pattern(
            r"^(?:error:?\ )?(?:translation\ (?:failed|error|unavailable|not\ (?:found|available))|no\ translation\ (?:found|available)|unable\ to\ translate|could\ not\ (?:be\ )?translated?)\b(?=[.:!]|$)"
        ),
        pattern(
            r"\b(?:translation\ missing:\ [a-z]{2}\.|translation\ quota\ exceeded|(?:daily|monthly)\ translation\ limit\ (?:reached|exceeded))"
        ),
    )
)
_REPORTED = r"chat ?bots?\b|(?:chatgpt|the (?:model|bot|system|assistant)|it|he|she|they) (?:wrote|replied|said|answers?|responded|begins?|began|told)|\bphrases? (?:such|like)"

RULES: tuple[Rule, ...] = (
    Rule(
        id="artefacts.machine-notice",
        severity=Severity.ERROR,
        languages=(),
        message="The text says itself that a machine translated it.",
        rationale="Services and browsers add a notice to what they translate, and it is copied along with the text.",
        source="Notices of Google Translate, DeepL, Microsoft Translator and of sites that use them.",
        find=_NOTICE,
        triggers=strings("""
            translated by, translated with, translated using, translated via, translated automatically, machine translated,
            automatically translated, machine translation, automatic translation, automated translation,
            computer translation, google translation, google translate, computer generated translation, machine generated translation
            """),
        kinds=EVERYWHERE,
        must_flag=(
            "Translated by Google",
            "Translated with www.DeepL.com/Translator (free version)",
            "This is a machine translation, so please excuse mistakes.",
            "This article was automatically translated from Finnish.",
            "[Machine translation]",
        ),
        must_pass=(
            "The novel was translated by Anna Bell.",
            "Machine translation has improved a great deal.",
            "The label “Translated by Google” is easy to miss.",
            "Much of it had been translated by machine before she saw it.",
        ),
    ),
    Rule(
        id="artefacts.chat-refusal",
        severity=Severity.ERROR,
        languages=(),
        message="A chat model speaks of itself, or refuses the task.",
        rationale="A chat model that was asked to translate may answer instead, and its answer is pasted unread.",
        source="Answers of chat models to requests for translation.",
        find=unless(_REFUSAL, _REPORTED),
        triggers=strings("""
            language model, an ai, large language, i can't, i cannot, i can not, i'm unable, i am unable, i am not able,
            artificial intelligence, knowledge cutoff, knowledge cut off, my last update, my last knowledge
            """),
        kinds=EVERYWHERE,
        must_flag=(
            "As an AI language model, I cannot read the picture.",
            "I'm sorry, but I can't translate this text.",
            "I am unable to provide a translation of the page.",
            "As of my last update, the bridge was not built.",
        ),
        must_pass=(
            "“As an AI language model, I have no view,” the chatbot said.",
            "I'm sorry, but I can't come on Monday.",
            "She is training a large language model.",
            "I cannot translate poetry, he said.",
        ),
    ),
    Rule(
        id="artefacts.chat-preface",
        severity=Severity.WARNING,
        languages=(),
        message="This announces a translation: it is a chat model's answer, not the text.",
        rationale="Chat models introduce what they were asked for, and the introduction is pasted with it.",
        source="Answers of chat models to requests for translation.",
        find=unless(_PREFACE, _REPORTED),
        triggers=strings("""
            translation, translations, translated text, translated sentence, translated version, translated article, translated passage,
            translated paragraph, translated document, translated message, english version, sure  here's, certainly  here's,
            sure  here is, certainly  here is, of course  here's, of course  here is, absolutely  here's, absolutely  here is,
            sure  i'd be, certainly  i'd be, of course  i'd be, sure  i can help, certainly  i can help, translates to english
            """),
        kinds=EVERYWHERE,
        must_flag=(
            "Here is the translation:",
            "Sure! Here's the translated text:",
            "The translation of the text into English is as follows: The mayor spoke.",
            "English translation: The fair opens on Monday.",
            "Certainly! Here is a summary.",
        ),
        must_pass=(
            "Here is the church, and here is the steeple.",
            "Translation: we are doomed.",
            "Sure, here's the thing: nobody came.",
            "The translation took years to finish.",
        ),
    ),
    Rule(
        id="artefacts.chat-afterword",
        severity=Severity.WARNING,
        languages=(),
        message="This speaks of the translation, not of its subject: it looks like a chat model's comment.",
        rationale="Chat models explain what they did and offer more, and the explanation is pasted with the text.",
        source="Answers of chat models to requests for translation.",
        find=_AFTERWORD,
        triggers=strings("note, let me know, anything else, this translation helps, please provide the"),
        kinds=EVERYWHERE,
        must_flag=(
            "Note: The original text has an error in the date.",
            "(Note: I've kept the names as they are.)",
            "Let me know if you'd like me to translate the rest.",
            "Please provide the text you would like translated.",
        ),
        must_pass=(
            "Note: the original painting is in Rome.",
            "Let me know if you need anything.",
            "Please provide the full address.",
            "Note that the text of the law is long.",
        ),
    ),
    Rule(
        id="artefacts.prompt",
        severity=Severity.WARNING,
        languages=(),
        message="This is the request for a translation, not the text.",
        rationale="Models repeat the instruction or its labels before the translation.",
        source="Prompts of chat models and of evaluation sets.",
        find=unless(_PROMPT, r"\bpoints?\)|\bexercise\b|\bhomework\b|\b1\."),
        triggers=strings(
            "translate, translate the, source, target, input, output, english, translator, translation, source text, target text"
        ),
        kinds=EVERYWHERE,
        must_flag=(
            "Translate the following text from Russian to English:",
            "Target sentence: The mayor spoke on Monday.",
            "You are a professional translator.",
            "German: Der Zug hat Verspätung. English: The train is late.",
        ),
        must_pass=(
            "They translate the following poem each year.",
            "Source: World Bank.",
            "You are a good translator.",
            "English: the language of trade.",
        ),
    ),
    Rule(
        id="artefacts.engine-message",
        severity=Severity.ERROR,
        languages=(),
        message="This is an error message of a translation service.",
        rationale="A service that fails returns its message where the translation should be, and the page shows it.",
        source="Documentation of MyMemory, of Rails I18n and of other services.",
        find=_ENGINE,
        triggers=strings("""
            mymemory, query length, text too long, invalid language pair, no query specified, no translation, untranslated, translation missing,
            translation failed, translation error, translation not, translation needed, translation unavailable, missing translation, not translated,
            unable to translate, could not be translated, could not translate, translation quota, translation limit, please select two distinct, machine translation
            """),
        kinds=EVERYWHERE,
        must_flag=(
            "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY.",
            "[translation missing: en.title]",
            "Translation failed.",
            "QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY: 500 CHARS",
        ),
        must_pass=(
            "The translation failed to please him.",
            "Her poems were not translated.",
            "No translation can keep the rhyme.",
            "The text is too long for one evening.",
        ),
    ),
)
