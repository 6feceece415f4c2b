"""Into another language and back: what it tells, with made-up translators and a tiny model."""

from __future__ import annotations

import json

import numpy as np
import pytest
from click.testing import CliRunner

from mtqa import detector as detectors
from mtqa.cli.evaluate_command import command
from mtqa.config import Settings
from mtqa.detector.features import Features
from mtqa.errors import ModelError, UsageError
from mtqa.evaluation.round_trip import RoundTrip, measure_round_trip, similarities
from mtqa.training.heldout import held_out
from mtqa.training.scoring import Measured

ODD = {"qivr", "zaqt", "oqd", "qemb", "xqzr"}


@pytest.mark.parametrize(
    ("text", "models"),
    [
        ("a,b", ("a", "b")),
        (" models/there , models/back ", ("models/there", "models/back")),
        ("Group/opus-mt-en-de", ("Group/opus-mt-en-de", "Group/opus-mt-de-en")),
        ("en-gmw", ("en-gmw", "gmw-en")),
    ],
)
def test_models_are_named(text, models):
    """Both are named, or the second follows from the first."""
    trip = RoundTrip.parse(text, 7)
    assert (trip.forward, trip.back, trip.sentences) == (*models, 7)


@pytest.mark.parametrize("text", ["opus-mt-de-en", "model", "a,b,c", "a,", ",b", "golden-de"])
def test_a_way_back_is_needed(text):
    """Without a model that translates back, nothing can be measured."""
    with pytest.raises(UsageError, match="name a model that translates English, and one that translates back"):
        RoundTrip.parse(text)


def test_the_option_belongs_to_data():
    """A labelled folder has no round trip."""
    with pytest.raises(UsageError, match="--round-trip belongs to what is measured with --data"):
        CliRunner().invoke(command, ["folder", "--round-trip", "a,b"], catch_exceptions=False)


def test_the_nearer_the_more_similar():
    """What comes back unchanged is wholly similar, something else hardly; two measures, none of distance."""
    same = "The old bridge is closed today."
    columns = similarities([same, same], [same, "Nothing of that kind was said."])
    assert list(columns) == ["BLEU", "chrF2++"]
    for whole, little in columns.values():
        assert whole == pytest.approx(100)
        assert little < 30


