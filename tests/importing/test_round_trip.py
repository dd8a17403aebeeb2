"""A cohort written into the template and read again gives the same analysis."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketgui.domain.cohort import Cohort
from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import Import, import_files, import_text
from ketgui.importing.template import write_filled, write_filled_csv
from ketgui.paths import find_resource
from ketgui.reporting import analysis_json
from ketgui.statistics.analysis import analyse
from tests.importing.test_properties import tables
from tests.places import DATA


def numbers_of(cohort: Cohort) -> dict[str, Any]:
    """Return the analysis without the files' names."""
    found = analysis_json.as_dict(analyse(cohort, AnalysisPlan()))
    return {key: value for key, value in found.items() if key != "inputs"}


def read_again(paths: list[Path]) -> Import:
    """Import, keeping every further column as the user may with one click each."""
    found = import_files(paths)
    mapping = found.mapping
    for issue in found.issues:
        if issue.key == "not_used":
            for answer in issue.answers:
                mapping = mapping.with_change(answer.change)
    return import_files(paths, mapping)


def same(cohort: Cohort, found: Import) -> None:
    assert found.cohort is not None, [i for i in found.issues if i.severity == "error"]
    assert numbers_of(found.cohort) == numbers_of(cohort)


SAMPLES = [
    DATA / "clean.csv", DATA / "events-in-one-cell.csv", DATA / "many-time-points.csv",
    DATA / "redcap", find_resource("samples", "example-cohort.xlsx"),
]  # fmt: skip


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_sample_gives_the_same_analysis(path: Path, kind: str, tmp_path: Path) -> None:
    first = import_files([path])
    for issue in first.issues:
        if issue.key == "which_after":
            first = import_files([path], first.mapping.with_change(issue.answers[-1].change))
    assert first.cohort is not None
    if kind == "xlsx":
        written = [write_filled(tmp_path / "filled.xlsx", first.cohort)]
    else:
        written = list(write_filled_csv(tmp_path / "filled", first.cohort))
    same(first.cohort, read_again(written))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_time_of_day_still_tells_what_came_first(kind: str, tmp_path: Path) -> None:
    # Rated an hour before the first infusion, and four hours after it, on one day.
    (tmp_path / "infusions.csv").write_text(
        "patient_id,infusion_number,date\nP1,1,2021-01-04 09:00\nP2,1,2021-01-04 09:00\n"
    )
    (tmp_path / "ratings.csv").write_text(
        "patient_id,scale,date,score\n"
        "P1,MADRS,2021-01-04 08:00,30\nP1,MADRS,2021-01-04 13:00,12\n"
        "P1,MADRS,2021-01-11 10:00,20\nP2,MADRS,2021-01-04 08:00,32\n"
        "P2,MADRS,2021-01-11 10:00,22\n"
    )
    first = import_files([tmp_path / "infusions.csv", tmp_path / "ratings.csv"]).cohort
    assert first is not None
    if kind == "xlsx":
        written = [write_filled(tmp_path / "filled.xlsx", first)]
    else:
        written = list(write_filled_csv(tmp_path / "filled", first))
    again = read_again(written)
    same(first, again)
    assert again.cohort is not None
    assert again.cohort.assessments["date"].tolist() == first.assessments["date"].tolist()


HEADER = ["patient_id", "age", "sex", "MADRS before", "MADRS after", "nausea"]


@st.composite
def likely_tables(draw: st.DrawFn) -> str:
    """Return tables that mostly are cohorts, and some that are not."""
    ids = draw(
        st.lists(st.sampled_from(["P1", "P2", "007", "é 3", "a,b", "4"]), max_size=6, unique=True)
    )
    score = st.sampled_from(["30", "12", "0", "60", "7", "", "61", "27.5", "NA"])
    lines = [",".join(HEADER)]
    for id_ in ids:
        cells = [
            f'"{id_}"', draw(st.sampled_from(["44", "51.5", "", "130"])),
            draw(st.sampled_from(["F", "M", ""])), draw(score), draw(score),
            draw(st.sampled_from(["yes", "no", ""])),
        ]  # fmt: skip
        lines.append(",".join(cells))
    return "\n".join(lines) + "\n"


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(likely_tables() | tables())
def test_any_table_gives_the_same_analysis_again_or_names_its_cells(text: str) -> None:
    first = import_text(text)
    if first.cohort is None:
        assert any(issue.severity == "error" and issue.fix for issue in first.issues)
        return
    with tempfile.TemporaryDirectory() as folder:
        found = read_again(list(write_filled_csv(Path(folder), first.cohort)))
        if found.cohort is None:
            # What the file itself left odd (an id that looks like a total) is asked about again.
            asked = {i.key for i in found.issues if i.severity == "error"}
            assert asked, text
            assert all(i.message and i.fix for i in found.issues)
        else:
            same(first.cohort, found)


