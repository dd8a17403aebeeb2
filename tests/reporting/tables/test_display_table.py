"""Tables as text, CSV, Markdown, JSON and listings."""

from __future__ import annotations

import csv
import io
import json

import pytest

from ketgui.domain.unavailable import Unavailable
from ketgui.reporting import analysis_json
from ketgui.reporting.files import write_numbers
from ketgui.reporting.metadata import build_figure_metadata
from ketgui.reporting.tables.csv_file import escape_formula, format_csv
from ketgui.reporting.tables.display_table import DisplayTable, build_tables, format_cell
from ketgui.reporting.tables.listing import MISSING, list_records, translate_table_titles
from ketgui.statistics.rows import (
    Correlation,
    Count,
    Number,
    PValue,
    Range,
    Share,
    Text,
    correlation_cell,
    limits_cell,
    number_cell,
    p_value_cell,
)
from ketgui.text import MINUS, language
from tests.paragraphs import report_markdown

NB = "\u00a0"
REASON = Unavailable("no patient has both ratings")


@pytest.mark.parametrize(
    ("cell", "english", "french"),
    [
        (Text("Response"), "Response", "Réponse"),
        (Text("Response", from_file=True), "Response", "Response"),
        (Text(""), "", ""),
        (Count(90_000), f"90{NB}000", f"90{NB}000"),
        (Number(27.619), "27.6", "27,6"),
        (Number(49.8, 1, "years"), f"49.8{NB}years", f"49,8{NB}ans"),
        (
            Number(49.8, 1, "years", 12.5),
            f"49.8{NB}±{NB}12.5{NB}years",
            f"49,8{NB}±{NB}12,5{NB}ans",
        ),
        (Share(4, 21), f"4/21 (19.0{NB}%)", f"4/21 (19,0{NB}%)"),
        (Range(5.4, 41.9), "[5.4, 41.9]", f"[5,4{NB}; 41,9]"),
        (PValue(5.6e-7), "p < .001", "p\u00a0<\u00a00,001"),
        (Correlation(0.767), ".77", "0,77"),
        (Correlation(0.9835, 3), ".984", "0,984"),
        (Range(-0.05, 0.9, 2, True), f"[{MINUS}.05, .90]", f"[{MINUS}0,05{NB}; 0,90]"),
        (REASON, "no patient has both ratings", "aucun patient n’a les deux évaluations"),
        (
            Number(30.0, 1, "", Unavailable("only one patient has both ratings")),
            "30.0 (only one patient has both ratings)",
            "30,0 (un seul patient a les deux évaluations)",
        ),
    ],
)
def test_cells_in_both_languages(cell, english, french):
    assert format_cell(cell) == english
    with language("fr"):
        assert format_cell(cell) == french


def test_a_reason_takes_the_place_of_its_cell():
    for cell in (
        number_cell(REASON),
        p_value_cell(REASON),
        limits_cell(REASON),
        correlation_cell(REASON),
    ):
        assert cell is REASON


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_would_run_becomes_text(start):
    assert escape_formula(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("cell", ["", "−27.6", "p < .001", "a=b", "[5.4, 41.9]"])
def test_other_cells_are_left_alone(cell):
    assert escape_formula(cell) == cell


def test_csv_comes_back_as_it_was():
    cells = ("a, b", 'say "x"', "two\nlines", f"19.0{NB}%")
    table = DisplayTable("key", "title", ("", "1", "2", "3"), (cells,), (False,) * 4)
    text = format_csv(table)
    assert text.endswith("\r\n")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["", "1", "2", "3"], list(cells)]


EVIL = [{"patient_id": "P01", "term": "=HYPERLINK(1)|a\\|b\nc"}]


def test_a_term_of_the_file_runs_nothing_and_breaks_no_table(analysis_of, tmp_path):
    analysis = analysis_of([(30, 15)], adverse_events=EVIL)
    write_numbers(analysis, tmp_path)
    text = (tmp_path / "tables" / "adverse_events.csv").read_text(encoding="utf-8-sig")
    assert text.count("'=HYPERLINK") == 1
    lines = [line for line in report_markdown(analysis).split("\n") if "HYPERLINK" in line]
    row = next(line for line in lines if line.startswith("|"))
    assert "=HYPERLINK(1)\\|a\\\\\\|b c" in row


def test_csv_files_open_in_a_spreadsheet_as_utf_8(example, tmp_path):
    write_numbers(example, tmp_path)
    written_bytes = (tmp_path / "tables" / "outcomes.csv").read_bytes()
    assert written_bytes.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in written_bytes
    assert b"\r\r" not in written_bytes
    assert json.loads((tmp_path / "analysis.json").read_text("utf-8"))["cohort"]["invented"]


def test_markdown_says_that_the_example_is_invented(example, analysis_of):
    assert "> **Invented example, not patient data**" in report_markdown(example)
    assert "Invented" not in report_markdown(analysis_of([(30, 15)]))


