"""What neighbours say of a column."""

from __future__ import annotations

import pytest

from ketgui.importing.mapping.mapping import ColumnMapping
from ketgui.importing.recognition import neighbours
from ketgui.importing.recognition.evidence import Guess
from ketgui.importing.recognition.layouts import get_layout
from ketgui.importing.recognition.profile import Profile
from ketgui.importing.tables.text_table import CodedText
from ketgui.importing.vocabulary.targets import Target
from tests.importing.made import make_proposal

ID = Guess(Target("patients", "patient_id"), 1.0, "")
WEIGHT = Target("infusions", "weight_kg")


def profile(*cells: str) -> Profile:
    return Profile(CodedText.of(cells))


def test_ids_that_other_tables_have_are_the_patients() -> None:
    cells = profile("P1", "P2", "x")
    assert neighbours.weigh_by_ids(ID, cells, {"P1", "P2"}).points > 1.0
    assert neighbours.weigh_by_ids(ID, cells, {"A", "B"}).points == 1.0


def test_a_second_weight_without_a_first_is_no_second_infusion() -> None:
    second = Guess(Target("infusions", "weight_kg", (("infusion_number", "2"),)), 1.5, "")
    first = Guess(Target("infusions", "weight_kg", (("infusion_number", "1"),)), 1.5, "")
    ((alone,),) = neighbours.weigh_series(["weight2"], [[second]])
    ((_first,), (of_two,)) = neighbours.weigh_series(["weight1", "weight2"], [[first], [second]])
    assert alone.points < 0 < of_two.points


def test_a_column_of_units_belongs_to_the_column_before_it() -> None:
    columns = [ColumnMapping("A", "Weight", WEIGHT), ColumnMapping("B", "Unit")]
    found = neighbours.add_units(columns, [profile("70", "150"), profile("kg", "lb")])
    assert found[1].target == Target("infusions", "unit", (("of", "weight_kg"),))
    other = neighbours.add_units(columns, [profile("70", "150"), profile("kg", "stone")])
    assert other[1].target is None


def test_a_description_is_the_event_where_nothing_else_names_it() -> None:
    events = get_layout("adverse_events")
    described = ColumnMapping("A", "AE description", Target("adverse_events", "description"))
    named = ColumnMapping("B", "AE term", Target("adverse_events", "term"))
    (alone,) = neighbours.add_terms([described], events)
    assert alone.target == Target("adverse_events", "term")
    assert neighbours.add_terms([described, named], events) == [described, named]


def test_raters_who_differ_from_visit_to_visit_are_not_the_patient_s_own() -> None:
    columns = [
        ColumnMapping("A", "id", Target("assessments", "patient_id")),
        ColumnMapping("B", "rater", Target("patients", "rater")),
    ]
    ids, ratings = profile("P1", "P1", "P2", "P2"), get_layout("assessments")
    varied = neighbours.drop_raters_of_visits(columns, [ids, profile(*"ABAA")], ratings)
    assert varied[1].target is None
    same = neighbours.drop_raters_of_visits(columns, [ids, profile(*"AABB")], ratings)
    assert same == columns


def test_a_column_is_weighed_by_the_form_in_which_it_stands() -> None:
    def make(path: str, points: float) -> Guess:
        table, _dot, field = path.partition(".")
        return Guess(Target(table, field), points, "")  # type: ignore[arg-type]

    headers = ["ae_term", "ae_severity", "ae_start", "ae_complete", "other"]
    start = [make("tms_courses.start_date", 3.0), make("adverse_events.onset", 2.0)]
    guesses = [
        [make("adverse_events.term", 3.0)],
        [make("adverse_events.severity", 3.0)],
        start,
        [],
        start,
    ]
    weighed = neighbours.weigh_by_form(headers, guesses)
    in_form, outside = (max(weighed[at], key=lambda g: g.points).target.path for at in (2, 4))
    assert (in_form, outside) == ("adverse_events.onset", "tms_courses.start_date")


@pytest.mark.parametrize(("unit", "field"), [("mg/kg", "dose_mg_per_kg"), ("mg", "dose_mg")])
def test_one_unit_beside_all_doses_says_which_dose_they_are(unit: str, field: str) -> None:
    text = f"USUBJID,EXSEQ,EXDOSE,EXDOSU\nP1,1,35,{unit}\nP1,2,35,{unit}\nP2,1,40,{unit}\n"
    dose = make_proposal(text, "ex.csv").columns[2].target
    assert dose is not None
    assert dose.field == field
