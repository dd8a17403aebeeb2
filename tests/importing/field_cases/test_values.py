"""Values: codes for missing, units, remarks beside numbers, and dates a spreadsheet changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from ketgui.importing import import_files
from ketgui.importing.checks.cells.missing_codes import _find_likely_codes
from ketgui.importing.mapping import mapping_file
from ketgui.importing.tables.text_table import Labels
from ketgui.importing.vocabulary import numbers

RIGHT = (30.0, 15.667)
PAIRS = (("K1", 30, 10), ("K2", 32, 28), ("K3", 28, 9))
HEAD = "id,MADRS pre,MADRS post"


def with_column(header: str, values: list[object]) -> str:
    """Return a file with one more column."""
    lines = [f"{n},{b},{a},{value}" for (n, b, a), value in zip(PAIRS, values, strict=False)]
    more = [f"K{n},30,10,{value}" for n, value in enumerate(values[3:], start=4)]
    return "\n".join([f"{HEAD},{header}", *lines, *more]) + "\n"


@pytest.mark.parametrize(
    ("header", "values"),
    [("age", [40, 52, 99, 61, 99]), ("age", [40, 88, 51, 88, 61, 33]),
     ("âge", [34, 45, 56, 99, 99, 61]), ("Age (years)", [99, 41, 44, 52, 99]),
     ("edad", [20, 30, 40, 99, 99])],
)  # fmt: skip
def test_a_code_in_range_that_stands_apart_is_asked_about(
    read: Any, errors: Any, header: str, values: list[object]
) -> None:
    text = with_column(header, values)
    asked = read(text)
    assert errors(asked) == ["missing_code"]
    (issue,) = (i for i in asked.issues if i.severity == "error")
    settled = read(text, mapping=asked.mapping.with_change(issue.answers[0].change))
    assert settled.cohort.patients["age"].isna().sum() == 2
    kept = read(text, mapping=asked.mapping.with_change(issue.answers[1].change))
    assert kept.cohort.patients["age"].notna().all()


@pytest.mark.parametrize("values", [[70, 80, 88, 85, 91], [40, 50, 60, 77, 75], [30, 31, 32, 33]])
def test_ages_that_only_look_like_codes_are_left_in_peace(
    read: Any, errors: Any, values: list[object]
) -> None:
    assert errors(read(with_column("age", values))) == []


@pytest.mark.parametrize("age", ["999", "0", "7", "230", "-1"])
def test_an_impossible_age_blocks_as_an_impossible_score_does(
    read: Any, errors: Any, age: str
) -> None:
    assert errors(read(with_column("age", [40, 50, age])))[0] in ("outside_range", "missing_code")


@pytest.mark.parametrize(
    "label", ["Unknown", "Not done", "Refused", "Non fait", "not assessed", "Ne sait pas",
              "Missing", "nicht erhoben"],
)  # fmt: skip
def test_a_label_that_says_missing_is_believed(label: str) -> None:
    from ketgui.importing.recognition.rules import find_missing_labels

    assert find_missing_labels(Labels("", (("99", label), ("1", "mild")))) == [("99", label)]


@pytest.mark.parametrize(
    ("before", "after"),
    [(("30 (severe)", "32 (severe)", "28 (moderate)"), ("10 (mild)", "28 (mod)", "9 (mild)")),
     (("30 pkt", "32 pkt", "28 pkt"), ("10 pkt", "28 pkt", "9 pkt")),
     (("30 sévère", "32 sévère", "28 modéré"), ("10 léger", "28 modéré", "9 léger")),
     (("30 - severe", "32 - severe", "28 - mod"), ("10 - mild", "28 - mod", "9 - mild")),
     (("30*", "32*", "28*"), ("10*", "28*", "9*"))],
)  # fmt: skip
def test_words_beside_every_score_are_one_question_about_the_cells(
    read: Any, means: Any, errors: Any, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    text = f"{HEAD}\n" + "".join(
        f"{n},{b},{a}\n" for (n, *_s), b, a in zip(PAIRS, before, after, strict=True)
    )
    asked = read(text)
    assert errors(asked) == ["nothing_read"]
    (issue,) = (i for i in asked.issues if i.severity == "error")
    assert "header" not in issue.fix
    settled = read(text, mapping=asked.mapping.with_change(issue.answers[0].change))
    assert means(settled) == RIGHT


@pytest.mark.parametrize("remark", ["27 (approx)", "27*", "27?", "27 sévère", "27 pts*"])
def test_one_score_with_words_is_asked_about(read: Any, remark: str) -> None:
    imported = read(f"{HEAD}\nK1,{remark},10\nK2,32,28\nK3,28,9\n")
    asked = [(i.key, i.row, i.column) for i in imported.issues if i.severity == "error"]
    assert asked == [("score_with_words", 2, "B")]


@pytest.mark.parametrize("remark", ["approx. 27", "<10", ">27", "~27", "±27"])
def test_one_remark_among_scores_names_its_cell(read: Any, remark: str) -> None:
    text = f"{HEAD}\nK1,{remark},10\nK2,32,28\nK3,28,9\n"
    imported = read(text)
    assert [(i.row, i.column) for i in imported.issues if i.key == "unread"] == [(2, "B")]
    assert imported.cohort.assessments["score"].notna().sum() == 5


INFUSIONS = "id,infusion,weight,dose mg\n"


@pytest.mark.parametrize(
    ("cells", "kilograms"),
    [(("64 kg", "216 lb", "80 kg"), (64, 97.976, 80)),
     (("64kg", "216lbs", "80 kg"), (64, 97.976, 80)),
     (("141 lb", "176 lb", "150 lb"), (63.957, 79.832, 68.039)),
     (("64 kilos", "80 kilos", "71 kilos"), (64, 80, 71)),
     (("141 livres", "80 kg", "71 kg"), (63.957, 80, 71))],
)  # fmt: skip
def test_units_in_cells_are_converted_and_shown(
    files: Any, cells: tuple[str, ...], kilograms: tuple[float, ...]
) -> None:
    text = INFUSIONS + "".join(f"K{n},1,{cell},35\n" for n, cell in enumerate(cells, start=1))
    patients = f"{HEAD}\n" + "".join(f"{n},{b},{a}\n" for n, b, a in PAIRS)
    imported = files({"patients.csv": patients, "infusions.csv": text})
    assert imported.cohort is not None, imported.issues
    assert imported.cohort.infusions["weight_kg"].round(3).tolist() == list(kilograms)
    column = imported.mapping.tables[1].columns[2]
    assert cells[0] in column.read_as


@pytest.mark.parametrize("header", ["Unit", "weight unit", "unité", "Units", "Einheit"])
def test_a_column_of_units_converts_the_column_before_it(files: Any, header: str) -> None:
    text = f"id,infusion,weight,{header},dose mg\nK1,1,64,kg,32\nK2,1,216,lb,49\nK3,1,80,kg,40\n"
    patients = f"{HEAD}\n" + "".join(f"{n},{b},{a}\n" for n, b, a in PAIRS)
    imported = files({"patients.csv": patients, "infusions.csv": text})
    assert imported.cohort is not None, imported.issues
    assert imported.cohort.infusions["weight_kg"].round(1).tolist() == [64, 98.0, 80]


def _dated(tmp_path: Path, cells: list[tuple[str, str]]) -> Path:
    """Write infusions whose dates are stored dates or texts."""
    import datetime as dt

    path = tmp_path / "study.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Infusions")
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["patient_id", "infusion", "date"])
        for row, (kind, text) in enumerate(cells, start=1):
            sheet.write_row(row, 0, [f"P{(row + 1) // 2}", 1 + (row + 1) % 2])
            if kind == "stored":
                sheet.write_datetime(row, 2, dt.datetime.fromisoformat(text), date)
            else:
                sheet.write_string(row, 2, text)
    return path


@pytest.mark.parametrize("mark", ["/", "-", ".", " "])
@pytest.mark.parametrize("year", ["2024", "24"])
def test_dates_that_a_spreadsheet_swapped_are_noticed_and_exchanged(
    tmp_path: Path, mark: str, year: str
) -> None:
    cells = [("stored", "2024-05-03"), ("text", f"15{mark}03{mark}{year}"),
             ("stored", "2024-12-03"), ("text", f"19{mark}03{mark}{year}")]  # fmt: skip
    path = _dated(tmp_path, cells)
    asked = import_files([path])
    (issue,) = (i for i in asked.issues if i.key == "dates_swapped")
    assert "2024-03-05" in issue.answers[0].title
    mapping = asked.mapping.with_change(issue.answers[0].change)
    settled = import_files([path], mapping_file.from_toml(mapping_file.to_toml(mapping)))
    dates = next(t for t in settled.mapping.tables)
    assert "dates_swapped" not in {i.key for i in settled.issues}
    assert "infusions_out_of_order" not in {i.key for i in settled.issues}
    assert dates.columns[2].rule.swapped == "yes"


def test_dates_all_stored_or_with_days_beyond_12_are_not_suspected(tmp_path: Path) -> None:
    plain = [("stored", "2024-03-05"), ("stored", "2024-03-15")]
    mixed = [("stored", "2024-03-25"), ("text", "26/03/2024")]
    for number, cells in enumerate((plain, mixed)):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = import_files([_dated(folder, cells)])
        assert "dates_swapped" not in {i.key for i in found.issues}


@pytest.mark.parametrize(
    "ways",
    [["Magventure", "MagVenture R30", "MagVenture"], ["BrainsWay", "Brainsway", "brainsway"],
     ["left DLPFC", "Left DLPFC", "left  dlpfc"], ["H1 coil", "h1-coil", "H1 coil"],
     ["NeuroStar", "Neurostar XPLOR", "NeuroStar"]],
)  # fmt: skip
def test_spellings_of_one_thing_are_merged_by_one_answer(read: Any, ways: list[str]) -> None:
    text = with_column("TMS stimulator", list(ways))
    asked = read(text)
    (issue,) = (i for i in asked.issues if i.key == "spelt_in_two_ways")
    settled = read(text, mapping=asked.mapping.with_change(issue.answers[0].change))
    assert settled.cohort.tms_courses["stimulator"].nunique() == 1


@pytest.mark.parametrize("length", [60_000, 200_000])
@pytest.mark.parametrize("text", ["a", "1 ", "é, ", "1-2/", "@ a", "+ ", "((1", "A. "])
def test_a_long_cell_costs_no_more_than_its_length(read: Any, text: str, length: int) -> None:
    import time

    cell = (text * length)[:length].replace('"', "")
    started = time.perf_counter()
    imported = read(f'{HEAD},remarks,age\nK1,30,10,"{cell}","{cell}"\nK2,32,28,,40\n')
    assert time.perf_counter() - started < 3
    assert imported.tables


def test_no_more_codes_are_likely_than_there_are_values() -> None:
    import numpy as np

    found = _find_likely_codes(np.array([99.0, 99.0, 40.0]), np.arange(3), 12, 110)
    assert list(found) == []
    assert numbers.is_numeric("99")
