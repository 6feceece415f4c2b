"""Stock phrases, times and verb patterns of other languages in English words, each with what English says."""

from __future__ import annotations

from typing import Final

from mtqa.rules.phrases import Phrase, Phrasebook

_N = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|several|many|\d+)"
_WHOM = r"(?:me|us|him|them)"
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_SAID = r"(?:announced|stated|declared|expressed|voiced|confirmed)"
_DECISION = r"(?P<m>(?:the |a |an |this |such |final |\w+ )*decisions?) (?=to|on|about|that)"
_PHOTO = (
    r"(?P<n>(?:a|some|the|several|few|many) (?:photos?|photographs?|selfies?))(?= (?:of|with|in|at|on|for|by)|[.,;]|$)"
)

# Nobody who thinks in English writes these.
# fmt: off
SET_PHRASES: Final = Phrasebook(
    Phrase("without_attention", r"(?P<v>leave|left|leaves|leaving) without attention(?! to detail)", "ignore~leave"),
    Phrase("without_attention", r"(?P<v>remain|remained|remains) without attention(?! to detail)", "go~remain unnoticed"),
    Phrase("use using used", r"(?P<v>using|used|uses?) the occasion in order to", "take~use the opportunity to"),
    Phrase("enjoy enjoying enjoyed enjoys", r"(?P<v>enjoy(?:s|ed|ing)?) the (?:occasion|opportunity|chance|moment|case|situation) in order to", "take~enjoy the opportunity to"),
    Phrase("his_words", r"according to his words|(?:by|from) his words(?=,)", "according to him"),
    Phrase("her_words", r"according to her words|(?:by|from) her words(?=,)", "according to her"),
    Phrase("their_words", r"according to their words|(?:by|from) their words(?=,)", "according to them"),
    Phrase("table", r"(?P<p>in|of) the (?:tournament|turnir) table", r"\g<p> the standings"),
    Phrase("athletics", r"(?:light|easy) athletics", "athletics"),
    Phrase("minimum", rf"as (?:a |the )?minimum,? (?=for |in |until |till |one |two |{_N} )", "at least "),
    Phrase("given_moment", r"at the given moment", "at the moment"),
    Phrase("given_moment", r"in the given moment", "at this moment"),
    Phrase("first_turn", r"in (?:the )?first turn(?= to|[.,;]|$)", "first of all"),
    Phrase("concerns regards", r"(?:for|in|as to) what (?:concerns|regards)(?= the | our | this | his | their | its )", "as for"),
    Phrase("frames frame", r"in (?:the )?time frames? from", "from"),
    Phrase("for_the_account_of", r"for the account of(?= (?:the )?\w+(?:ing|tion|ment|ance)\b)", "through"),
    Phrase("in_difference in_distinction in_contrary", r"in (?:difference|distinction|contrary) (?:from|to)(?= (?:the |his |her |their |our |other |\w))(?! (?:the )?above)", "unlike"),
    Phrase("full_measure", r"in (?:the )?full measure(?=[.,;]|$)", "fully"),
    Phrase("in_the_quality_of", r"in the quality of (?=an? |the (?:main|head|chief|first) )", "as "),
    Phrase("in_force_of", r"in force of (?=this|these|the (?:circumstances|reasons|fact|situation|events))", "because of "),
    Phrase("in_link_with", r"in link with", "in connection with"),
    Phrase("thanks_god thank_to_god", r"thanks god|thank to god", "thank God"),
    Phrase("on_the_example_of", r"on the example of (?=(?:the )?\w)", "taking as an example "),
    Phrase("sum_of", r"(?:on|for|in) the (?:total |general )?sum of (?=[$€£₽]|\d)", "worth "),
    Phrase("measure measures", r"(?P<v>accept(?:s|ed|ing)?) (?P<m>(?:the |all |these |urgent |necessary |such |certain |additional )*measures)", r"take~accept \g<m>"),
    Phrase("participation_in", r"(?P<v>accept(?:s|ed|ing)?) (?:the |an |active )*participation in", "take~accept part in"),
    Phrase("sides", r"from both (?:the )?sides,? (?:participated|took part)", "on both sides took part"),
    Phrase("had_place had_a_place have_place have_a_place has_place has_a_place", r"(?P<v>had|have|has) (?:a )?place(?= (?:in (?:19|20)\d\d|on (?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|yesterday)\b)", "take~have place"),
    Phrase("his_opinion her_opinion their_opinion our_opinion", r"(?:on|by|to) (?P<who>his|her|their|our) opinion,", r"in \g<who> opinion,"),
    Phrase("in_one_word", r"in one word,(?= (?:the|it|he|she|this|that|they|we|everything)\b)", "in short,"),
    Phrase("in_general_and in_the_general_and", r"in (?:the )?general and (?:in )?whole", "on the whole"),
    Phrase("in_whole in_the_whole", r"(?<!part or )(?<!part and )in (?:the )?whole,(?! or in part)", "on the whole,"),
    Phrase("spirits spirit", r"(?P<v>fell|falls?|fallen) (?:with|in) (?:the )?spirits?(?=[.,;]|$)", "lose~fall heart"),
    Phrase("ends", r"at the end of ends|in the end of ends|in the end of (?:the )?(?:all )?ends", "in the end"),
    Phrase("certain_measure", r"in (?:the )?certain measure", "to a certain extent"),
    Phrase("degree", r"in (?:the )?(?P<d>full|significant|considerable|large|some|certain|lesser|greater|equal|sufficient) degree", r"to a \g<d> degree"),
    Phrase("by_such such_image such_a_image", r"by such (?:a )?(?:way|manner|image)|in such (?:a )?image", "in this way"),
    Phrase("the_first_sight the_first_look the_first_glance the_first_view", r"at the first (?:sight|look|glance|view)(?=[.,;]|$)", "at first sight"),
    Phrase("so_that_to", r"so that to", "so as to"),
    Phrase("in_order_that_to", r"in order that to", "in order to"),
)

