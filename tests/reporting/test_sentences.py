"""Every sentence has a key of its own; what is edited stays until the data overtake it."""

from __future__ import annotations

import re

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import import_files
from ketgui.reporting.limitations import list_limitations
from ketgui.reporting.sentence_edits import SentenceEdits
from ketgui.reporting.sentences import PARTS, compose_sentences
from ketgui.statistics.analysis import analyse
from ketgui.text import LANGUAGES, language
from tests.places import DATA

UNDEFINED = re.compile(r"\b(None|nan|NaN|Unavailable|inf)\b|[{}]")
COHORTS = [
    [],
    [(30, 15)],
    [(30, None), (25, None)],
    [(None, 12), (28, 10), (31, 30)],
    [(30, 30)] * 4,
    [(20, 30), (22, 31), (25, 26), (24, 40)],
]


def by_key(analysis) -> dict[str, str]:
    return {s.key: s.text.replace("\u00a0", " ") for s in compose_sentences(analysis)}


@pytest.mark.parametrize("pairs", COHORTS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_keys_are_unique_and_sentences_whole(analysis_of, pairs, code):
    with language(code):
        found = compose_sentences(analysis_of(pairs, adverse_events=[]))
    assert bool(found) == bool(pairs)
    assert len({s.key for s in found}) == len(found)
    for one in found:
        assert one.text.endswith((".", ")."))
        assert not UNDEFINED.search(one.text)


def test_the_headings_are_those_of_the_parts_in_their_order(example):
    declared = [heading for _part, headings in PARTS for heading in headings]
    shown = list(dict.fromkeys(s.heading for s in compose_sentences(example)))
    assert shown == declared


def test_methods_say_what_the_plan_says(example):
    plan = AnalysisPlan(remission_operator="<=", remission_score=12, interval_method="wilson",
                        population="rated", carry_forward=True, bootstrap_seed=7)  # fmt: skip
    said = by_key(analyse(example.cohort, plan))
    assert "a score ≤ 12 after" in said["outcomes.definitions"]
    assert "of the patients with both ratings, with Wilson 95 %" in said["statistics.rates"]
    assert "seed 7)" in said["statistics.ranks"]
    assert "sensitivity" in said["statistics.missing"]
    assert "Missing ratings were not replaced." in by_key(example)["statistics.missing"]


def test_methods_name_every_method_whose_number_is_given(example, analysis_of):
    plain = by_key(example)
    assert "Hodges–Lehmann estimate (zeros included)" in plain["statistics.ranks"]
    assert "9999 resamples" in plain["statistics.ranks"]
    assert "Poisson" in plain["statistics.events"]
    assert {"statistics.course", "statistics.bayes"}.isdisjoint(plain)
    asked = by_key(analyse(example.cohort, AnalysisPlan(mixed_model=True, bayes_factor=True)))
    assert "restricted maximum likelihood" in asked["statistics.course"]
    assert "Cauchy prior" in asked["statistics.bayes"]
    assert "statistics.events" not in by_key(analysis_of([(30, 15), (25, 20), (28, 22)]))


def test_methods_say_which_p_values_are_adjusted(example):
    items = import_files([DATA / "items.csv"]).cohort
    assert items is not None
    of_items = by_key(analyse(items, AnalysisPlan()))["statistics.sides"]
    assert "single items but suicidal thoughts were adjusted by the method of Holm" in of_items
    assert "were not adjusted" in by_key(example)["statistics.sides"]


def test_limitations_come_from_this_analysis(analysis_of, example):
    said = {key: words.replace("\u00a0", " ") for key, words in list_limitations(example).items()}
    assert "compatible with 5.4 % to 41.9 %" in said["size"]
    assert "from 0.0 % to 33.3 %" in said["cut_off"]
    assert "does not exclude a rate of up to 16.1 %" in said["rare_events"]
    assert "drug" in said["protocol"]
    assert {"missing", "normality", "events_unknown"}.isdisjoint(said)
    skewed = [(30, 29)] * 9 + [(50, 0), (30, None)]
    other = list_limitations(analysis_of(skewed))
    assert "1 patient lacked a rating" in other["missing"]
    assert "ranks" in other["normality"]
    assert "not recorded" in other["events_unknown"]
    worse = analysis_of([(20, 30), (22, 31), (25, 26)])
    assert "regression" not in list_limitations(worse)
    assert list_limitations(analysis_of([])) == {}


def test_against_barnett_2005_regression_to_the_mean_is_the_least_to_expect(analysis_of, example):
    assert "by at least about 0.1 of the 9.0 points" in list_limitations(example)["regression"]
    # The lowest is far from the rest: the formula gives nothing, and nothing is not printed as 0.0.
    lone = list_limitations(analysis_of([(10, 9), *[(30, 20), (31, 22), (32, 20), (33, 25)] * 3]))
    assert "the scores before do not show how large a part" in lone["regression"]


def test_an_edit_holds_until_the_data_change(analysis_of):
    before = compose_sentences(analysis_of([(30, 15), (25, 20), (28, 22)]))
    change = next(s for s in before if s.key == "results.change")
    edits = SentenceEdits().rewrite(change, "Scores fell.")
    shown = {one.sentence.key: one for one in edits.apply(before)}
    assert (shown["results.change"].text, shown["results.change"].state) == (
        "Scores fell.", "edited",
    )  # fmt: skip
    assert shown["outcomes.measure"].state == "generated"
    after = compose_sentences(analysis_of([(30, 15), (25, 20), (28, 10)]))
    now = next(s for s in after if s.key == "results.change")
    assert [s.state for s in edits.apply(after) if s.sentence.key == now.key] == ["stale"]
    kept = edits.rewrite(now, "Scores fell.")
    assert [s.state for s in kept.apply(after) if s.sentence.key == now.key] == ["edited"]
    assert edits.rewrite(change, change.text) == edits.restore(change.key) == SentenceEdits()


def test_an_edit_is_of_one_language(analysis_of):
    analysis = analysis_of([(30, 15), (25, 20)])
    edits = SentenceEdits().rewrite(compose_sentences(analysis)[0], "Mine.")
    with language("fr"):
        assert {one.state for one in edits.apply(compose_sentences(analysis))} == {"generated"}


def test_edits_go_through_a_file_and_back(analysis_of):
    edits = SentenceEdits().rewrite(compose_sentences(analysis_of([(30, 15)]))[0], "Mine.")
    assert SentenceEdits.from_dicts(edits.as_dicts()) == edits
    with pytest.raises(ValueError, match="unexpected"):
        SentenceEdits.from_dicts([{"kye": "x"}])
