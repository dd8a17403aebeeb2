"""Scales that the user declares are recognised in headers and words, as the built-in ones are."""

from __future__ import annotations

import pytest

from ketgui.domain.declared_scales import read_scales
from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import Import, import_files, import_text
from ketgui.importing.vocabulary.words import PLAN_MARK
from ketgui.statistics.analysis import analyse
from ketgui.statistics.results.outcomes.outcomes import Outcomes

TOML = """
[[scales]]
key = "cmi"
title = "Clinic mood index"
low = 0
high = 40
header_names = ["Clinic Mood", "CMI-10", "humeur clinique"]
response = {operator = ">=", value = 50.0}
remission = {operator = "<=", value = 5.0}
"""
PLAN = AnalysisPlan(scale="cmi", scales=read_scales(TOML))


def rated(imported: Import) -> list[tuple[str, str, float]]:
    assert imported.cohort is not None, imported.issues
    rows = imported.cohort.assessments
    return list(zip(rows["scale"], rows["moment"].fillna(""), rows["score"], strict=True))


@pytest.mark.parametrize(
    "name",
    [
        "Clinic Mood",
        "clinic_mood",
        "CMI-10",
        "CMI10",
        "Humeur clinique",
        "Clinic mood index",
        "cmi",
    ],
)
def test_each_of_its_names_is_recognised_in_a_header(name: str):
    text = f"id\t{name} before\t{name} after\nP1\t30\t12\nP2\t28\t27\n"
    imported = import_text(text, plan=PLAN)
    assert rated(imported) == [
        ("cmi", "before", 30), ("cmi", "before", 28), ("cmi", "after", 12), ("cmi", "after", 27),
    ]  # fmt: skip
    assert not {"which_scale", "unknown_scale"} & {issue.key for issue in imported.issues}


def test_a_row_may_name_it():
    text = "id\tscale\tmoment\tscore\nP1\tClinic Mood\tbefore\t30\nP1\tCMI-10\tafter\t12\n"
    assert rated(import_text(text, plan=PLAN)) == [("cmi", "before", 30), ("cmi", "after", 12)]


def test_it_is_analysed_under_its_own_definitions():
    text = "id\tCMI-10 before\tCMI-10 after\nP1\t30\t15\nP2\t28\t5\nP3\t20\t19\n"
    cohort = import_text(text, plan=PLAN).cohort
    assert cohort is not None
    outcomes = analyse(cohort, PLAN)[Outcomes]
    assert (outcomes.response.count, outcomes.remission.count) == (2, 1)


def test_scores_outside_its_range_are_found():
    text = "id\tCMI-10 before\tCMI-10 after\nP1\t44\t15\nP2\t28\t5\n"
    issues = {issue.key for issue in import_text(text, plan=PLAN).issues}
    assert "outside_range" in issues


def test_without_the_declaration_it_is_asked_about():
    text = "id\tCMI-10 before\tCMI-10 after\nP1\t30\t12\n"
    # The same header was read above under another plan: no answer of then may be kept.
    assert rated(import_text(text, plan=PLAN))
    imported = import_text(text)
    assert imported.cohort is None or imported.cohort.assessments.empty


def test_a_scale_known_by_name_only_becomes_known():
    text = "id\tHAMA pre\tHAMA post\nP1\t30\t12\n"
    assert "unknown_scale" in {issue.key for issue in import_text(text).issues}
    scales = read_scales('[[scales]]\nkey = "hama"\ntitle = "HAM-A"\nlow = 0\nhigh = 56')
    imported = import_text(text, plan=AnalysisPlan(scale="hama", scales=scales))
    assert rated(imported) == [("hama", "before", 30), ("hama", "after", 12)]


def test_the_plan_that_files_hold_declares_it(tmp_path):
    (tmp_path / "scores.csv").write_text("id,CMI-10 before,CMI-10 after\nP1,30,12\n")
    lines = "\n".join(f'"{line.replace(chr(34), chr(34) * 2)}"' for line in TOML.splitlines())
    (tmp_path / "plan.csv").write_text(f"{PLAN_MARK}\n{lines}\n")
    imported = import_files([tmp_path / "scores.csv", tmp_path / "plan.csv"])
    assert imported.plan
    assert imported.plan.scales == PLAN.scales
    assert rated(imported) == [("cmi", "before", 30), ("cmi", "after", 12)]


def test_items_of_a_declared_scale_are_added_up():
    scales = read_scales(
        TOML.replace("header_names", "item_highs = [10, 10, 10, 10]\nheader_names")
    )
    headers = "\t".join(f"CMI {n} pre" for n in range(1, 5))
    text = f"id\t{headers}\nP1\t1\t2\t3\t4\nP2\t5\t5\t5\t5\n"
    imported = import_text(text, plan=AnalysisPlan(scale="cmi", scales=scales))
    assert rated(imported) == [("cmi", "before", 10), ("cmi", "before", 20)]