# Written now and then in good English too, but far more often in translations.
STOCK_PHRASES: Final = Phrasebook(
    Phrase("the_intention_to the_intention_of", r"(?P<v>announced|stated|declared|voiced|reported|confirmed) the intention (?P<to>to|of)", "", "English says who intends what: 'said that it intended to', 'announced plans to'; 'announced the intention to' copies the source."),
    Phrase("readiness", rf"{_SAID} their readiness (?P<to>to|for)", r"said that they were ready \g<to>"),
    Phrase("readiness", rf"{_SAID} its readiness (?P<to>to|for)", r"said that it was ready \g<to>"),
    Phrase("readiness", rf"{_SAID} his readiness (?P<to>to|for)", r"said that he was ready \g<to>"),
    Phrase("readiness", rf"{_SAID} her readiness (?P<to>to|for)", r"said that she was ready \g<to>"),
    Phrase("readiness", rf"{_SAID} (?:(?:the|a) )?readiness (?:to|for)"),
    Phrase("concern hope", r"expressed (?P<w>concern|hope|confidence)s? that (?=in|for|on)", ""),
    Phrase("recall remind", r"(?:let us|let's) (?:recall|remind),? that", ""),
    Phrase("remind", r"we remind,? that|we will remind,? that", ""),
    Phrase("it_became_known", r"(?:as )?it became known(?: that)?(?! to)", "it emerged that"),
    Phrase("age_of", r"(?:at|in) the age of (?P<n>\d+) years(?! (?:and|or|old))", r"at the age of \g<n>"),
    Phrase("age_of", r"(?<!at )(?<!in )the age of (?P<n>\d+) years(?! (?:and|or|old))", r"the age of \g<n>"),
    Phrase("in_the_year", r"in the year (?P<y>(?:19|20)\d\d)(?=[.,;]| (?:the|it|he|she|they|there|was|were|a|an|is|in|with|by|for|and)\b)", r"in \g<y>"),
    Phrase("with_the_aid_of", r"with the aid of", "with"),
    Phrase("in_so_far_as", r"in so far as", "as far as"),
    Phrase("of_the_opinion", r"(?P<v>is|are|was|were) of the opinion,? that", "think~be that"),
    Phrase("question_of", r"it is (?:here )?(?:a question|question) of(?! (?:time|when|how|whether|who|what|if|life|money|trust|taste|degree|faith|principle))", "it is about"),
    Phrase("not_excluded", r"it is not excluded,? that|it is not excluded", "it is possible that"),
    Phrase("it_is_necessary_to", r"it is necessary to (?:note|say|mention|emphasi[sz]e|add|tell|recogni[sz]e)(?P<that> that)?", r"it should be noted\g<that>"),
    Phrase("measures steps", r"(?P<v>undertake|undertook|undertaken|undertakes) (?P<m>(?:\w+ )?(?:measures|steps|actions))", r"take~undertake \g<m>"),
    Phrase("decision decisions", rf"(?P<v>accept(?:s|ed|ing)?) {_DECISION}", r"make~accept \g<m> "),
    Phrase("decision decisions", rf"(?P<v>adopt(?:ed)?) {_DECISION}", r"make~adopt \g<m> "),
    Phrase("nearest_time near_time shortest_time", r"in (?:the )?(?:nearest|near|shortest) time(?=[.,;]|$)", "soon"),
    Phrase("in_the_nearest_future", r"in the nearest future", "in the near future"),
    Phrase("in_the_nearest", r"in the nearest (?P<t>years|months|days|weeks|hours)", r"in the next few \g<t>"),
    Phrase("photo photos picture selfie", rf"(?P<v>make|makes|made|making) {_PHOTO}", r"take~make \g<n>"),
    Phrase("photo photos picture selfie", rf"(?P<v>do|did|doing) {_PHOTO}", r"take~do \g<n>"),
    Phrase("holiday holidays", r"(?P<v>make|makes|made|making) (?P<n>holidays?)(?= (?:in|at|on|with)|[.,;]|$)", "go~make on holiday"),
    Phrase("sport", r"(?P<v>make|makes|made|making) (?P<n>sports?)(?= (?:in|at|on|with)|[.,;]|$)", r"do~make \g<n>"),
    Phrase("make_party makes_party made_party making_party", r"(?P<v>make|makes|made|making) party(?=[.,;]|$| (?:in|with|all|until|at)\b)", "party~make"),
    Phrase("politics policy", r"(?P<v>conduct(?:s|ed|ing)?) (?:a |an |the )?(?P<n>(?:\w+ )?)(?:policy|politics) (?=of |towards |in )", r"pursue~conduct a \g<n>policy "),
    Phrase("politics policy", r"(?P<v>leads?) (?:a |an |the )?(?P<n>(?:\w+ )?)(?:policy|politics) (?=of |towards |in )", r"pursue~lead a \g<n>policy "),
    Phrase("politics policy", r"(?P<v>reali[sz]e|realizes) (?:a |an |the )?(?:\w+ )?(?:policy|politics) (?=of |towards |in )"),
    Phrase("realization realisation", r"reali[sz]ation of (?P<m>(?:the |a |this |these |his |its |their )?(?:\w+ )?(?:projects?|program(?:me)?s?|plans?|reforms?|agreements?|measures|decisions?))", r"implementation of \g<m>"),
    Phrase("role_in role_for value_in value_for", r"(?P<v>plays?) (?:the |a )?(?:main|big|large|huge) (?:role|value) (?:in|for)(?= (?:the|this|our|his|their))", r"\g<v> a major part in"),
    Phrase("value meaning", r"(?P<v>ha(?:s|ve|d)) (?:a |the )?(?:big|large|great|huge|important|principal) (?:value|meaning)(?! to )(?= for|[.,;]|$)", "matter~have a great deal"),
    Phrase("territory_of", r"(?:on|in|at) the territory of (?P<land>(?-i:(?:the )?(?:Russian Federation|Russia|Ukraine|Belarus|Kazakhstan|Germany|Poland|Serbia|Croatia|France|Spain|Italy|Turkey|China|Moscow|Crimea|Georgia|Latvia|Lithuania|Estonia|Czech Republic)))", r"in \g<land>"),
    Phrase("bodies organs structures", r"(?:competent|law[- ]enforcement|power|force) (?:organs|structures|bodies)", "the authorities"),
    Phrase("means_of_mass mass_media_means", r"(?:means of mass (?:media|information|communications?)|mass media means)", "the media"),
    Phrase("politologist politologists", r"politologist(?P<s>s?)", r"political scientist\g<s>"),
    Phrase("actual", r"(?P<be>is|are|was|were|remains?|became|become|becomes|more|most|especially|particularly|very) actual(?= (?:today|now|for|in|at|topic|question|problem|issue)|[.,;]|$)", r"\g<be> relevant", "'Actual' means real; a question of the day is topical or relevant (Russian aktual'nyi, German aktuell, French actuel)."),
    Phrase("perspective", r"perspective (?P<n>directions?|projects?|areas?|markets?|technolog(?:y|ies)|players?|specialists?|developments?)(?= (?:of|in|for|is|are|was|will)|[.,;]|$)", r"promising \g<n>", "'Perspective' is no adjective; 'promising' is meant (Russian perspektivnyi, German perspektivreich)."),
    Phrase("informational", r"informational (?P<n>wars?|attacks?|agenc(?:y|ies)|space|policy|portals?|occasions?)", r"information \g<n>"),
    Phrase("special_services", r"(?:the |russian |american |foreign |ukrainian |our |their )special services(?= (?:of|have|had|are|were|and)|[.,;]|$)", "the intelligence services"),
    Phrase("spring_of_the summer_of_the autumn_of_the winter_of_the", r"in (?:the )?(?P<s>spring|summer|autumn|winter) of the (?P<w>last|next|this|past) year", r"\g<w> \g<s>"),
    Phrase("current_year current_year's", r"in the current year|(?:from|since) the beginning of the current year", "this year"),
)

