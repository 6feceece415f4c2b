"""The real language model keeps its promises."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
import transformers

from mtqa import lm
from mtqa.config import Settings
from mtqa.errors import ModelError
from mtqa.lm import kernels, known
from mtqa.lm.branch import Branch, LowRank
from mtqa.lm.packing import WINDOW
from mtqa.lm.torch_backend import choose_dtype
from mtqa.lm.torch_blocks import run_blocks

pytestmark = pytest.mark.model

TEXTS = [
    "The council will decide on the new bridge in March.",
    "Rain.",
    "She had meant to leave before the storm, but the ferry was late and the last bus had gone.",
    "Bridge the council for the river not a decision accepted.",
    "It cost £3.50, i.e. less than a cup of coffee (or so he said).",
    "Naïve café owners 🙂 write “menus” in Greek: καλημέρα.",
]


@pytest.fixture(scope="module")
def exact():
    """Return the model in float32."""
    return lm.load(Settings(dtype="float32"))


@pytest.fixture(scope="module")
def eight():
    """Return the model in 8-bit integers."""
    return lm.load(Settings(dtype="int8"))


@pytest.fixture(params=["int8", "float32"])
def either(request, eight, exact):
    """Return the model in 8-bit integers and in float32."""
    return eight if request.param == "int8" else exact


def _bits(scores):
    return [score.surprisals.tolist() for score in scores]


def test_scores_do_not_depend_on_the_batch(either):
    """A sentence scores the same alone, in a batch, in another order and in another company, to the last bit."""
    together = either.score(TEXTS, (12, 18))
    alone = [either.score([text], (12, 18))[0] for text in TEXTS]
    assert _bits(together) == _bits(alone)
    order = list(range(len(TEXTS))) * 3
    random.Random(0).shuffle(order)
    shuffled = either.score([TEXTS[i] for i in order], (12, 18))
    for i, score in zip(order, shuffled, strict=True):
        assert np.array_equal(score.surprisals, alone[i].surprisals)
        assert np.array_equal(score.pooled, alone[i].pooled)


def test_scores_do_not_depend_on_the_threads(either):
    """One thread and several give the same scores, to the last bit."""
    threads = torch.get_num_threads()
    try:
        torch.set_num_threads(1)
        single = either.score(TEXTS)
        torch.set_num_threads(max(2, threads))
        several = either.score(TEXTS)
    finally:
        torch.set_num_threads(threads)
    assert _bits(single) == _bits(several)


def test_scores_match_a_plain_forward_pass(exact):
    """In float32 a sentence scores what an unpacked run of transformers gives it."""
    folder = lm.store.find(Settings().model)[0]
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    plain = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    for text in TEXTS:
        ids = torch.tensor([[tokenizer.bos_token_id, *tokenizer(text)["input_ids"]]])
        with torch.inference_mode():
            out = plain(ids, output_hidden_states=True)
        logs = out.logits[0, :-1].log_softmax(-1).gather(-1, ids[0, 1:, None])[:, 0]
        score = exact.score([text], (18,))[0]
        assert score.mean == pytest.approx(float(-logs.mean() / np.log(2)), abs=1e-4)
        pooled = out.hidden_states[18][0, 1:].mean(0).numpy()
        assert np.allclose(score.pooled[0], pooled, atol=2e-3)


def test_integers_stay_near_single(eight, exact):
    """In 8-bit integers a sentence's mean surprisal is within 6 % of that in float32."""
    for one, single in zip(eight.score(TEXTS), exact.score(TEXTS), strict=True):
        assert one.mean == pytest.approx(single.mean, rel=0.06)


def test_half_precision_stays_near_single(exact):
    """In half precision it is within 2 %."""
    if choose_dtype("auto", "cpu") is not torch.bfloat16:
        pytest.skip("this processor multiplies bfloat16 by emulation, which takes minutes")
    half = lm.load(Settings(dtype="bfloat16"))
    for one, single in zip(half.score(TEXTS), exact.score(TEXTS), strict=True):
        assert one.mean == pytest.approx(single.mean, rel=0.02)


def test_tokens_cover_the_text(model):
    """Token spans are in order, do not overlap, and leave out nothing but spaces."""
    for text, score in zip(TEXTS, model.score(TEXTS), strict=True):
        covered = [False] * len(text)
        at = 0
        for start, end in score.spans:
            assert at <= start < end <= len(text)
            at = end
            covered[start:end] = [True] * (end - start)
        assert all(text[i].isspace() for i, seen in enumerate(covered) if not seen)
        assert len(score.spans) == len(score.surprisals) == len(score.expected)


def test_nothing_is_cut_off(exact):
    """A text longer than a window is scored to its end, and each token once."""
    text = " ".join(f"The {i}th visitor of the museum was given a small blue book." for i in range(90))
    (score,) = exact.score([text])
    assert score.pieces > 2 * WINDOW
    assert score.spans[-1].end == len(text)
    (short,) = exact.score([text[: score.spans[300].start].rstrip()])
    assert np.allclose(score.surprisals[:290], short.surprisals[:290], atol=1e-3)


def test_expectations_stand_at_surprising_tokens(model):
    """What the model expected is given exactly where a token surprised it."""
    score = model.score(["The cat sat on the parliament of concrete umbrellas."])[0]
    for bits, expected in zip(score.surprisals, score.expected, strict=True):
        assert bool(expected) == (bits >= lm.EXPLAINED_BITS)
    assert any(score.expected)


def test_embedding_gives_the_same_states_as_scoring(either):
    """The short way to hidden states ends at the same states."""
    for score, pooled in zip(either.score(TEXTS, (12, 18)), either.embed(TEXTS, (12, 18)), strict=True):
        assert np.array_equal(score.pooled, pooled.pooled)
        assert score.pieces == pooled.pieces