def test_markdown_rows_have_as_many_cells_as_headers(example):
    for block in report_markdown(example).split("\n\n"):
        lines = [line for line in block.split("\n") if line.startswith("|")]
        cells = {line.replace("\\|", "").count("|") for line in lines}
        assert len(cells) <= 1, lines


def test_tables_align_numbers_right(example):
    outcomes = next(table for table in build_tables(example) if table.key == "outcomes")
    assert outcomes.numeric == (False, False, True, True)
    assert outcomes.headers == ("", "Definition", "Patients n/N (%)", "Interval (%)")


def test_one_reason_is_said_alone_and_several_by_name(analysis_of):
    plain = analysis_json.as_dict(analysis_of())
    assert plain["outcomes"]["response"]["reason"] == "there is no patient to count"
    reason = plain["paired_change"]["reason"]
    assert "t: no patient has both ratings" in reason
    assert "; pearson_r: fewer than three patients have both ratings" in reason
    with language("fr"):
        plain = analysis_json.as_dict(analysis_of())
    assert plain["outcomes"]["response"]["reason"] == "il n’y a aucun patient à compter"


def test_json_names_files_by_hash_and_without_folders(example):
    (source,) = analysis_json.as_dict(example)["inputs"]
    assert source["name"] == "example-cohort.xlsx"
    assert len(source["sha256"]) == 64


def test_metadata_of_a_cohort_without_files_names_none(analysis_of):
    from ketgui.figures.catalogue import FIGURES

    analysis = analysis_of([(30, 15)])
    said = build_figure_metadata(analysis, FIGURES[0].build(analysis))
    assert said["Source"] == ""
    assert said["Software"].startswith("KetGUI ")
    assert not said["Description"].endswith("| ")


@pytest.fixture(scope="module")
def patients(analysis_of):
    rows = [
        {"patient_id": "P01", "age": 40.5, "sex": "female", "anxiety": True, "site": "North"},
        {"patient_id": "P02", "age": None, "sex": "male", "anxiety": False, "site": "South"},
        {"patient_id": "P03", "age": 30.0, "sex": None, "anxiety": None, "site": None},
        {"patient_id": "P04", "age": 50.0, "sex": None, "anxiety": None, "site": None},
    ]
    pairs = [(30, 9), (30, 14), (28, 20), (20, None)]
    infusions = [{"patient_id": "P01", "date": "2024-03-31", "dose_mg_per_kg": 0.5}]
    return analysis_of(pairs, patients=rows, infusions=infusions)


def column(listed, header: str) -> list[str]:
    place = listed.headers.index(header)
    return [listed.text(row, place) for row in range(len(listed))]


def test_patients_are_listed_with_scores_and_outcome(patients):
    listed = list_records(patients, "patients")
    assert listed.headers[:4] == ("Patient", "Age (years)", "Sex", "Comorbid anxiety")
    assert column(listed, "Age (years)") == ["40.5", MISSING, "30", "50"]
    assert column(listed, "Sex") == ["Female", "Male", MISSING, MISSING]
    assert column(listed, "Comorbid anxiety") == ["Yes", "No", MISSING, MISSING]
    assert column(listed, "site") == ["North", "South", MISSING, MISSING]
    assert column(listed, "Change") == ["−21", "−16", "−8", MISSING]
    assert column(listed, "Outcome") == ["Remission", "Response", "Partial response", MISSING]
    assert listed.numeric[:3] == (False, True, False)


def test_a_listing_is_sorted_as_numbers_with_missing_last(patients):
    listed = list_records(patients, "patients")
    by_age = listed.sort_by(listed.headers.index("Age (years)"))
    assert column(by_age, "Patient") == ["P03", "P01", "P04", "P02"]
    falling = listed.sort_by(listed.headers.index("Age (years)"), ascending=False)
    assert column(falling, "Patient") == ["P04", "P01", "P03", "P02"]


def test_a_listing_is_filtered_by_what_is_shown(patients):
    listed = list_records(patients, "patients")
    assert column(listed.filter_by_text("nOrTh"), "Patient") == ["P01"]
    assert column(listed.filter_by_text("remission"), "Patient") == ["P01"]
    assert len(listed.filter_by_text("")) == 4
    assert len(listed.filter_by_text("zork")) == 0


def test_dates_are_listed_as_iso_and_empty_columns_not_at_all(patients):
    listed = list_records(patients, "infusions")
    assert column(listed, "Date") == ["2024-03-31"]
    assert column(listed, "Dose by weight (mg/kg)") == ["0.5"]
    assert "Weight (kg)" not in listed.headers
    with language("fr"):
        assert "Dose selon le poids (mg/kg)" in list_records(patients, "infusions").headers
        assert translate_table_titles()["infusions"] == "Perfusions"
