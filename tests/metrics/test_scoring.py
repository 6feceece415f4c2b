"""Scores: the sacrebleu command's own figures, whatever the texts, and quietly."""

import json
import logging
import os
import random
import re
import subprocess
import sys

import pytest

from mtqa.beside import Score, Significance
from mtqa.errors import UsageError
from mtqa.metrics import MOST_DRAWS, Metrics, Options, Scored

WORDS = (
    "the harbour crane, ferry museum winter sailor market (bridge) Tower window garden letter singer don't 3.5".split()
)
ARGUMENTS = ("-m", "bleu", "chrf", "ter", "--chrf-word-order", "2", "-w", "6")


def texts(count, seed=3):
    """Make two candidates and two references; some lines are empty, and the candidates look tokenised."""
    rng = random.Random(seed)

    def other(text, share):
        words = [rng.choice(WORDS) if rng.random() < share else word for word in text.split()]
        return " ".join(words[3:] + words[:3] if rng.random() < 0.2 else words)

    first = [" ".join(rng.choice(WORDS) for _ in range(rng.randint(3, 14))) for _ in range(count)]
    second = [other(text, 0.1) for text in first]
    candidate, baseline = ([other(text, share) + " ." for text in first] for share in (0.2, 0.35))
    candidate[2] = second[1] = ""
    first[4] = second[4] = ""
    return candidate, baseline, [first, second]


