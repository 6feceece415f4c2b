"""The card that goes with a detector: what it is, what it was made of, how good it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from mtqa._version import __version__
from mtqa.detector.calibration import Calibration
from mtqa.training.calibrator import TRANSLATED_DOCUMENTS, TRANSLATED_SENTENCES
from mtqa.training.train import Trained

_CARD = """# Detector card

A branch of the language model {model}: blocks {first} to {last} once more, with low-rank
updates of rank {rank}, read by an attention-pooled head; beside it a linear probe on the model's own blocks {layers}.
Calibration, fluency tables and rule weights go with it. Made by `mtqa train` of mtqa {version} on {date}.

**What it says.** Evidence that a sentence is machine-like, as a log-likelihood ratio in nats; never that a sentence
*is* machine-translated. Documents gather the evidence of their sentences. Fluency places a sentence among trusted
English of its kind and length, by the model's surprisal and by how good people would find it.

**Trained on** {counts}: machine translation into English submitted to the WMT news
tasks of 2013 (cs, de, es, fr, ru) and 2018 (cs, de, et, fi, fr, ru, tr, zh), human translations and native English of
2013 to 2018, people's and systems' translations of half of the documents of the MQM ratings of WMT 2020 (zh into
English), half of the documents of GUM, GENTLE and UD English EWT that the data folder holds, and sentences of
MLQE-PE with people's ratings (et, ne, ro, ru, si into English). Typography is made uniform first, so that quotation
marks, dashes and tokenisation tell nothing. A tenth of the sources is kept out.

**Calibrated on** half of the documents of WMT 2019 (de, fi, lt, ru), what was kept out of 2018, and a quarter of the
other genres; captions on half of the Multi30k validation captions. There, thresholds flag at most {target:.0%} of
native sentences and documents, {sentences:.0%} of the sentences of human translations and {documents:.0%} of their
documents.

| kind | up to tokens | evidence, nats | fluency |
|---|---|---|---|
{thresholds}

Documents: likely machine-translated from a log-likelihood ratio of {document:.2f} on, mixed from {passage:.2f} on for a
run of their sentences (rules alone: {rules:.2f}). Beside their source, which says that they are translations, documents
are held against translations of people alone{translations}.

**Measured on** the other half:

```
{figures}
```

**Limits.** News of 2013 to 2020 teaches it news. Other genres, learners' English and heavily edited translations are
harder; systems newer than those above are found less often. A document needs some sentences: see the interval.

**Licence of the sources.** The WMT texts are for research purposes, MLQE-PE is CC0, the MQM ratings are
Apache-2.0, GUM and Multi30k have terms of their own; none of their text is in this folder, only statistics derived
from it.
"""


def card(trained: Trained, calibration: Calibration, figures: Sequence[str]) -> str:
    """Return the card in Markdown; ``figures`` are the lines that the evaluation printed."""
    branch = trained.weights.branch
    return _CARD.format(
        model=trained.model,
        first=branch.start + 1,
        last=branch.stop,
        rank=next(iter(branch.updates.values())).down.shape[0],
        layers=" and ".join(map(str, trained.weights.layers)),
        version=__version__,
        date=datetime.now(tz=UTC).date(),
        counts=trained.counts,
        target=calibration.target,
        sentences=TRANSLATED_SENTENCES,
        documents=TRANSLATED_DOCUMENTS,
        thresholds="\n".join(
            f"| {name} | {limits.tokens:,} | {limits.evidence:+.2f} | {limits.fluency:.2f} |"
            for name, bands in calibration.thresholds.bands.items()
            for limits in bands
        ),
        document=calibration.documents.threshold,
        passage=calibration.documents.passage,
        translations=_translations(calibration),
        rules=calibration.rules_only.threshold,
        figures="\n".join(figures),
    )


def _translations(calibration: Calibration) -> str:
    """Say which translations documents with a source are held against."""
    named = sorted(name for name in calibration.translations if name)
    if not named:
        return ", of which none were measured"
    pooled = calibration.translations[""]
    people, machines = pooled.documents
    return (
        f" ({', '.join(named)}: {people} of people, {machines} of machines), from a ratio of {pooled.threshold:.2f} on"
    )