TIMES: Final = Phrasebook(
    Phrase("since", rf"since (?:about |over |more than |almost |already )?(?P<t>{_N} (?:years|months|weeks|days|hours|decades))(?! (?:ago|of|after|and|or|before|in)|'|-| (?:earlier|prior))(?=[.,;:]|$| (?:the|a|he|she|it|they|we|i|has|have|there|now|with|by|for|on|at)\b)", r"for \g<t>"),
    Phrase("since_long since_a_long", r"since (?:a )?long(?: time)?(?=[.,;]|$)(?! ago)", "for a long time"),
    Phrase("already_since already_from", rf"already (?:since|from) (?P<t>{_N} (?:years|months|weeks|days))(?! ago)", r"for \g<t> now"),
    Phrase("past", rf"(?:the|in the|on the) past (?P<d>(?-i:{_DAY}))(?= |[.,;]|$)(?! (?:night|morning|evening|afternoon)s)", r"last \g<d>"),
    Phrase("this_week next_week last_week past_week", r"on (?:the )?(?P<w>this|next|last|past) week(?!end|s|'|-|\w)", r"\g<w> week"),
    Phrase("clock", r"at (?P<n>[1-9]|1[0-2]) clock", r"at \g<n> o'clock"),
    Phrase("clock", r"at (?P<n>(?:1[3-9]|[02]\d)(?:[:.]\d\d)?|\d\d?[:.]\d\d) clock", r"at \g<n>"),
    Phrase("year years", r"in (?P<n>\d{4})(?:-|th|nd|rd|st)? (?:year|years)(?! old|-old|s)(?=[.,;]| (?:the|he|she|it|was|were|they|we|there)\b)", r"in \g<n>"),
    Phrase("time_as", r"(?P<o>first|second|third|fourth|last) time as(?= (?:i|he|she|it|they|we)\b)", r"\g<o> time"),
    Phrase("until_to till_to", r"until to (?=(?:the|\d|now|today))|till to ", "until "),
    Phrase("today's_day", r"on (?:the )?today's day", "today"),
    Phrase("present_day today's_day today_day", r"(?:to|on|until) (?:the )?(?:present|today's|today) day(?= (?:the|he|it|we|they))", "to this day"),
    Phrase("hours", r"at (?P<n>\d\d?) hours (?P<m>\d\d?) minutes", r"at \g<n>.\g<m>"),
)

