"""What REDCap, SDTM and BIDS really export, read whole."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from ketgui.importing import import_files
from tests.places import DATA


def scores(imported: Any) -> dict[tuple[str, str], float]:
    assert imported.cohort is not None, [i for i in imported.issues if i.severity == "error"]
    assert imported.cohort is not None
    rows = imported.cohort.assessments
    keys = zip(rows["patient_id"], rows["moment"], strict=True)
    return dict(zip(keys, rows["score"], strict=True))


def test_sdtm_domains_make_one_cohort() -> None:
    imported = import_files([DATA / "sdtm"])
    found = scores(imported)
    assert found["KET-001", "before"] == 31
    assert found["KET-003", "after"] == 10
    assert len(found) == 6
    assert imported.cohort is not None
    assert imported.cohort.enrolled == 3
    assert len(imported.cohort.infusions) == 18
    assert imported.cohort.adverse_events["term"].tolist() == ["Nausea", "Dissociation", "Headache"]
    assert "items_in_rows" in {issue.key for issue in imported.issues}


def test_bids_tables_make_one_cohort() -> None:
    imported = import_files([DATA / "bids", DATA / "bids" / "phenotype"])
    found = scores(imported)
    assert found["sub-K01", "before"] == 31
    assert found["sub-K01", "after"] == 12


def test_redcap_with_form_states_surveys_and_boxes(tmp_path: Path) -> None:
    head = (
        "record_id,redcap_event_name,redcap_repeat_instrument,redcap_repeat_instance,"
        "redcap_data_access_group,redcap_survey_identifier,demographics_timestamp,age,sex,"
        "date_enrolled,history___1,history___2,demographics_complete,madrs_date,madrs_total,"
        "madrs_complete,infusion_date,dose_mg,infusion_complete,ae_term,ae_severity,"
        "adverse_events_complete\n"
    )
    rows = [
        "1,baseline_arm_1,,,site_a,,2023-01-02 10:00,44,F,2023-01-02,1,0,2,2023-01-02,31,2,,,,,,",
        "1,treatment_arm_1,infusion,1,site_a,,,,,,,,,,,,2023-01-03,35,2,,,",
        "1,treatment_arm_1,infusion,2,site_a,,,,,,,,,,,,2023-01-05,35,2,,,",
        "1,treatment_arm_1,adverse_events,1,site_a,,,,,,,,,,,,,,,Nausea,1,2",
        "1,post_arm_1,,,site_a,,,,,,,,,2023-01-20,12,2,,,,,,",
        "2,baseline_arm_1,,,site_b,,2023-01-04 11:00,52,M,2023-01-04,0,0,1,2023-01-04,28,0,,,,,,",
        "2,treatment_arm_1,infusion,1,site_b,,,,,,,,,,,,2023-01-06,41,2,,,",
        "2,post_arm_1,,,site_b,,,,,,,,,2023-01-21,24,2,,,,,,",
    ]
    path = tmp_path / "export.csv"
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    imported = import_files([path])
    assert scores(imported) == {
        ("1", "before"): 31, ("1", "after"): 12, ("2", "before"): 28, ("2", "after"): 24,
    }  # fmt: skip
    assert imported.cohort is not None
    assert len(imported.cohort.infusions) == 3
    assert imported.cohort.adverse_events["term"].tolist() == ["Nausea"]
    assert imported.cohort.patients["age"].tolist() == [44, 52]


SYSTEMS = DATA / "systems"
# The means of the ten invented patients of tests/data/make_systems.py, before and after, and how
# many were rated after: one of them stopped after two infusions.
MEANS = {"madrs": (29.9, 17.111), "phq9": (18.1, 10.111)}
RATED = {"before": 10, "after": 9}
TERMS = ["Nausea", "Dissociation", "Headache", "Vomiting", "Anxiety", "Dizziness"]
SEVERITIES = ["mild", "moderate", "mild", "moderate", "severe", "mild"]


def import_system(name: str) -> Any:
    """Import a system's folder, and check the scores of both scales."""
    imported = import_files([SYSTEMS / name])
    asked = [i for i in imported.issues if i.severity == "error" or (i.answers and not i.row)]
    # At most three questions, and here none that stops the import.
    assert [i for i in asked if i.severity == "error"] == []
    assert len([i for i in asked if i.severity == "warning"]) <= 3
    assert imported.cohort is not None
    rows = imported.cohort.assessments
    assert imported.cohort.enrolled == 10
    for scale, means in MEANS.items():
        scores = [rows[(rows["scale"] == scale) & (rows["moment"] == m)]["score"] for m in RATED]
        assert tuple(round(float(score.mean()), 3) for score in scores) == means
        assert [len(score) for score in scores] == list(RATED.values())
    return imported