def test_a_trip_that_changes_people_more(labelled, monkeypatch):
    """A translator that leaves sentences of odd words alone tells machines by it; few of a kind are drawn."""

    def translate(self, texts, settings, say):
        assert (settings.model, self.forward) == ("fake", "en-de")
        say("on the way")
        return [text if ODD & set(text.split()) else "Nothing came back of that." for text in texts]

    monkeypatch.setattr(RoundTrip, "translate", translate)
    detector, held, said = detectors.fake(), held_out(labelled), []
    measured = Measured(np.ones((len(held.pool.texts), len(Features._fields))))
    trip = RoundTrip("en-de", "de-en", 60)
    found = measure_round_trip(held, measured, detector, trip, Settings(model="fake"), said.append, 20)
    assert said == ["on the way"]
    assert "`en-de` and back by `de-en`" in found.text
    rows = {row[:2]: row[2:] for row in found.rows}
    assert {against for against, _ in rows} == {"human translations", "native news"}
    assert {counts for counts, *_ in rows.values()} == {"60 / 60"}
    for against in ("human translations", "native news"):
        assert rows[against, "evidence"][1:] == (".500 [.500, .500]", "–")
        assert float(rows[against, "round trip, chrF2++"][1].split()[0]) > 0.8
        assert float(rows[against, "evidence and round trip"][1].split()[0]) > 0.7


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """Return the folder of a translation model with random weights, whose tokens are words."""
    import tokenizers  # noqa: PLC0415 - seconds of start-up that other tests don't need
    import torch  # noqa: PLC0415
    import transformers  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("tiny")
    words = ["<pad>", "</s>", "?", ".", "The", "old", "bridge", "river", "is", "closed", "today", "open"]
    made = tokenizers.Tokenizer(tokenizers.models.WordLevel({w: i for i, w in enumerate(words)}, unk_token="?"))
    made.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    made.post_processor = tokenizers.processors.TemplateProcessing("$A </s>", special_tokens=[("</s>", 1)])
    names = {"pad_token": "<pad>", "eos_token": "</s>", "unk_token": "?", "model_max_length": 32}
    transformers.PreTrainedTokenizerFast(tokenizer_object=made, **names).save_pretrained(folder)
    torch.manual_seed(5)
    sizes = {"encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2, "decoder_attention_heads": 2}
    sizes |= {"encoder_ffn_dim": 32, "decoder_ffn_dim": 32, "d_model": 16, "max_position_embeddings": 80}
    tokens = {"vocab_size": len(words), "pad_token_id": 0, "eos_token_id": 1, "decoder_start_token_id": 0}
    config = transformers.MarianConfig(**sizes, **tokens, init_std=1.0, forced_eos_token_id=None)
    transformers.MarianMTModel(config).save_pretrained(folder)
    return folder


@pytest.mark.model
class TestTranslator:
    """A model that was made here."""

    def test_batches_and_order_change_nothing(self, tiny, monkeypatch):
        """Translations are the same each time, and stand in the order of the sentences."""
        from mtqa.evaluation import back_translation  # noqa: PLC0415 - imports torch

        texts = ["The old bridge is closed today.", "The river.", "The bridge is open.", "open today is The river."]
        said = []
        translator = back_translation.Translator(str(tiny), said.append, jobs=1)
        first = translator.translate(texts)
        assert len(set(first)) > 1
        assert translator.translate(texts) == first
        monkeypatch.setattr(back_translation, "BATCH", 1)
        assert translator.translate(texts[::-1]) == first[::-1]
        assert translator.translate([]) == []
        assert said == []

    def test_both_ways(self, tiny):
        """The trip is one model after the other."""
        from mtqa.evaluation.back_translation import Translator  # noqa: PLC0415

        texts = ["The old bridge is closed today.", "The river."]
        model = Translator(str(tiny), lambda _: None, jobs=1)
        trip = RoundTrip(str(tiny), str(tiny))
        assert trip.translate(texts, Settings(jobs=1), lambda _: None) == model.translate(model.translate(texts))

    def test_what_is_no_translator_is_told(self, tiny, tmp_path):
        """A missing model, one of another kind, and a damaged one are told in a line."""
        from mtqa.evaluation.back_translation import Translator  # noqa: PLC0415

        other = tmp_path / "other"
        other.mkdir()
        (other / "config.json").write_text(json.dumps({"model_type": "gpt2"}))
        damaged = tmp_path / "damaged"
        damaged.mkdir()
        (damaged / "config.json").write_bytes((tiny / "config.json").read_bytes())
        for name, said in (
            ("nobody/no-such-model", "there is no such folder or model here (this run is offline)"),
            (str(tmp_path / "none"), "there is no such folder, and it is no name of a model on the hub"),
            (str(other), "not a translation model (sequence to sequence), but 'gpt2'"),
            (str(damaged), "can't be used: "),
        ):
            with pytest.raises(ModelError) as caught:
                Translator(name, lambda _: None, jobs=1, offline=True)
            assert said in str(caught.value)
            assert "\n" not in str(caught.value)

    @pytest.mark.parametrize(
        ("error", "said"),
        [
            (MemoryError(), "the memory does not suffice; name a smaller model"),
            (RuntimeError("not enough memory: you tried to allocate"), "the memory does not suffice"),
            (ValueError("first\nsecond"), "can't be used: first"),
        ],
    )
    def test_failures_are_told(self, tiny, monkeypatch, error, said):
        """Whatever the libraries raise becomes a line that says what to do."""
        from mtqa.evaluation.back_translation import Translator  # noqa: PLC0415

        def fail(*_, **__):
            raise error

        translator = Translator(str(tiny), lambda _: None, jobs=1)
        monkeypatch.setattr(translator._model, "generate", fail)
        with pytest.raises(ModelError, match=said):
            translator.translate(["The river."])

    def test_a_missing_package_is_told(self, tiny, monkeypatch):
        """Tokenizers of OPUS-MT need a package that mtqa itself does not."""
        import transformers  # noqa: PLC0415

        from mtqa.evaluation.back_translation import Translator  # noqa: PLC0415

        def fail(*_, **__):
            raise ImportError("\nIt requires the SentencePiece library\nbut it was not found")

        monkeypatch.setattr(transformers.AutoTokenizer, "from_pretrained", fail)
        with pytest.raises(ModelError, match=r"its tokenizer needs sentencepiece; run: pip install sentencepiece$"):
            Translator(str(tiny), lambda _: None, jobs=1)
