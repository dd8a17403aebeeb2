"""What a column may be imported as."""

from __future__ import annotations

from ketgui.importing.mapping.mapping import ColumnMapping
from ketgui.importing.vocabulary.targets import Target
from ketgui.views.importing.chooser import list_choices

BEFORE = Target("assessments", "score", (("scale", "madrs"), ("moment", "before")))
AGE = Target("patients", "age")


def test_the_column_s_own_candidates_come_first_and_nothing_stands_twice():
    found = list_choices(ColumnMapping("B", "MADRS", candidates=(BEFORE, AGE)))
    assert [path for _title, path, _given in found[:3]] == [
        "assessments.score", "patients.age", "",
    ]  # fmt: skip
    assert len(found) == len(set(found))


def test_the_scale_that_the_header_names_is_offered():
    found = list_choices(ColumnMapping("B", "BDI-II"))
    assert ("assessments.score", (("scale", "bdi2"), ("moment", "after"))) in [
        (path, given) for _title, path, given in found
    ]


def test_every_choice_is_a_field_of_the_mapping():
    from ketgui.importing.vocabulary.targets import make_target

    for _title, path, given in list_choices(ColumnMapping("B", "x")):
        assert (make_target(path, given) is None) == (path == "")