def test_a_whole_export_of_redcap() -> None:
    imported = import_system("redcap")
    cohort = imported.cohort
    assert len(cohort.infusions) == 54
    first = cohort.infusions.iloc[0]
    assert (first["dose_mg"], first["weight_kg"], first["duration_minutes"]) == (32, 64, 40)
    assert (first["systolic_before"], first["systolic_peak"], first["cadss"]) == (119, 139, 18)
    assert cohort.adverse_events["term"].tolist() == TERMS
    assert cohort.adverse_events["severity"].tolist() == SEVERITIES
    # Codes of text fields are what the dictionary calls them.
    assert set(cohort.tms_courses["stimulator"].dropna()) == {"MagVenture R30", "Brainsway H1"}
    assert cohort.tms_courses["start_date"].isna().all()
    assert cohort.patients["sex"].tolist()[:2] == ["female", "male"]
    assert cohort.patients["site"].tolist()[:2] == ["montreal", "quebec"]


def test_a_whole_data_set_of_sdtm() -> None:
    imported = import_system("sdtm")
    cohort = imported.cohort
    assert len(cohort.infusions) == 54
    assert cohort.infusions["dose_mg"].iloc[0] == 32
    assert str(cohort.infusions["date"].iloc[0]) == "2022-03-07 09:00:00"
    assert cohort.adverse_events["term"].tolist() == TERMS
    assert cohort.adverse_events["severity"].tolist() == SEVERITIES
    assert cohort.patients["site"].tolist()[:2] == ["01", "02"]
    # The code list is no table of patients; vital signs are named as not imported.
    (note,) = [issue for issue in imported.issues if issue.key == "table_not_used"]
    assert note.message == "Not imported: vs.csv."
    assert "SDTM domain VS" in note.fix


def test_a_whole_data_set_of_bids() -> None:
    imported = import_system("bids")
    cohort = imported.cohort
    assert cohort.patients["patient_id"].iloc[0] == "sub-K01"
    assert cohort.patients["sex"].tolist()[:2] == ["female", "male"]
    assert cohort.patients["site"].tolist()[:2] == ["montreal", "quebec"]
    items = [name for name in cohort.assessments if str(name).startswith("item_")]
    assert len(items) == 10


def test_a_file_named_beside_its_folder_is_read_once() -> None:
    once = import_files([SYSTEMS / "bids"])
    twice = import_files([SYSTEMS / "bids", SYSTEMS / "bids" / "phenotype"])
    assert len(twice.sources) == len(once.sources)
    assert "rated_twice_alike" not in {issue.key for issue in twice.issues}


def test_the_systems_files_are_what_their_script_writes(tmp_path: Path, monkeypatch: Any) -> None:
    spec = importlib.util.spec_from_file_location("make_systems", DATA / "make_systems.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    monkeypatch.setattr(script, "HERE", tmp_path)
    script.write_redcap()
    script.write_sdtm()
    script.write_bids()
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) == 15
    for path in written:
        kept = SYSTEMS / path.relative_to(tmp_path)
        assert path.read_text(encoding="utf-8") == kept.read_text(encoding="utf-8"), kept.name