VERB_FRAMES: Final = Phrasebook(
    Phrase("explain_me explain_us explain_him explain_them explained_me explained_us explained_him explained_them explains_me explains_us explains_him explains_them explaining_me explaining_us explaining_him explaining_them", rf"(?P<v>explain(?:s|ed|ing)?) (?P<w>{_WHOM}) (?=that |the |how |why |what |this |it |about |everything )", r"\g<v> to \g<w> "),
    Phrase("said_me said_us said_him said_them say_me say_us say_him say_them says_me says_us says_him says_them", rf"(?P<v>sa(?:id|ys?)) (?P<w>{_WHOM}) (?=that |the |how |why |what |this |it |about |to |in )", r"tell~say \g<w> "),
    Phrase("describe_me describe_us describe_him describe_them described_me described_us described_him described_them describes_me describes_us describes_him describes_them suggest_me suggest_us suggest_him suggest_them suggested_me suggested_us suggested_him suggested_them suggests_me suggests_us suggests_him suggests_them", rf"(?P<v>describe[ds]?|suggest(?:ed|s)?) (?P<w>{_WHOM}) (?=that |the |how |to )", r"\g<v> to \g<w> "),
    Phrase("declared_about stated_about announced_about", r"(?P<v>declared|stated|announced) about(?= (?:the|his|her|its|their|that|this|it)\b)", r"\g<v>"),
    Phrase("about_that", r"(?P<v>told|informed|said|reported) about that(?=[.,;]| (?:the|he|she|they|it|how)\b)", r"\g<v> that"),
    Phrase("married_with", r"(?:is|was|got|are|were|been|be) married with(?! (?:two|three|four|five|six|\d+|a|an|kids|children|several|no|grown|his|her|their|one))", "married to"),
    Phrase("depend_from depends_from depended_from depending_from", r"(?P<v>depend(?:s|ed|ing)?) from", r"\g<v> on"),
    Phrase("consists_from consist_from consisted_from consisting_from", r"(?P<v>consist(?:s|ed|ing)?) from", r"\g<v> of"),
    Phrase("discuss_about discussed_about discussing_about discusses_about", r"(?P<v>discuss(?:es|ed|ing)?) about(?= (?:the|this|that|it|how|what|our|their|his|her)\b)", r"\g<v>"),
    Phrase("participate_at participated_at participates_at participating_at", r"(?P<v>participat(?:e|es|ed|ing)) at(?= (?:the|this|an?)\b)(?! (?:the|a) (?:(?:highest|high|local|national|same|age|time|rate|level|end|beginning)))", r"\g<v> in"),
    Phrase("part_at", r"(?P<v>take|takes|took|taken|taking) part at(?= (?:the|this|an?)\b)", r"\g<v> part in"),
    Phrase("interested_for interested_about interested_on", r"interested (?:for|about|on)(?= (?:the|this|these|his|her|our|their)\b)", "interested in"),
    Phrase("responsible_of", r"responsible of(?= (?:the|this|these|his|her|our|their)\b)", "responsible for"),
    Phrase("so_that", r"(?P<v>want(?:s|ed)?|wish(?:es|ed)?|ask(?:s|ed)?|demand(?:s|ed)?) so that", "", "English says 'want somebody to do something', 'demand that somebody do it'."),
    Phrase("listen listened listening", r"(?P<v>listen(?:ed|ing|s)?) (?P<o>music|the music|the radio|him|them|us)(?=[.,;]| (?:and|in|at|on|while|when)\b)", r"\g<v> to \g<o>"),
    Phrase("congratulate congratulated congratulates", r"(?P<v>congratulat(?:e|es|ed|ing)) (?P<w>[\w ]{2,30}?) with (?=the (?:holiday|victory|anniversary|new year|birthday|win)|(?:his|her|their) (?:victory|birthday|election|win|anniversary|success))", r"\g<v> \g<w> on "),
    Phrase("answer answered answers answering", r"(?P<v>answer(?:s|ed|ing)?) on (?P<q>the questions?|questions|this question|his question)(?= of|[.,;]|$)", r"\g<v> \g<q>"),
    Phrase("attention_on attention_for attention_at", r"(?P<v>pay|pays|paid|paying) attention (?:on|for|at)(?= (?:the|this|that|his|her|its|how)\b)", r"\g<v> attention to"),
    Phrase("attention_on attention_of", r"(?P<v>turn|turns|turned|turning) (?:the )?attention (?:on|of)(?= (?:the|this|that|his|her|its)\b)", "draw~turn attention to"),
    Phrase("influenced_on influenced_to influencing_on influencing_to", r"(?P<v>influenc(?:ed|ing)) (?:on|to)(?= (?:the|this|his|her|its|their|our)\b)", r"\g<v>"),
    Phrase("contacted_with", r"contacted with(?= (?:the|this|his|her|its|their|our|him|them|us)\b)", "contacted"),
    Phrase("entered enter enters", r"(?P<v>enter(?:ed|s|ing)?) (?:in|to)(?= the (?:room|building|house|city|country|composition|hall)\b)", r"\g<v>"),
    Phrase("approach approached approaches", r"approach(?P<e>ed|es|ing) to(?= (?:the (?:house|building|city|border|door)|him|them)\b)", r"approach\g<e>"),
    Phrase("regret", r"regret for (?=that|the fact)", "regret "),
    Phrase("afraid_from", r"afraid from", "afraid of"),
    Phrase("proud_for proud_with proud_on", r"proud (?:for|with|on)(?= (?:the|this|these|his|her|our|their|it)\b)", "proud of"),
    Phrase("accused", r"(?P<v>accus(?:e|es|ed|ing)) (?P<w>[\w ]{2,30}?) in (?=\w+ing\b)", r"\g<v> \g<w> of "),
    Phrase("suspected accused", r"(?P<v>suspected|accused) in (?=\w{4,}ing\b|(?:the )?(?:murder|corruption|fraud|theft|terrorism|bribery|espionage|abuse)\b)", r"\g<v> of "),
)

