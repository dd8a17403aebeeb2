"""``analysis.json``: as its schema says, the same in every language, what is set apart."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.languages import LANGUAGES
from ketgui.paths import find_resource
from ketgui.reporting import analysis_json
from ketgui.statistics.analysis import Analysis, analyse
from ketgui.text import language
from tests.random_study import draw_study
from tests.schema import find_faults

SCHEMA = json.loads(find_resource("analysis.schema.json").read_text(encoding="utf-8"))
TREATMENT = {
    "tms": [{"stimulator": "One", "frequency_hz": 10.0, "train_seconds": 4.0, "trains": 75}],
    "ketamine": {"dose_mg_per_kg": 0.5, "duration_minutes": 40.0, "weeks": 2.0},
}


def numbers_of(analysis: Analysis) -> dict[str, Any]:
    return json.loads(analysis_json.write_json(analysis))


@pytest.mark.parametrize("seed", range(10))
def test_a_random_study_is_as_the_schema_says(seed):
    assert find_faults(numbers_of(draw_study(seed)), SCHEMA, SCHEMA) == []


def test_the_example_is_as_the_schema_says(example):
    planned = analyse(example.cohort, AnalysisPlan.from_dict({"treatment": TREATMENT}))
    for analysis in (example, planned):
        assert find_faults(numbers_of(analysis), SCHEMA, SCHEMA) == []


def test_an_empty_study_is_as_the_schema_says(analysis_of):
    assert find_faults(numbers_of(analysis_of()), SCHEMA, SCHEMA) == []


def test_the_schema_refuses_what_is_not_so(example):
    numbers = numbers_of(example)
    numbers["outcomes"]["response"]["percent"] = "19 %"
    numbers["paired_change"].pop("t")
    numbers["further"] = 1
    assert [fault.partition(":")[0] for fault in find_faults(numbers, SCHEMA, SCHEMA)] == [
        ".paired_change", ".outcomes.response.percent", "",
    ]  # fmt: skip


@pytest.mark.parametrize("seed", [1, 4])
def test_it_is_the_same_in_every_language(seed):
    texts: set[str] = set()
    for code in LANGUAGES:
        with language(code):
            texts.add(analysis_json.write_json(draw_study(seed)))
    assert len(texts) == 1


def test_a_reason_is_an_identifier_by_the_name_of_its_value(analysis_of):
    plain = analysis_json.as_dict(analysis_of())
    assert plain["outcomes"]["response"]["reason"] == {
        "percent": "there_is_no_patient_to_count", "ci": "there_is_no_patient_to_count",
    }  # fmt: skip
    reasons = plain["paired_change"]["reason"]
    assert reasons["t"] == "no_patient_has_both_ratings"
    assert reasons["pearson_r"] == "fewer_than_three_patients_have_both_ratings"


def test_rules_are_an_operator_and_a_number(example):
    rules = [one["rule"] for one in analysis_json.as_dict(example)["cut_offs"]]
    assert {"operator": ">=", "value": 50.0} in rules
    assert {"operator": "<", "value": 10.0} in rules


def test_what_the_user_has_set_stands_in_the_plan_alone(example):
    numbers = numbers_of(example)
    computed = json.dumps({name: value for name, value in numbers.items() if name != "plan"})
    for name in ("reliability", "minimal_important_difference", "bootstrap_seed", "cut_off"):
        assert not re.search(rf'"{name}":', computed)
    assert numbers["plan"]["reliability"] == 0.91
    assert "selection_score" not in numbers["plan"]


def test_nothing_is_counted_where_no_event_is_recorded(analysis_of):
    events = analysis_json.as_dict(analysis_of([(30, 12)]))["adverse_events"]
    assert (events["events"], events["asked"]) == (None, None)


def test_rates_and_intervals_are_there_by_class_and_term(example):
    events = analysis_json.as_dict(example)["adverse_events"]
    for kind in (*events["classes"], *events["terms"]):
        assert kind["rate"]["infusions"] == 126
        assert len(kind["rate"]["ci"]) == 2
    classes = {one["soc"]: one["patients"] for one in events["classes"]}
    assert classes["Psychiatric disorders"] >= 12


def test_json_names_files_by_hash_and_without_folders(example):
    (source,) = analysis_json.as_dict(example)["inputs"]
    assert source["name"] == "example-cohort.xlsx"
    assert len(source["sha256"]) == 64
