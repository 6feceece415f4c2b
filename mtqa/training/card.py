"""The card that goes with a detector: what it is, what it was made of, how good it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from mtqa._version import __version__
from mtqa.training.train import TRANSLATED_DOCUMENTS, TRANSLATED_SENTENCES, Trained

_CARD = """# Detector card

A linear probe on the hidden states of the language model {model}
(mean over the tokens, layers {layers}), with its calibration, fluency tables and rule weights.
Made by `mtqa train` of mtqa {version} on {date}.

**What it says.** Evidence that a sentence is machine-like, as a log-likelihood ratio in nats; never that a sentence
*is* machine-translated. Documents gather the evidence of their sentences. Fluency places a sentence among trusted
English of its kind and length.

**Trained on** {counts}: machine translation into English submitted to the WMT news
tasks of 2013 (cs, de, es, fr, ru) and 2018 (cs, de, et, fi, fr, ru, tr, zh), human translations and native English of
2013 to 2018, and half of the documents of GUM, GENTLE and UD English EWT that the data folder holds. Typography is made
uniform first, so that quotation marks, dashes and tokenisation tell nothing.

**Calibrated on** half of the documents of WMT 2019 (de, fi, lt, ru), a quarter of the other genres, and out-of-fold
scores of the native training text; captions on half of the Multi30k validation captions. There, thresholds flag at most
{target:.0%} of native sentences and documents, {sentences:.0%} of the sentences of human translations and
{documents:.0%} of their documents.

| threshold | evidence, nats | fluency |
|---|---|---|
{thresholds}

Documents: likely machine-translated from a log-likelihood ratio of {document:.2f} on (rules alone: {rules:.2f}).

**Measured on** the other half:

```
{figures}
```

**Limits.** News of 2013 to 2019 teaches it news. Other genres, learners' English and heavily edited translations are
harder; systems newer than those above are found less often. A document needs some sentences: see the interval.

**Licence of the sources.** The WMT texts are for research purposes, GUM and Multi30k have terms of their own; none of
their text is in this folder, only statistics derived from it.
"""


def card(trained: Trained, figures: Sequence[str]) -> str:
    """Return the card in Markdown; ``figures`` are the lines that the evaluation printed."""
    calibration = trained.calibration
    return _CARD.format(
        model=trained.model,
        layers=" and ".join(map(str, trained.probe.layers)),
        version=__version__,
        date=datetime.now(tz=UTC).date(),
        counts=trained.counts,
        target=calibration.target,
        sentences=TRANSLATED_SENTENCES,
        documents=TRANSLATED_DOCUMENTS,
        thresholds="\n".join(
            f"| {name} | {limits.evidence:+.2f} | {limits.fluency:.2f} |"
            for name, limits in calibration.thresholds.items()
        ),
        document=calibration.documents.threshold,
        rules=calibration.rules_only.threshold,
        figures="\n".join(figures),
    )
