"""The example cohort: made again alike, alike in both forms, and true to what the paper prints."""

from __future__ import annotations

import csv
import datetime as dt
import importlib.util
import io
import json
import math
import statistics
import zipfile
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from python_calamine import CalamineWorkbook

from ketgui.domain.fields import TABLES, TableName, get_fields

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "resources" / "samples"
ORACLE = ROOT / "tests" / "oracles" / "paper.json"
FILES: dict[TableName, str] = {
    "patients": "patients.csv",
    "tms_courses": "tms.csv",
    "infusions": "infusions.csv",
    "assessments": "assessments.csv",
    "adverse_events": "adverse-events.csv",
}
Row = dict[str, str]


def rows_of(file: str) -> list[Row]:
    with (SAMPLES / "example-cohort" / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def patients_with(term: str) -> set[str]:
    return {row["patient_id"] for row in rows_of("adverse-events.csv") if row["term"] == term}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    path = ROOT / "packaging" / "make_example_cohort.py"
    spec = importlib.util.spec_from_file_location("make_example_cohort", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pairs() -> list[tuple[int, int]]:
    """Last score before the first infusion, first after the last, by the dates alone."""
    infused: dict[str, list[str]] = {}
    for row in rows_of("infusions.csv"):
        infused.setdefault(row["patient_id"], []).append(row["date"])
    ratings = sorted(rows_of("assessments.csv"), key=lambda row: row["date"])
    found: list[tuple[int, int]] = []
    for patient, dates in infused.items():
        own = [row for row in ratings if row["patient_id"] == patient]
        before = [int(row["score"]) for row in own if row["date"] < min(dates)]
        after = [int(row["score"]) for row in own if row["date"] > max(dates)]
        found.append((before[-1], after[0]))
    return found


def members(workbook: bytes) -> list[tuple[str, tuple[int, ...], bytes]]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return [(info.filename, info.date_time, archive.read(info)) for info in archive.infolist()]


def test_the_script_makes_the_committed_csv_files(script):
    made = dict(script.csv_files())
    kept = {path.name: path.read_bytes() for path in (SAMPLES / "example-cohort").iterdir()}
    assert made == kept


def test_the_script_makes_the_committed_workbook(script):
    # Part by part, since compressors differ between machines though what they hold does not.
    kept = (SAMPLES / "example-cohort.xlsx").read_bytes()
    assert members(script.workbook()) == members(kept)


def test_the_script_makes_the_same_bytes_twice(script):
    assert script.workbook() == script.workbook()


def written(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def csv_cell(cell: str) -> str:
    return cell.removesuffix(".0")


@pytest.mark.parametrize(
    ("sheet", "file"),
    [*((TABLES[table], file) for table, file in FILES.items()), ("About", "about.csv")],
)
def test_workbook_and_csv_files_agree(sheet, file):
    book = CalamineWorkbook.from_path(SAMPLES / "example-cohort.xlsx")
    cells = book.get_sheet_by_name(sheet).to_python()
    with (SAMPLES / "example-cohort" / file).open(encoding="utf-8", newline="") as lines:
        expected = [[csv_cell(cell) for cell in row] for row in csv.reader(lines)]
    assert [[written(cell) for cell in row] for row in cells] == expected


def test_dates_in_the_workbook_are_dates():
    book = CalamineWorkbook.from_path(SAMPLES / "example-cohort.xlsx")
    for sheet in ("TMS", "Infusions", "Assessments"):
        header, *rows = book.get_sheet_by_name(sheet).to_python()
        column = next(place for place, name in enumerate(header) if "date" in str(name))
        assert {type(row[column]) for row in rows} == {dt.date}


@pytest.mark.parametrize(("table", "file"), FILES.items())
def test_headers_are_field_keys_and_columns_are_not_empty(table, file):
    rows = rows_of(file)
    keys = {field.key for field in get_fields(table)}
    assert set(rows[0]) <= keys
    empty = {name for name in rows[0] if not any(row[name] for row in rows)}
    assert empty == ({"sessions"} if table == "tms_courses" else set())


def test_it_says_that_it_is_invented():
    about = {row["key"]: row["value"] for row in rows_of("about.csv")}
    assert about["invented"] == "yes"
    assert "Not patient data" in about["what it is"]
    assert "10.1016/j.jad.2023.04.019" in about["what it is"]


@pytest.mark.parametrize(("table", "file"), FILES.items())
def test_every_row_belongs_to_one_of_the_21(table, file):
    enrolled = [f"SYN{number:02d}" for number in range(1, 22)]
    ids = [row["patient_id"] for row in rows_of(file)]
    assert set(ids) <= set(enrolled)
    if table in ("patients", "tms_courses"):
        assert ids == enrolled


def test_demographics_are_those_the_paper_prints():
    patients = rows_of("patients.csv")
    ages = [int(row["age"]) for row in patients]
    assert f"{statistics.mean(ages):.1f} ± {statistics.stdev(ages):.1f}" == "49.8 ± 12.5"
    assert sum(row["sex"] == "female" for row in patients) == 7
    assert sum(row["anxiety"] == "yes" for row in patients) == 12
    assert sum(row["bipolar"] == "yes" for row in patients) == 3


def test_protocols_are_those_the_paper_prints():
    names = ("coil", "percent_mt", "frequency_hz", "train_seconds", "inter_train_interval_seconds",
             "trains", "pulses_per_session")  # fmt: skip
    courses = rows_of("tms.csv")
    found = {(row["stimulator"], *(row[name] for name in names)) for row in courses}
    assert found == {
        ("MagVenture", "B70", "120", "20", "5", "25", "30", "3000"),
        ("Brainsway", "H1", "120", "18", "2", "20", "55", "1980"),
    }
    assert {row["target"] for row in courses} == {"left DLPFC"}
    assert {row["localisation"] for row in courses if row["coil"] == "B70"} == {"BeamF3"}


def test_tms_ends_weeks_before_the_first_infusion():
    first = {
        r["patient_id"]: r["date"] for r in rows_of("infusions.csv") if r["infusion_number"] == "1"
    }
    for row in rows_of("tms.csv"):
        start = dt.date.fromisoformat(first[row["patient_id"]])
        end = dt.date.fromisoformat(row["end_date"])
        assert 21 <= (start - end).days <= 90
        assert end.weekday() < 5


def test_six_infusions_on_mondays_wednesdays_and_fridays_of_two_weeks():
    courses: dict[str, list[Row]] = {}
    for row in rows_of("infusions.csv"):
        courses.setdefault(row["patient_id"], []).append(row)
    assert len(courses) == 21
    for course in courses.values():
        dates = [dt.date.fromisoformat(row["date"]) for row in course]
        assert [(date - dates[0]).days for date in dates] == [0, 2, 4, 7, 9, 11]
        assert dates[0].weekday() == 0
        assert [row["infusion_number"] for row in course] == list("123456")


def test_every_dose_is_half_a_milligram_per_kilogram_over_an_hour():
    for row in rows_of("infusions.csv"):
        assert row["dose_mg_per_kg"] == "0.5"
        assert float(row["dose_mg"]) == 0.5 * float(row["weight_kg"])
        assert row["duration_minutes"] == "60"


def test_scores_are_those_the_paper_prints(pairs):
    before, after = zip(*pairs, strict=True)
    change = [b - a for b, a in pairs]
    percent = [100 * (b - a) / b for b, a in pairs]
    assert f"{statistics.mean(before):.1f} ± {statistics.stdev(before):.1f}" == "27.6 ± 6.4"
    assert f"{statistics.mean(after):.1f} ± {statistics.stdev(after):.1f}" == "18.6 ± 8.9"
    assert f"{statistics.mean(percent):.1f} ± {statistics.stdev(percent):.1f}" == "34.5 ± 21.1"
    t = statistics.mean(change) / (statistics.stdev(change) / math.sqrt(len(change)))
    assert f"t({len(change) - 1}) = {t:.3f}" == "t(20) = 7.212"


def test_outcomes_are_those_the_paper_prints_and_the_facts_beside_them(pairs):
    percent = [100 * (b - a) / b for b, a in pairs]
    after = [a for _, a in pairs]
    assert sum(p >= 50 for p in percent) == 4
    assert sum(25 <= p < 50 for p in percent) == 10
    assert sum(p < 0 for p in percent) == 1
    assert [sum(a < 10 for a in after), sum(a <= 10 for a in after)] == [2, 5]
    assert sum(a <= 12 for a in after) == 7


def test_the_pairs_are_those_r_computed_on(pairs):
    sample = json.loads(ORACLE.read_text(encoding="utf-8"))["samples"]["payette_invented_21"]
    assert pairs == list(zip(sample["before"], sample["after"], strict=True))


def test_some_ratings_are_there_to_be_passed_over():
    ratings = Counter(row["patient_id"] for row in rows_of("assessments.csv"))
    # Three each have one earlier or one later than the three that all have.
    assert sorted(ratings.values()) == [3] * 15 + [4] * 6


@pytest.mark.parametrize(
    ("term", "patients"), [("dissociation", 12), ("anxiety", 2), ("nausea", 1), ("insomnia", 1)]
)
def test_event_counts_are_those_the_paper_prints(term, patients):
    assert len(patients_with(term)) == patients


def test_no_other_event_and_none_serious():
    events = rows_of("adverse-events.csv")
    assert {row["term"] for row in events} == {"dissociation", "anxiety", "nausea", "insomnia"}
    assert {row["serious"] for row in events} == {"no"}
    assert len({row["patient_id"] for row in events}) == 14


def test_dissociation_is_mild_to_moderate_and_comes_more_than_once_in_some():
    events = [row for row in rows_of("adverse-events.csv") if row["term"] == "dissociation"]
    assert {row["severity"] for row in events} == {"mild", "moderate"}
    assert max(Counter(row["patient_id"] for row in events).values()) > 1
    occasions = Counter((row["patient_id"], row["infusion_number"]) for row in events)
    assert max(occasions.values()) == 1


def test_anxiety_comes_during_an_infusion():
    events = [row for row in rows_of("adverse-events.csv") if row["term"] == "anxiety"]
    assert {row["onset"] for row in events} == {"during infusion"}


def test_characteristics_go_with_neither_one_another_nor_scores(pairs):
    patients = rows_of("patients.csv")
    dissociating = patients_with("dissociation")
    weights = {row["patient_id"]: float(row["weight_kg"]) for row in rows_of("infusions.csv")}
    columns = {
        "age": [float(row["age"]) for row in patients],
        "female": [float(row["sex"] == "female") for row in patients],
        "anxiety": [float(row["anxiety"] == "yes") for row in patients],
        "bipolar": [float(row["bipolar"] == "yes") for row in patients],
        "H coil": [float(row["coil"] == "H1") for row in rows_of("tms.csv")],
        "dissociation": [float(row["patient_id"] in dissociating) for row in patients],
        "weight": [weights[row["patient_id"]] for row in patients],
    }
    scores = {
        "before": [float(before) for before, _ in pairs],
        "change": [float(before - after) for before, after in pairs],
    }
    # |r| of 0.43 is where 21 pairs give p = .05.
    for name, values in columns.items():
        for other, others in (columns | scores).items():
            if other != name:
                assert abs(statistics.correlation(values, others)) < 0.3, (name, other)