QUESTIONS: Final = Phrasebook(
    Phrase("how", r"how (?P<do>does|do|did|would|will|should) (?P<who>(?!the )\w+|the \w+(?: \w+)?) (?P<v>look|sound|feel)s? like", r"what \g<do> \g<who> \g<v> like"),
    Phrase("how", r"how (?P<who>it|he|she|this|that) (?P<v>looks?|looked|sounds|feels) like(?=[.,;?!]|$| (?:in|from|when|today|now|and|after|at)\b)", r"what \g<who> \g<v> like"),
    Phrase("how", r"how (?P<be>is|are|was|were) (?P<who>it|he|she|they|this|that|these) (?P<v>called|named)(?=[.,;?!]|$| (?:in|by)\b)", r"what \g<be> \g<who> \g<v>"),
    Phrase("how", r"how (?P<do>do|does) (?P<who>you|he|she|they|we|it) call(?:s|ed)?(?P<what>(?: (?:it|this|that|him|her))?)(?= in|\?)", r"what \g<do> \g<who> call\g<what>"),
    Phrase("how", r"how (?P<do>do|does|did) (?P<who>you|he|she|they) think(?= (?:about|will|should|is|are)\b|\?|,)(?! about (?:it|that|this|themselves|himself))", r"what \g<do> \g<who> think"),
)
