"""What files say of themselves: that patients are invented, and what is beyond the paper."""

from __future__ import annotations

from pathlib import Path

from ketgui.domain.invention import describe_invention
from ketgui.importing import import_files
from ketgui.importing.template import write_filled_csv
from ketgui.paths import find_resource

RATINGS = "id,MADRS before,MADRS after\nP1,30,12\nP2,28,27\n"


def test_a_cohort_of_real_patients_has_no_additions(tmp_path: Path):
    (tmp_path / "ratings.csv").write_text(RATINGS, encoding="utf-8")
    (tmp_path / "about.csv").write_text("key,value\nnot of the paper,PHQ-9\n", encoding="utf-8")
    cohort = import_files([tmp_path]).cohort
    assert cohort
    assert (cohort.invented, cohort.additions) == (False, ())
    assert describe_invention(cohort) == ""


def test_the_additions_of_the_example_are_named_and_go_with_its_tables(tmp_path: Path):
    cohort = import_files([find_resource("samples", "example-cohort.xlsx")]).cohort
    assert cohort
    assert cohort.additions == ("PHQ-9", "TMS scores", "follow-up ratings")
    write_filled_csv(tmp_path, cohort)
    again = import_files([tmp_path]).cohort
    assert again
    assert (again.invented, again.additions) == (True, cohort.additions)
