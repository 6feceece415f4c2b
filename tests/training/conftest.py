"""A small data folder, in which a machine's sentences are those with odd words, and a tiny language model."""

from __future__ import annotations

import gzip
import json
import random

import pytest

WORDS = "council bridge river market school letter window garden engine summer harbour village doctor teacher".split()
ODD = "qivr zaqt oqd qemb xqzr".split()
SENTENCES = 12


def sentence(rng, *, machine):
    """Return a sentence of eight to fourteen words; a machine's holds some odd ones."""
    words = [rng.choice(WORDS) for _ in range(rng.randint(8, 14))]
    for i in range(len(words)):
        if rng.random() < (0.35 if machine else 0.04):
            words[i] = rng.choice(ODD)
    return f"The {' '.join(words)} {rng.randint(1, 10**6)}."


def rows(rng, part, groups):
    """Return labelled sentences of one part: machines of two years, a human translation, native news."""
    years = ("2013", "2018") if part == "train" else ("2019",)
    found = []
    for year in years:
        for number in range(groups * SENTENCES):
            base = {"lang_pair": "xx-en", "year": year, "origlang": "xx", "doc_id": "", "seg_id": number}
            for system in ("a", "b"):
                text = sentence(rng, machine=True)
                found.append({**base, "text": text, "label": "mt", "system": system})
            found.append({**base, "text": sentence(rng, machine=False), "label": "human_ref", "system": "ref"})
            native = {"lang_pair": "en-xx", "origlang": "en", "label": "native", "system": "src"}
            found.append({**base, **native, "text": sentence(rng, machine=False)})
    return found


def documents(rng, count, year="2019"):
    """Return documents of a year, of all three kinds."""
    kinds = (("mt", "ru-en", True), ("human_ref", "ru-en", False), ("native", "en-xx", False))
    return [
        {
            "doc_id": f"{year}-{label}-{number}",
            "label": label,
            "lang_pair": pair,
            "year": year,
            "system": "a",
            "sentences": [sentence(rng, machine=machine) for _ in range(SENTENCES)],
        }
        for number in range(count)
        for label, pair, machine in kinds
    ]


def ratings(rng, count):
    """Return rated sentences: people like those without odd words better."""
    found = []
    for number in range(count):
        machine = number % 2 == 0
        score = (-1.0 if machine else 1.0) + rng.gauss(0, 0.3)
        base = {"lang_pair": "xx-en", "score_type": "DA_z_mean", "year": "2020"}
        found.append({**base, "text": sentence(rng, machine=machine), "score": score})
    return found


def zipped(path, records):
    """Write records as compressed JSON Lines."""
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(record) + "\n" for record in records)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory):
    """Return the folder of a language model with random weights: five blocks of 32, words for tokens."""
    import tokenizers  # noqa: PLC0415 - seconds of start-up that other tests don't need
    import torch  # noqa: PLC0415
    import transformers  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("tiny")
    vocabulary = ["<s>", "?", ".", ",", "The", *WORDS, *ODD]
    words = tokenizers.Tokenizer(
        tokenizers.models.WordLevel({word: i for i, word in enumerate(vocabulary)}, unk_token="?")
    )
    words.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    transformers.PreTrainedTokenizerFast(tokenizer_object=words, bos_token="<s>", unk_token="?").save_pretrained(folder)
    torch.manual_seed(3)
    config = transformers.LlamaConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=5,
        num_attention_heads=4,
        num_key_value_heads=2,
        bos_token_id=0,
        eos_token_id=0,
    )
    transformers.LlamaForCausalLM(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def labelled(tmp_path_factory):
    """Return a data folder with every file that `mtqa train` reads."""
    pa = pytest.importorskip("pyarrow", reason="needs the extra mtqa[train]")
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    rng = random.Random(7)
    folder = tmp_path_factory.mktemp("data")
    for part, groups in (("train", 12), ("dev", 6)):
        pq.write_table(pa.Table.from_pylist(rows(rng, part, groups)), folder / f"sentences.{part}.parquet")
    zipped(folder / "documents.dev.jsonl.gz", documents(rng, 30))
    zipped(folder / "documents.train.jsonl.gz", documents(rng, 60, "2018"))
    for part, count in (("train", 700), ("dev", 60)):
        pq.write_table(pa.Table.from_pylist(ratings(rng, count)), folder / f"quality.{part}.parquet")
    genres = [
        {"doc_id": f"g{i}", "genre": f"genre{i % 3}", "sentences": [sentence(rng, machine=False) for _ in range(8)]}
        for i in range(60)
    ]
    zipped(folder / "native.domains.jsonl.gz", genres)
    captions = [sentence(rng, machine=False).rstrip(".") for _ in range(80)]
    (folder / "captions.native.dev.txt").write_text("\n".join(captions) + "\n")
    learners = [f"{sentence(rng, machine=False)}\tsomething else" for _ in range(40)]
    (folder / "learner.dev.tsv").write_text("\n".join(("source\tcorrection", *learners)) + "\n")
    return folder