def test_invented_patients_stay_invented_and_what_was_not_recorded_stays_so(tmp_path: Path) -> None:
    first = import_files([find_resource("samples", "example-cohort.xlsx")]).cohort
    assert first is not None
    assert first.invented
    for paths in (
        [write_filled(tmp_path / "a.xlsx", first)],
        list(write_filled_csv(tmp_path / "a", first)),
    ):
        again = import_files(paths).cohort
        assert again is not None
        assert again.invented
        assert again.recorded == first.recorded
    plain = import_files([DATA / "clean.csv"]).cohort
    assert plain is not None
    bare = import_files([write_filled(tmp_path / "b.xlsx", plain)]).cohort
    assert bare is not None
    assert "adverse_events" not in bare.recorded
    assert not bare.invented


def test_a_csv_cell_is_no_formula_and_no_exponent(tmp_path: Path, cohort_of: Any) -> None:
    cohort = cohort_of(
        [(30, 15)],
        patients=[{"patient_id": "007", "age": 1e-7, "ward": "=1+1"}],
        assessments=[{"patient_id": "007", "scale": "madrs", "moment": "before", "score": 30}],
    )
    written = write_filled_csv(tmp_path, cohort)
    text = written[0].read_text(encoding="utf-8-sig")
    assert "'=1+1" in text
    assert "0.0000001" in text
    assert "007" in text


WARDS = ["=1+1", "+2", "-3 east", "@home", "'=4", "''-5", "'til noon"]


def test_texts_that_look_like_formulas_come_back_as_they_were(tmp_path: Path) -> None:
    rows = "".join(f'P{n},30,12,"{ward}"\n' for n, ward in enumerate(WARDS))
    (tmp_path / "a.tsv").write_text("id,MADRS before,MADRS after,ward\n" + rows)
    first = read_again([tmp_path / "a.tsv"]).cohort
    assert first is not None
    # An apostrophe before a formula is no part of what was written: a spreadsheet hides it.
    assert first.patients["ward"].tolist() == [
        "=1+1", "+2", "-3 east", "@home", "=4", "'-5", "'til noon",
    ]  # fmt: skip
    for paths in (
        list(write_filled_csv(tmp_path / "csv", first)),
        [write_filled(tmp_path / "a.xlsx", first)],
    ):
        again = read_again(paths).cohort
        assert again is not None
        assert again.patients["ward"].tolist() == first.patients["ward"].tolist()


@pytest.mark.parametrize(
    ("term", "severity", "kept"),
    [
        ("vertige – léger", "", ("vertige", "mild")),
        ("vertige", "mild", ("vertige", "mild")),
        ("headache (moderate)", "", ("headache", "moderate")),
        ("nausée +++", "", ("nausée", "severe")),
        ("severe dizziness", "severe", ("dizziness", "severe")),
        ("dizziness - mild", "severe", ("dizziness", "severe")),
    ],
)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_severity_of_an_event_is_kept(
    tmp_path: Path, kind: str, term: str, severity: str, kept: tuple[str, str]
) -> None:
    (tmp_path / "scores.csv").write_text("id,MADRS before,MADRS after\nP1,30,12\nP2,28,9\n")
    # Another row has a severity in its own column.
    (tmp_path / "adverse events.csv").write_text(
        f"id,term,severity\nP1,{term},{severity}\nP2,anxiety,moderate\n", encoding="utf-8"
    )
    cohort = import_files([tmp_path / "scores.csv", tmp_path / "adverse events.csv"]).cohort
    for _round in range(2):
        assert cohort is not None
        events = cohort.adverse_events[["term", "severity"]].to_numpy().tolist()
        assert events == [list(kept), ["anxiety", "moderate"]]
        written = (
            [write_filled(tmp_path / "filled.xlsx", cohort)]
            if kind == "xlsx"
            else list(write_filled_csv(tmp_path / "filled", cohort))
        )
        cohort = import_files(written).cohort
