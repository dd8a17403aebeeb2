"""What a column may hold, in words."""

from __future__ import annotations

import pytest

from ketgui.importing.vocabulary.targets import Target, make_target


def test_a_target_says_what_its_header_states() -> None:
    target = Target("assessments", "score", (("scale", "madrs"), ("moment", "before")))
    assert target.path == "assessments.score"
    assert (target.of("moment"), target.of("day")) == ("before", "")
    assert target.write_title() == "Score (MADRS, before)"


def test_a_date_says_of_which_rows_it_is() -> None:
    assert Target("infusions", "date").write_title() == "Date (infusion)"
    assert Target("assessments", "date").write_title() == "Date (rating)"


def test_what_is_no_declared_field_has_a_title_too() -> None:
    assert Target("patients", "other").declared is None
    assert Target("patients", "other").write_title() == "Another column, for grouping"


def test_a_path_names_a_target_or_nothing() -> None:
    assert make_target("") is None
    assert make_target("patients.age") == Target("patients", "age")
    for path in ("nowhere.age", "patients.nothing"):
        with pytest.raises(ValueError, match="no"):
            make_target(path)
