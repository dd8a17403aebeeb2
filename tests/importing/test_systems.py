"""What REDCap, SDTM and BIDS really export, read whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ketgui.importing import import_files
from tests.places import DATA


def scores(imported: Any) -> dict[tuple[str, str], float]:
    assert imported.cohort is not None, [i for i in imported.issues if i.severity == "error"]
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
