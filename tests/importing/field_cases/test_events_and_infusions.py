"""Events as they are written, infusions as they are listed, and files without scores."""

from __future__ import annotations

from typing import Any

import pytest

from ketgui.importing.mapping import mapping_file

PATIENTS = (
    "patient_id,age,sex,MADRS before,MADRS after\nP1,40,F,30,10\nP2,50,M,32,28\nP3,60,F,28,9\n"
)
BARE = "patient_id,age,sex\nP1,40,F\nP2,50,M\nP3,60,F\n"


def terms(imported: Any) -> list[tuple[str, str]]:
    """Return each event's patient and preferred term."""
    from ketgui.domain.events.event_terms import find_preferred_term

    assert imported.cohort is not None, [i for i in imported.issues if i.severity == "error"]
    rows = imported.cohort.adverse_events
    return [
        (p, find_preferred_term(t)) for p, t in zip(rows["patient_id"], rows["term"], strict=True)
    ]


@pytest.mark.parametrize("words", [("SOMNOLENCE", "SEDATION"), ("Somnolence", "Sédation"),
                                   ("drowsiness", "sedation"), ("Schläfrigkeit", "Sedierung"),
                                   ("somnolencia", "sedación")])  # fmt: skip
def test_somnolence_is_not_sedation(files: Any, words: tuple[str, str]) -> None:
    text = f"patient_id,term\nP1,{words[0]}\nP2,{words[0]}\nP3,{words[1]}\n"
    imported = files({"patients.csv": PATIENTS, "adverse-events.csv": text})
    assert [term for _p, term in terms(imported)] == ["somnolence", "somnolence", "sedation"]


@pytest.mark.parametrize(
    ("cell", "found"),
    [("mild nausea; headache +++", [("nausea", "mild"), ("headache", "severe")]),
     ("N/V", [("nausea", None), ("vomiting", None)]),
     ("nausée légère, céphalée", [("nausée", "mild"), ("céphalée", None)]),
     ("Dissociation (moderate)", [("Dissociation", "moderate")]),
     ("nausea and vomiting", [("nausea", None), ("vomiting", None)]),
     ("severe anxiety | dizziness", [("anxiety", "severe"), ("dizziness", None)])],
)  # fmt: skip
def test_several_events_and_their_severity_in_a_cell(
    read: Any, cell: str, found: list[tuple[str, str | None]]
) -> None:
    text = f'id,MADRS pre,MADRS post,adverse events\nP1,30,10,"{cell}"\nP2,32,28,\n'
    rows = read(text).cohort.adverse_events
    severity = [None if s != s else s for s in rows["severity"]]
    assert list(zip(rows["term"], severity, strict=True)) == found


@pytest.mark.parametrize("word", ["Ø", "R.A.S.", "none", "0", "sans particularité", "s.o.",
                                  "aucun", "no AE", "ninguno"])  # fmt: skip
def test_a_word_for_nothing_is_no_event(read: Any, word: str) -> None:
    from ketgui.domain.events.event_terms import is_no_event

    text = f"id,MADRS pre,MADRS post,side effects\nP1,30,10,{word}\nP2,32,28,nausea\n"
    found = read(text).cohort.adverse_events
    real = [term for term in found["term"] if not is_no_event(term)]
    assert real == ["nausea"]


@pytest.mark.parametrize("word", ["none", "None", "aucune", "ninguna", "keine"])
def test_none_as_an_action_is_an_answer(files: Any, word: str) -> None:
    text = f"patient_id,term,action\nP1,nausea,{word}\nP2,headache,{word}\n"
    imported = files({"patients.csv": PATIENTS, "adverse-events.csv": text})
    assert imported.cohort.adverse_events["action"].tolist() == [word, word]


@pytest.mark.parametrize(
    ("header", "cells"),
    [("patient_id,infusion,date", ("1,2024-03-05", "2,2024-03-07", "1,2024-03-18")),
     ("Patient,Perf n°,Date", ("1,2024-03-05", "2,2024-03-07", "1,2024-03-18")),
     ("ID,infusion number,day", ("1,0", "2,2", "1,0")),
     ("subject,infusion_date", ("2024-03-05", "2024-03-07", "2024-03-18")),
     ("Pt,Infusion #,Infusion date", ("1,2024-03-05", "2,2024-03-07", "1,2024-03-18"))],
)  # fmt: skip
def test_a_log_of_infusions_is_read_whatever_it_says_of_them(
    files: Any, header: str, cells: tuple[str, ...]
) -> None:
    lines = [f"{p},{cell}" for p, cell in zip(("P1", "P1", "P2"), cells, strict=True)]
    text = "\n".join([header, *lines]) + "\n"
    imported = files({"patients.csv": PATIENTS, "infusions.csv": text})
    assert imported.cohort is not None, imported.issues
    assert imported.cohort.infusions["patient_id"].tolist() == ["P1", "P1", "P2"]


