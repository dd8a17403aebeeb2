"""How tables are laid out."""

from __future__ import annotations

import pytest

from ketgui.importing.recognition.layouts import LAYOUTS, get_layout, is_description, recognise
from tests.importing.made import make_profiles, make_table

LONG = "id,visit,madrs\nP1,pre,30\nP1,post,12\nP2,pre,28\nP2,post,9\n"
WIDE = "id,MADRS before,MADRS after\nP1,30,12\nP2,28,9\n"


def laid_out(text: str, file: str = "table.csv", sheet: str = "") -> str:
    table = make_table(text, file, sheet)
    return recognise(table, make_profiles(table))[0].key


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        (WIDE, "patients"),
        (LONG, "assessments"),
        ("id,infusion,dose mg,weight\nP1,1,35,70\nP1,2,35,70\nP2,1,40,80\n", "infusions"),
        ("id,event,severity\nP1,nausea,mild\nP1,headache,mild\nP2,nausea,mild\n",
         "adverse_events"),
        ("record_id,redcap_event_name,madrs\n1,baseline,30\n1,post,12\n", "redcap"),
        ("colour,taste\nred,sweet\n", "unused"),
    ],
)  # fmt: skip
def test_headers_and_rows_tell_the_layout(text: str, layout: str) -> None:
    assert laid_out(text) == layout


def test_a_sheet_s_name_is_the_weakest_evidence() -> None:
    assert laid_out(WIDE, sheet="Ketamine follow-up") == "patients"
    assert laid_out("id,description\nP1,felt sick\n", file="adverse_events.csv") == "adverse_events"


def test_a_patient_alone_has_several_rows_too() -> None:
    assert laid_out("patient,visit,madrs\nMT,pre,30\nMT,mid,20\nMT,post,12\n") == "assessments"


def test_sheets_that_describe_the_file_hold_no_data() -> None:
    assert is_description("Légende")
    assert not is_description("Patients")


def test_every_layout_has_a_key_of_its_own() -> None:
    assert len({layout.key for layout in LAYOUTS}) == len(LAYOUTS)
    assert get_layout("no such layout").key == "unused"


@pytest.mark.parametrize("domain", ["VS", "LB", "CM", "MH"])
def test_another_domain_of_sdtm_is_no_table_of_patients(domain: str) -> None:
    text = f"STUDYID,DOMAIN,USUBJID,XXTESTCD\nS,{domain},P1,A\nS,{domain},P1,B\n"
    table = make_table(text)
    layout, reason = recognise(table, make_profiles(table))
    assert (layout.key, domain in reason) == ("unused", True)


def test_infusions_side_by_side_are_one_row_per_patient() -> None:
    wide = "id,Infusion 1 date,Infusion 2 date\nP1,2023-01-02,2023-01-04\nP2,2023-01-02,\n"
    assert laid_out(wide, sheet="Infusions") == "patients"
    assert laid_out("id,infusion 1 date\nP1,2023-01-02\nP2,2023-01-02\n", sheet="Infusions") == (
        "infusions"
    )
