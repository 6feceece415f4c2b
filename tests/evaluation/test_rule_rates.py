"""`mtqa rules measure`: what is counted, and how it is written."""

from __future__ import annotations

import gzip
import json
import shutil

import pytest

from mtqa import detector as detectors
from mtqa.errors import UsageError
from mtqa.evaluation import rule_effect, rule_rates, rule_table
from mtqa.lm import FakeModel
from mtqa.rules import RULES, Hit, Rule, RuleSet
from mtqa.rules.base import nothing
from mtqa.rules.rates import GENRES, NATIVE, REFERENCES
from mtqa.training.heldout import held_out
from mtqa.training.scoring import Scorer

PLANTED = "grammar.over-regular-verb"


@pytest.fixture(scope="module")
def planted(labelled, tmp_path_factory):
    """Return a data folder in which every machine translation of 2019 has a hit of one rule."""
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("planted")
    shutil.copytree(labelled, folder, dirs_exist_ok=True)
    rows = pq.read_table(folder / "sentences.dev.parquet").to_pylist()
    for row in rows:
        if row["label"] == "mt":
            row["text"] += " They builded it."
            row["lang_pair"] = "ru-en"
    pq.write_table(pa.Table.from_pylist(rows), folder / "sentences.dev.parquet")
    return folder


@pytest.fixture(scope="module")
def measurement(planted):
    """Return what is counted there, with a rule of whole documents among the others."""
    across = Rule(
        **{**{name: getattr(RULES[0], name) for name in Rule.__dataclass_fields__}, "id": "documents.planted"}
        | {"find": nothing, "triggers": frozenset(), "across": lambda passages: [(0, Hit(0, 3))] if passages else []}
    )
    rules = RuleSet((*RULES, across))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rule_rates.RuleSet, "of", lambda: rules)
        return rule_rates.measure_rules(planted)


def test_counts_hits_by_group(measurement):
    """A rule that hits machine output alone has its rate there, and a ratio whose interval is far from one."""
    rates = next(one for one in measurement.rules if one.rule == PLANTED)
    assert rates.of("machine 2019").hits == 240
    assert [rates.of(group).hits for group in (NATIVE, GENRES, REFERENCES, "machine 2018")] == [0, 0, 0, 0]
    assert rates.of("machine 2019").per_thousand == pytest.approx(240_000 / rates.of("machine 2019").words)
    assert 1 < rates.low < rates.ratio < rates.high


def test_counts_rules_of_documents_over_documents(measurement):
    """Their words are those of whole documents: one hit for each."""
    rates = next(one for one in measurement.rules if one.rule == "documents.planted")
    assert measurement.across >= {"documents.planted"}
    assert rates.of("machine 2019").hits == 80
    assert rates.of(GENRES).hits == 120


def test_sums_sentences_with_a_hit(measurement):
    """All machine output of the pair and year has one."""
    shares = {share.what: share for share in measurement.shares}
    pair = shares["ru-en 2019, machine"]
    assert (pair.sentences, pair.hit, pair.serious) == (240, 240, 240)
    totals = {total.group: total for total in measurement.totals}
    assert totals["machine 2019"].hits >= totals["machine 2019"].serious >= 240


def test_is_read_as_it_was_written(measurement):
    """The JSON holds every rule with its hits, and the words they are counted in."""
    values = json.loads(rule_table.as_json(measurement))
    assert set(values["rules"]) == {rule.id for rule in RULES if not rule.against} | {"documents.planted"}
    at = values["groups"].index("machine 2019")
    assert values["rules"][PLANTED]["hits"][at] == 240
    assert values["rules"]["documents.planted"]["document"]


def test_the_page_has_every_rule(measurement, tmp_path):
    """A table a family, each rule with its rates; the sums above."""
    rule_table.write(measurement, "md", tmp_path / "rules.md")
    page = (tmp_path / "rules.md").read_text(encoding="utf-8")
    for rule in (rule for rule in RULES if not rule.against):
        assert f"| `{rule.id}`" in page
        assert f"\n## {rule.family}\n" in page
    assert "| ru-en 2019, machine | 240 | 100.0% | 100.0% |" in page
    with pytest.raises(UsageError, match="unknown format 'pdf'"):
        rule_table.write(measurement, "pdf", tmp_path / "rules.pdf")


def test_what_rules_add_to_documents(labelled, tmp_path):
    """Documents with the rules and without, and the difference; none where there are too few."""
    held, detector = held_out(labelled), detectors.fake()
    measured = Scorer(FakeModel(), tmp_path, lambda _: None).features(held.pool.texts, detector.weights, "text")
    section = rule_effect.measure_rule_effect(held, measured, detector)
    if section is not None:
        assert all(float(row[-1]) == pytest.approx(0, abs=0.2) for row in section.rows)
    with gzip.open(labelled / "documents.dev.jsonl.gz", "rt", encoding="utf-8") as stream:
        assert sum(1 for _ in stream) == 160