@pytest.mark.parametrize(
    "headers", ["weight,weight2", "weight_t0,weight2", "dose2,weight2", "weight3,weight4",
                "Poids,Poids2"],
)  # fmt: skip
def test_a_second_weight_is_no_second_infusion(read: Any, means: Any, headers: str) -> None:
    text = f"record_id,redcap_event_name,{headers},madrs_total\n"
    for name, before, after in (("1", 30, 10), ("2", 32, 28)):
        text += f"{name},baseline_arm_1,70,69,{before}\n{name},post_arm_1,,,{after}\n"
    imported = read(text)
    assert means(imported) == (31, 19)
    assert len(imported.cohort.infusions) == 0


@pytest.mark.parametrize(
    "header", ["number of infusions", "Infusions", "nb perfusions", "First infusion",
               "Reason for stopping", "Infusions received", "Date of first infusion"],
)  # fmt: skip
def test_a_summary_of_infusions_is_never_one_infusion(read: Any, header: str) -> None:
    values = ["2024-01-01", "2024-01-02"] if "irst" in header else ["6", "4"]
    text = f"id,MADRS pre,MADRS post,{header}\nP1,30,10,{values[0]}\nP2,32,28,{values[1]}\n"
    assert len(read(text).cohort.infusions) == 0


@pytest.mark.parametrize("series", ["dose mg {n}", "infusion {n} dose (mg)", "Dose{n} mg",
                                    "infusion {n} date", "perf {n} dose mg"])  # fmt: skip
def test_infusions_in_numbered_columns_are_read(read: Any, series: str) -> None:
    names = ",".join(series.format(n=n) for n in (1, 2, 3))
    value = "2024-01-0{n}" if "date" in series else "3{n}"
    cells = ",".join(value.format(n=n) for n in (1, 2, 3))
    imported = read(f"id,MADRS pre,MADRS post,{names}\nP1,30,10,{cells}\nP2,32,28,{cells}\n")
    assert imported.cohort.infusions["infusion_number"].tolist() == [1, 1, 2, 2, 3, 3]


@pytest.mark.parametrize(
    "events",
    ["patient_id,term,severity\nP1,nausea,mild\nP2,headache,mild\nP2,nausea,moderate\n",
     "ID,Event\nP1,nausea\nP2,headache\nP2,nausea\n",
     "USUBJID,AETERM,AESEV\nP1,NAUSEA,MILD\nP2,HEADACHE,MILD\nP2,NAUSEA,MODERATE\n",
     "Patient;Effet indésirable\nP1;nausées\nP2;céphalée\nP2;nausées\n",
     "patient_id,date,term\nP1,2024-01-02,nausea\nP2,2024-01-02,headache\nP2,2024-01-03,nausea\n"],
)  # fmt: skip
def test_events_without_scores_are_reported_over_all_enrolled(files: Any, events: str) -> None:
    imported = files({"patients.csv": BARE, "adverse-events.csv": events})
    assert imported.cohort is not None, imported.issues
    assert imported.cohort.enrolled == 3
    assert [term for _p, term in terms(imported)] == ["nausea", "headache", "nausea"]
    assert "no_score" in {i.key for i in imported.issues}


def test_patients_alone_are_used_once_there_are_said_to_be_no_scores(read: Any) -> None:
    asked = read(BARE)
    (issue,) = (i for i in asked.issues if i.severity == "error")
    mapping = asked.mapping.with_change(issue.answers[-1].change)
    settled = read(BARE, mapping=mapping_file.from_toml(mapping_file.to_toml(mapping)))
    assert settled.cohort.enrolled == 3


@pytest.mark.parametrize("header", ["date_enrolled", "consent_date", "date of referral",
                                    "enrolment date", "date_of_report"])  # fmt: skip
def test_the_date_of_something_else_is_not_asked_about(
    read: Any, errors: Any, said: Any, header: str
) -> None:
    text = f"record_id,redcap_event_name,{header},madrs_total\n"
    for name, before, after in (("1", 30, 10), ("2", 32, 28)):
        text += f"{name},baseline_arm_1,2024-01-03,{before}\n{name},post_arm_1,,{after}\n"
    imported = read(text)
    assert errors(imported) == []
    assert "may be" not in said(imported)
    assert imported.cohort.assessments["date"].isna().all()
