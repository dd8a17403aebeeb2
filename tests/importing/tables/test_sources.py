"""Every format and layout the program reads gives what its clean twin gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ketgui.domain.cohort import Cohort
from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import Import, import_files
from ketgui.importing.tables.readers import statistical
from ketgui.importing.tables.readers.statistical import DamagedError
from ketgui.statistics.analysis import analyse
from ketgui.statistics.results.outcomes.items import Items
from tests.places import DATA


def imported(name: str) -> Import:
    found = import_files([DATA / name])
    for issue in found.issues:
        if issue.key == "which_after":
            return import_files([DATA / name], found.mapping.with_change(issue.answers[-1].change))
    return found


def essence(cohort: Cohort | None) -> list[tuple[Any, ...]]:
    """Return what every sample holds: the patients and their scores before and after."""
    assert cohort is not None
    ratings = cohort.assessments
    rated = {
        moment: ratings[ratings["moment"] == moment].set_index("patient_id")["score"]
        for moment in ("before", "after")
    }
    table = cohort.patients.set_index("patient_id")[["age", "sex"]].assign(**rated)
    table.index = table.index.str.removeprefix("sub-")
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in table.reset_index().itertuples(index=False)
    ]


SAMPLES = [
    "unicode-text.txt", "excel-fr-ca.csv", "headers-es.csv", "headers-pt.csv", "headers-de.csv",
    "one-row-per-rating.csv", "items.csv", "many-time-points.csv",
    "events-and-infusions-in-columns.csv", "events-in-one-cell.csv", "workbook.xlsx",
    "workbook.ods", "workbook.xls", "redcap", "redcap-labels.csv", "bids",
]  # fmt: skip
STATISTICAL = ["labels.sav", "labels.dta", "transport.xpt"]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_gives_what_its_clean_twin_gives(name: str) -> None:
    found = imported(name)
    assert essence(found.cohort) == essence(imported("clean.csv").cohort), found.issues


@pytest.mark.parametrize("name", STATISTICAL)
def test_a_file_of_a_statistics_program_gives_what_its_clean_twin_gives(name: str) -> None:
    pytest.importorskip("pyreadstat")
    assert essence(imported(name).cohort) == essence(imported("clean.csv").cohort)


def test_labels_are_read_and_named(monkeypatch: Any) -> None:
    pytest.importorskip("pyreadstat")
    columns = statistical.parse_columns("read_sav", (DATA / "labels.sav").read_bytes())
    assert list(columns["sex"][0].words[:2]) == ["2", "1"]
    assert columns["sex"][1].codes == (("1", "Homme"), ("2", "Femme"))
    assert columns["m1"][1].title == "MADRS avant"
    assert list(columns["m2"][0].words[-1:]) == [""]
    assert statistical.make_grids("a.sav", {}) == ()


@pytest.mark.parametrize("start", [b"$FL2", b"<stata_dta>", b"\x72\x02\x01\x00", bytes(12)])
def test_a_damaged_file_of_a_statistics_program(read: Any, keys: Any, start: bytes) -> None:
    content = start + bytes.fromhex("c2ea8160b31411cf") if start == bytes(12) else start
    found = keys(read(content + bytes(400), "a.bin"))
    # A few zeros after Stata's old mark are a table without a column.
    assert found <= {"damaged", "nothing_known"}
    assert found


class _Parser:
    """Stands for pyreadstat where it is not installed."""

    @staticmethod
    def read_sav(_stream: Any, **_options: Any) -> Any:
        class About:
            column_names = ("id", "m1")
            column_names_to_labels = {"id": None, "m1": "MADRS before"}  # noqa: RUF012
            variable_value_labels = {"m1": {1.0: "one"}}  # noqa: RUF012

        return {"id": ["P1", None], "m1": [30.0, float("nan")]}, About

    @staticmethod
    def read_dta(_stream: Any, **_options: Any) -> Any:
        raise RuntimeError


def test_columns_of_a_parsed_file(monkeypatch: Any) -> None:
    monkeypatch.setattr(statistical, "import_module", lambda _name: _Parser)
    columns = statistical.parse_columns("read_sav", b"")
    assert columns["m1"][0].words == ["30", ""]
    assert columns["m1"][1].codes == (("1", "one"),)
    (grid,) = statistical.make_grids("a.sav", columns)
    assert grid.headers == ("id", "m1")
    with pytest.raises(DamagedError):
        statistical.parse_columns("read_dta", b"")


def test_a_file_whose_parser_is_missing_says_so(read: Any, keys: Any, monkeypatch: Any) -> None:
    def missing(*_arguments: Any) -> None:
        raise ModuleNotFoundError

    monkeypatch.setattr(statistical, "run", missing)
    assert keys(read(b"$FL2abc", "a.sav")) == {"not_installed"}


def test_a_parsed_file_is_read_to_its_end(read: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(statistical, "import_module", lambda _name: _Parser)
    monkeypatch.setattr(statistical, "run", lambda work, data, _tick: work(data))
    found = read(b"$FL2abc", "a.sav")
    assert found.tables[0].headers == ("id", "m1")
    assert read(b"\x72\x02\x01", "a.dta").issues[0].key == "damaged"


def test_redcap_tables_are_all_read() -> None:
    cohort = imported("redcap").cohort
    assert cohort is not None
    assert len(cohort.infusions) == 48
    assert list(cohort.adverse_events["term"]) == [
        "nausea", "dissociation", "dissociation", "nausea", "headache",
    ]  # fmt: skip
    assert list(cohort.adverse_events["severity"].unique()) == ["moderate"]


@pytest.mark.parametrize("name", ["events-and-infusions-in-columns.csv", "events-in-one-cell.csv"])
def test_events_in_columns_or_cells(name: str) -> None:
    cohort = imported(name).cohort
    assert cohort is not None
    pairs = set(
        zip(cohort.adverse_events["patient_id"], cohort.adverse_events["term"], strict=True)
    )
    assert pairs == {
        ("K01", "nausea"), ("K03", "dissociation"), ("K04", "dissociation"), ("K06", "nausea"),
        ("K08", "headache"),
    }  # fmt: skip


def test_infusions_in_numbered_columns() -> None:
    cohort = imported("events-and-infusions-in-columns.csv").cohort
    assert cohort is not None
    second = cohort.infusions[cohort.infusions["infusion_number"] == 2]
    assert list(second["weight_kg"].unique()) == [71]
    assert len(cohort.infusions) == 16


def test_checkboxes_are_named_by_the_dictionary(tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text(
        "record_id,redcap_event_name,madrs_total,se___1,se___2\n"
        "1,baseline_arm_1,30,0,0\n1,post_arm_1,12,1,0\n"
    )
    (tmp_path / "dictionary.csv").write_text(
        'Variable / Field Name,Field Label,"Choices, Calculations, OR Slider Labels"\n'
        'se,Side effects,"1, Nausea | 2, Headache"\n'
    )
    cohort = import_files([tmp_path]).cohort
    assert cohort is not None
    assert list(cohort.adverse_events["term"]) == ["nausea"]


def test_a_sidecar_that_is_not_json_is_said(tmp_path: Path, keys: Any) -> None:
    (tmp_path / "participants.tsv").write_text("participant_id\tmadrs_pre\tmadrs_post\ns\t30\t12\n")
    (tmp_path / "participants.json").write_text("{not json")
    found = import_files([tmp_path])
    assert found.cohort is not None
    assert keys(found) == {"bad_json"}


def test_items_are_added_up_and_missing_ones_said(read: Any) -> None:
    header = ",".join(f"madrs_i{n}_{when}" for when in ("pre", "post") for n in range(1, 11))
    full, gap = ",".join(["3"] * 20), ",".join(["3"] * 19 + [""])
    found = read(f"id,{header},madrs_pre\nP1,{full},29\nP2,{gap},30\n")
    assert {(i.key, i.row) for i in found.issues} == {
        ("total_against_items", 2), ("item_missing", 3), ("no_after", 3),
    }  # fmt: skip
    ratings = found.cohort.assessments.set_index(["patient_id", "moment"])["score"]
    assert ratings["P1", "before"] == 29
    assert ratings["P1", "after"] == 30


def test_items_of_a_file_reach_the_analysis(read: Any) -> None:
    before = ",".join(f"madrs_i{n}_pre" for n in range(1, 11))
    after = ",".join(f"madrs_i{n}_post" for n in range(1, 11))
    found = read(
        f"id,{before},{after}\nP1,4,4,3,3,3,3,3,3,3,2,1,1,1,1,1,1,1,1,1,0\n"
        "P2,5,3,3,3,3,3,3,3,3,4,2,1,1,1,1,1,1,1,1,1\n"
    )
    items = analyse(found.cohort, AnalysisPlan())[Items].items
    assert [item.item for item in items] == list(range(1, 11))
    assert [item.n for item in items] == [2] * 10
    assert (items[0].mean_before, items[0].mean_after) == (4.5, 1.5)
    assert (items[9].mean_before, items[9].mean_after, items[9].apart) == (3.0, 0.5, True)


def test_items_of_one_row_per_rating_reach_the_analysis(read: Any) -> None:
    names = ",".join(f"madrs_i{n}" for n in range(1, 11))
    rows = [f"P1,{when},{','.join([str(score)] * 10)}" for when, score in (("pre", 4), ("post", 1))]
    found = read("\n".join([f"id,visit,{names}", *rows]))
    items = analyse(found.cohort, AnalysisPlan())[Items].items
    assert [(item.mean_before, item.mean_after) for item in items] == [(4.0, 1.0)] * 10


def test_too_few_items_give_no_total(read: Any) -> None:
    found = read("id,madrs_i1_pre,madrs_i2_pre,madrs_post\nP1,3,3,12\n")
    assert "item_missing" in {i.key for i in found.issues}


def test_one_patient_said_in_two_ways_is_refused(tmp_path: Path) -> None:
    (tmp_path / "patients.csv").write_text("patient_id,age\nP1,40\nP2,50\n")
    (tmp_path / "scores.csv").write_text("patient_id,age,MADRS before,MADRS after\nP1,41,30,12\n")
    found = import_files([tmp_path])
    issue = next(i for i in found.issues if i.key == "conflict")
    assert (issue.severity, issue.file, issue.row, issue.column) == ("error", "scores.csv", 2, "B")