def sacrebleu(folder, *arguments, **streams):
    """Run the sacrebleu command on streams of lines, and return what it prints."""
    for name, lines in streams.items():
        (folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    command = [sys.executable, "-m", "sacrebleu", *arguments]
    environment = {key: value for key, value in os.environ.items() if key != "SACREBLEU_SEED"} | {"NO_COLOR": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return done.stdout


def figures(scored):
    """Write scores as sacrebleu's JSON has them."""
    found = []
    for score, signature in zip(scored.scores, scored.signatures, strict=True):
        low, high = score.interval
        middle, half = f"{(low + high) / 2:.6f}", f"{(high - low) / 2:.6f}"
        found.append((score.metric, float(f"{score.value:.6f}"), float(middle), float(half), signature))
    return found


def test_is_the_command(tmp_path, monkeypatch):
    """Scores, intervals and signatures are the command's, with two references, empty lines and 120 tokenised ends."""
    monkeypatch.setattr("mtqa.metrics.scoring._PART", 50)
    candidate, _, references = texts(120)
    printed = sacrebleu(
        tmp_path,
        "one",
        "two",
        "-i",
        "hyp",
        *ARGUMENTS,
        "--confidence",
        hyp=candidate,
        one=references[0],
        two=references[1],
    )
    wanted = [
        (s["name"], s["score"], s["confidence_mean"], s["confidence_var"], f"{s['name']}|{s['signature']}")
        for s in json.loads(printed)
    ]
    assert figures(Metrics().corpus(candidate, references)) == wanted


def test_paired_test_is_the_command(tmp_path):
    """The paired bootstrap's scores and p-values are the command's."""
    candidate, baseline, references = texts(40)
    streams = {"old": baseline, "new": candidate, "one": references[0], "two": references[1]}
    printed = sacrebleu(tmp_path, "one", "two", "-i", "old", "new", *ARGUMENTS, "--paired-bs", "-f", "text", **streams)
    scores = re.findall(r"(\d+\.\d{6}) \(", printed)
    p_values = re.findall(r"p = (\d\.\d{4})", printed)
    found = Metrics().significance(candidate, baseline, references)
    assert [f"{each.baseline:.6f}" for each in found] + [f"{each.candidate:.6f}" for each in found] == scores
    assert [f"{each.p_value:.4f}" for each in found] == p_values
    assert [(each.metric, each.test) for each in found] == [(m, "bootstrap") for m in ("BLEU", "chrF2++", "TER")]


def test_sentences_are_the_library(caplog):
    """Scores of single blocks are sacrebleu's, with effective order for BLEU, and nothing is logged."""
    from sacrebleu.metrics import BLEU, CHRF, TER  # noqa: PLC0415 - as the room does

    candidate, _, references = texts(12)
    caplog.set_level(logging.INFO)
    metrics = Metrics()
    found = metrics.sentences(candidate, references)
    for hypothesis, scores, *own in zip(candidate, found, *references, strict=True):
        given = [text for text in own if text] or [""]
        theirs = [m.sentence_score(hypothesis, given) for m in (BLEU(effective_order=True), CHRF(word_order=2), TER())]
        assert scores == tuple(Score(each.name, each.score) for each in theirs)
    assert metrics.sentence(candidate[0], [stream[0] for stream in references]) == found[0]
    assert caplog.records == []


def test_approximate_randomization(monkeypatch):
    """The other paired test is there too; of a candidate and itself sacrebleu gives the least p-value there is."""
    monkeypatch.setattr("mtqa.metrics.scoring._AR_TRIALS", 99)
    candidate, _, references = texts(6)
    metrics = Metrics(Options(test="approximate randomization"))
    assert metrics.significance(candidate, candidate, references) == tuple(
        Significance(each.metric, each.value, each.value, 0.0, 1 / 100, "approximate randomization")
        for each in metrics.corpus(candidate, references, intervals=False).scores
    )


def test_the_seed(monkeypatch):
    """The variable of sacrebleu sets the seed unless another is asked for, and is left as it was; 0 is a seed too."""
    candidate, baseline, references = texts(10)
    monkeypatch.setenv("SACREBLEU_SEED", "7")
    assert [Options().seed_used, Options(seed=8).seed_used] == [7, 8]
    given = Metrics(Options(seed=0, trials=100))
    assert "|seed:0|" in given.corpus(candidate, references).signatures[0]
    first, second = (given.significance(candidate, baseline, references) for _ in range(2))
    assert first == second
    assert os.environ["SACREBLEU_SEED"] == "7"
    monkeypatch.delenv("SACREBLEU_SEED")
    assert Options().seed_used == 12345


def test_samples_that_score_nothing():
    """There is an interval also where some samples have nothing right, which sacrebleu itself cannot average."""
    scored = Metrics().corpus(["abc", "qqq"], [["abc", "zzz"]])
    found = [(score.metric, round(score.value, 1), score.interval is None) for score in scored.scores]
    assert found == [("BLEU", 0.0, True), ("chrF2++", 50.0, False), ("TER", 50.0, False)]


@pytest.mark.parametrize(
    ("hypotheses", "reference", "values"),
    [
        ([""], [""], [0.0, 0.0, 0.0]),
        (["", ""], ["a ferry", "a crane"], [0.0, 0.0, 100.0]),
        (["a ferry", "a crane"], ["", ""], [0.0, 0.0, 100.0]),
    ],
)
def test_empty_texts(hypotheses, reference, values):
    """Texts may be empty on either side."""
    metrics = Metrics()
    assert [score.value for score in metrics.corpus(hypotheses, [reference]).scores] == values
    assert [[score.value for score in each] for each in metrics.sentences(hypotheses, [reference])] == [values] * len(
        hypotheses
    )


def test_nothing():
    """No blocks or no references give no scores."""
    metrics = Metrics()
    assert metrics.corpus([], []) == metrics.corpus(["a ferry"], []) == Scored()
    assert metrics.sentences(["a ferry"], []) == [()]
    assert metrics.significance([], [], []) == metrics.significance(["a"], ["b"], []) == ()


def test_long_blocks_have_no_ter(monkeypatch):
    """TER is left out where its search would take too long, and then of everything that is scored after it."""
    monkeypatch.setattr("mtqa.metrics.scoring.TER_SECONDS", 1e-5)
    long = "ferry " * 10
    for part, left in ((long, ["BLEU", "chrF2++"]), ("ferry", ["BLEU", "chrF2++", "TER"])):
        metrics = Metrics()
        assert [score.metric for score in metrics.corpus([part], [[part]], intervals=False).scores] == left
        assert [score.metric for score in metrics.sentence("ferry", ["crane"])] == left
        assert [each.metric for each in metrics.significance(["ferry"], ["crane"], [["ferry"]])] == left


def test_ter_is_computed_once(monkeypatch):
    """What TER found out of a block is remembered, and what it remembers is not what sacrebleu adds up."""
    candidate, _, references = texts(5)
    metrics = Metrics()
    first = metrics.sentences(candidate, references), metrics.corpus(candidate, references)
    monkeypatch.setattr("sacrebleu.metrics.ter.translation_edit_rate", None)
    assert (metrics.sentences(candidate, references), metrics.corpus(candidate, references)) == first


def test_many_draws_have_no_interval():
    """There are neither intervals nor tests where they would fill the memory."""
    metrics = Metrics(Options(trials=MOST_DRAWS))
    scored = metrics.corpus(["a", "b"], [["a", "b"]])
    assert [score.interval for score in scored.scores] == [None, None, None]
    assert "bs:" not in scored.signatures[0]
    assert metrics.significance(["a", "b"], ["a", "b"], [["a", "b"]]) == ()


def test_case_and_word_order():
    """Case and word order are as asked for, and the signatures say so."""
    metrics = Metrics(Options(lowercase=True, chrf_word_order=0, tokenize="intl"))
    scored = metrics.corpus(["THE FERRY IS LATE"], [["the ferry is late"]], intervals=False)
    assert [(score.metric, round(score.value, 6)) for score in scored.scores] == [
        ("BLEU", 100.0),
        ("chrF2", 100.0),
        ("TER", 0.0),
    ]
    assert "|case:lc|eff:no|tok:intl|" in scored.signatures[0]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            Options(tokenize="flores200"),
            "cannot use the tokenizer 'flores200'; there are: 13a, intl, char, zh, none",
        ),
        (Options(seed=-1), "the seed is -1; it must be 0 or more"),
    ],
)
def test_refused(options, message):
    """A tokenizer that would have to be fetched, and a seed that is none, are refused."""
    with pytest.raises(UsageError) as error:
        Metrics(options)
    assert str(error.value) == message


def test_loads_nothing_early():
    """The metrics are imported only where something is scored."""
    code = "import sys, mtqa.metrics; mtqa.metrics.Metrics(); print('sacrebleu' in sys.modules, 'torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"
