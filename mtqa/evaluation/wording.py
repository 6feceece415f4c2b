"""What the report on accuracy says around its tables."""

from __future__ import annotations

METHOD = """\
All figures are of text that nothing was fitted to: another year of the machine translation test sets than the
detector learned from, and there the half of the documents that did not calibrate it; of other kinds of text,
documents that neither trained nor calibrated it. The split is by document and by source article, never by sentence,
so that two translations of one article stand on one side. Every text is read as `mtqa check` reads it, typography
made uniform.

For the detector that comes with mtqa the data is: the news test sets of WMT 2019 into English from German, Finnish,
Lithuanian and Russian (the systems' submissions, the human translations, and news written in English); GUM, GENTLE
and the Universal Dependencies English Web Treebank (native English of other genres); Multi30k (captions); JFLEG
(learners' English); MLQE-PE and the MQM ratings of WMT 2020 (what people think of translations). `docs/training.md`
says how it is laid out. News is all that the test sets of machine translation hold.

**How to read the tables.** AUC is the probability that a machine translation has more evidence against it than a
human text: .5 is a coin, 1 is perfect. "Found at 1 % FP" is the share of machine translations above the threshold
that 1 % of the human texts pass. Accuracy is at the default threshold, the mean of both classes' shares of right
answers. Brackets are 95 % intervals: of areas and shares found, by a bootstrap that draws whole documents; of false
positives, Wilson's. Where there are fewer than a hundred human texts, 1 % of them is none, and the share found is
what lies above the highest."""

HEADLINE = """\
Against human translations of the same news, which is the hard and the fair comparison, and against English that was
never a translation, which also differs in topic. Documents are compared by their first 3, 6, 12 and 24 sentences;
those with fewer are left out. Where the test sets hold hardly any translated document of 24 sentences, two passages
of one system, or of one set of human translations, are joined, which is somewhat easier than one long text; a row
that is missing had no documents. A document counts as flagged if it is judged likely machine-translated or mixed."""

BASELINES = """\
The same rows, scored by simpler ways: how sure a language identifier is that the text is English; a logistic
regression on character n-grams, trained on 40,000 sentences of the training years; the language model's mean
surprisal; a logistic regression on the mean, the spread, the share of shocks and the length; and the linear probe
that is one of the detector's inputs. A document's score is the mean over its sentences."""

PAIR = """\
Each pair's machine translations against the human translations of the same sources, and against native news."""

YEAR = """\
Years of the test sets that were held out. 2020 is Chinese into English, documents that neither trained nor calibrated:
translations of other documents by the same systems, and by the same people, were learned from. There is no saying what
systems of later years would give."""

SYSTEM = """\
Each system's sentences against all human translations of its pair. Names are the submissions' own; "online" are
commercial services, without their names. The better a system, the less there is to find."""

LENGTH = """\
Sentences of machine and of human, both of the same length. Short ones hold little evidence."""

GENRE = """\
There are machine translations of news alone, so this holds them against human text of each genre: it says how far the
genre looks like a machine's work, not how well translations of that genre are found. Genres of fewer than five
documents are left out here."""

RATES = """\
How many sentences are suspicious at the default threshold; in all rows but the first, wrongly. Learners' English is
no machine's, and is listed because it is good to know how often it looks so. Wilson's intervals take sentences to be
independent; those of one document are not quite, so where there are few documents (see the next table) the truth may
lie further out. Verse is flagged more often than any prose: its lines are cut, inverted and out of all order, and
nothing like it was learned from."""

DOCUMENT_RATES = """\
How many whole documents are judged likely machine-translated or mixed; in all rows but the first, wrongly. Where few
documents are counted, the interval says so."""

CALIBRATION = """\
Evidence is a log-likelihood ratio; at even odds it is a probability. Sentences are sorted into ten bins of equal
mass, machine and human weighing the same: what was said in each, and what was so. The expected calibration error is
{error:.3f}. Among real texts machine translations are not one in two: whoever knows how frequent they are must add
that."""

PEOPLE = """\
Fluency (0 to 100), and evidence with its sign turned, against what people said of machine translations: direct
assessment, standardised by rater, and the weighted count of errors that translators marked (MQM). Of these, only
machines' translations count, of documents that did not train. Raters of direct assessment saw the source and thought
of meaning, which no tool sees that reads English alone; so the figures can't be high. Beside it the language model's
mean surprisal, negated, and what the detector's head was taught of such ratings."""

LIMITS = """\
- **It proves nothing.** It says that a text has more of what machine translations have. Never use it alone against a
  person: not for grades, not for payment, not for blame.
- **A sentence alone says little.** Most sentences of a good translation are sentences that anyone could have written;
  most of them are not found, and nothing can find them. Trust documents more than sentences, and long ones more than
  short.
- **Short texts.** Below three sentences or forty words no document is judged. At three sentences much is missed.
- **Better systems are found less often.** The detector that comes with mtqa learned from systems of 2013 and 2018 and a
  few of 2020, and was measured on those of 2019. Newer ones, and large language models asked to translate, write
  more fluently; expect less than is stated here.
- **Edited translations.** A machine's text that a person corrected reads more like a person's the more was corrected.
  No figure here is about them.
- **Human translations are near.** They carry their source's habits too, and may be flagged more often than English
  that was never a translation.
- **Learners' English is not machine translation**, but has some of its marks: odd articles, prepositions and word
  order. The tool can't ask who wrote; see their rate above before you check text by people who learn the language.
- **It can't tell which system** translated a text, nor from which language, nor whether a machine wrote it in
  English.
- **It doesn't see the source.** Whether a translation is right, complete or faithful it can't say; only how it reads.
- **News is what it knows best.** Fiction, law, medicine, manuals, speech, poetry and dialects read oddly to it at
  times. Rates for the genres that were measured stand above; some are of few documents, and others were never
  measured.
- **English alone.** Text in other languages is left out of judgement.
- **The figures are of one collection.** Your texts differ: run `mtqa evaluate FOLDER` on a labelled sample of your
  own before you trust a threshold."""