def test_gives_the_known_answers(either):
    """The model says what it said when the known answers were written down."""
    assert len(known.ANSWERS) >= 4
    assert known.compare(either) == []


def test_scores_do_not_depend_on_the_processor():
    """A process of its own, with an older processor's integer products or not, meets the known answers to rounding."""
    if "GenuineIntel" not in Path("/proc/cpuinfo").read_text(encoding="utf-8") or not torch.cpu._is_avx2_supported():
        pytest.skip("on processors that are not Intel's, or have no AVX2, MKL chooses the kernels by itself")
    program = (
        "from mtqa import lm; from mtqa.config import Settings; from mtqa.lm import known\n"
        "model = lm.load(Settings(dtype='int8', offline=True))\n"
        "print([one.mean for one in model.score([text for text, *_ in known.ANSWERS])])"
    )
    bare = {name: value for name, value in os.environ.items() if name not in kernels.CHOSEN}
    newest, older = (
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, env={**bare, **limit}
        ).stdout
        for limit in ({}, {"ONEDNN_MAX_CPU_ISA": "AVX2"})
    )
    assert newest == older
    assert json.loads(newest) == pytest.approx([eight for *_, eight in known.ANSWERS], abs=0.0002)


def test_odd_english_surprises_more(exact):
    """Scrambled English has a higher mean surprisal than the same words in order."""
    good, bad = exact.score(
        [
            "She had put the letter on the table before the guests came in.",
            "Guests table the on came put before letter in she the had the.",
        ]
    )
    assert bad.mean > good.mean + 1


class TestBranch:
    """A second path through some blocks."""

    def _branch(self, start, stop, scale):
        rng = np.random.default_rng(1)
        updates = {
            f"{block}.self_attn.q_proj": LowRank(
                rng.normal(size=(4, 576)).astype(np.float32) * scale,
                rng.normal(size=(576, 4)).astype(np.float32) * 0.05,
            )
            for block in range(start, stop)
        }
        return Branch(f"test {start} {stop} {scale}", start, stop, updates)

    def test_without_updates_it_sees_whole_sentences(self, exact):
        """A branch of nought runs the model's own blocks without their mask, and leaves surprisal as it was."""
        plain = exact.score(TEXTS, (18,))
        both = exact.score(TEXTS, (18,), self._branch(6, 18, 0.0))
        assert _bits(plain) == _bits(both)
        folder = lm.store.find(Settings().model)[0]
        tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
        base = transformers.AutoModel.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
        for text, score in zip(TEXTS, both, strict=True):
            ids = torch.tensor([[tokenizer.bos_token_id, *tokenizer(text)["input_ids"]]])
            with torch.inference_mode():
                hidden = base(ids, output_hidden_states=True).hidden_states[6]
                hidden = run_blocks(base, base.layers[6:18], hidden, torch.arange(ids.shape[1])[None])
            assert score.states.shape == (score.pieces, exact.hidden_size)
            assert np.allclose(score.states, hidden[0, 1:].numpy(), rtol=1e-3, atol=2e-2)

    def test_it_does_not_depend_on_the_batch(self, either):
        """A sentence's states at the end of the branch are the same alone and in company, to the last bit."""
        branch = self._branch(6, 18, 0.05)
        for text, together in zip(TEXTS, either.score(TEXTS, (12,), branch), strict=True):
            (alone,) = either.score([text], (12,), branch)
            assert np.array_equal(alone.states, together.states)

    def test_a_glance_gives_the_same_states_as_scoring(self, either):
        """The first look of quick runs ends at the same states, in long texts too."""
        branch = self._branch(6, 18, 0.05)
        long = " ".join(f"The {i}th visitor was given a small blue book." for i in range(60))
        texts = [*TEXTS, "", long]
        for score, states in zip(either.score(texts, (), branch), either.glance(texts, branch), strict=True):
            assert np.array_equal(score.states, states)

    def test_updates_change_the_branch_alone(self, exact):
        """Surprisal and the model's own states stay what they were."""
        plain, changed = exact.score(TEXTS, (18,)), exact.score(TEXTS, (18,), self._branch(6, 18, 0.05))
        assert _bits(plain) == _bits(changed)
        assert all(np.array_equal(a.pooled, b.pooled) for a, b in zip(plain, changed, strict=True))
        assert not np.allclose(changed[0].states.mean(0), plain[0].pooled[0], atol=1e-2)

    def test_tokens_belong_to_spans(self, either):
        """Every token of the model has the span that it is part of; long texts keep the states of each window."""
        long = " ".join(f"The {i}th visitor was given a small blue book." for i in range(60))
        for text in (*TEXTS, long):
            (score,) = either.score([text], (), self._branch(6, 18, 0.0))
            assert score.owners.tolist() == sorted(score.owners.tolist())
            assert (score.owners[0], score.owners[-1]) == (0, len(score.spans) - 1)
            assert np.abs(score.states).sum(axis=1).min() > 0

    @pytest.mark.parametrize("path", ["7.self_attn.q_proj", "40.self_attn.q_proj", "7.none"])
    def test_a_branch_of_another_model_is_refused(self, either, path):
        """Matrices that do not fit are told in a line."""
        wrong = Branch(f"wrong {path}", 6, 18, {path: LowRank(np.ones((2, 9)), np.ones((9, 2)))})
        with pytest.raises(ModelError, match="does not fit"):
            either.score(TEXTS[:1], (), wrong)


def test_a_block_that_is_not_there_is_said(exact):
    """States above the last block are no internal error."""
    with pytest.raises(ModelError, match="no block 99"):
        exact.embed(TEXTS[:2], (99,))
