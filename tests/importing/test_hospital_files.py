"""Files as clinics keep them: what was once misread, each with its words and marks."""

from __future__ import annotations

from typing import Any

import pytest

from ketgui.domain.events.event_terms import is_no_event
from ketgui.importing import import_files
from ketgui.importing.changes import MomentsChange, SpellingChange, TableChange
from ketgui.importing.mapping import mapping_file


def target(imported: Any, header: str) -> str:
    (column,) = (c for c in imported.mapping.tables[0].columns if c.header == header)
    return column.target.write_title() if column.target else ""


def scored(imported: Any) -> dict[tuple[str, str], float]:
    ratings = imported.cohort.assessments
    return dict(zip(zip(ratings["patient_id"], ratings["moment"]), ratings["score"], strict=True))  # noqa: B905


ITEMS = [f"MADRS{n}_{moment}" for moment in ("pre", "post") for n in range(1, 11)]


def test_a_scale_s_numbered_items_are_added_up_and_none_is_taken_for_the_total(read: Any) -> None:
    row = ["K1", *["4"] * 10, *["1"] * 9, "2"]
    imported = read(",".join(["subj", *ITEMS]) + "\n" + ",".join(row) + "\n")
    assert target(imported, "MADRS1_pre") == "Item of a scale (MADRS, before, number 1)"
    assert scored(imported) == {("K1", "before"): 40, ("K1", "after"): 11}


@pytest.mark.parametrize(
    ("name", "headers", "fields"),
    [
        (
            "Perfusions.csv",
            ["Perf. n°", "TA syst. max", "TA diast. avant"],
            ["infusion_number", "systolic_peak", "diastolic_before"],
        ),
        ("Effets indésirables.csv", ["Perf. n°", "Effet"], ["infusion_number", "term"]),
    ],
)
def test_the_short_headers_of_french_clinics_are_known(
    read: Any, name: str, headers: list[str], fields: list[str]
) -> None:
    text = f"id,{','.join(headers)}\n" + "P1" + ",1" * len(headers) + "\n"
    columns = read(text, name).mapping.tables[0].columns[1:]
    assert [column.target.field for column in columns if column.target] == fields


def test_ten_numbered_totals_are_no_items(read: Any, keys: Any) -> None:
    headers = [f"madrs_{n}" for n in range(1, 11)]
    row = ["P1", "35", *["20"] * 9]
    imported = read(",".join(["id", *headers]) + "\n" + ",".join(row) + "\n")
    assert imported.cohort is None
    assert "which_after" in keys(imported)


def test_a_mean_below_patients_without_a_code_is_no_patient(read: Any) -> None:
    text = "Dossier;MADRS avant;MADRS après\n100201;30;12\n100202;28;9\nMoyenne;29;10,5\n"
    imported = read(text)
    assert [issue.row for issue in imported.issues if issue.key == "totals_row"] == [4]
    assert imported.cohort.enrolled == 2


SPANISH = (
    "Código\tSexo\tVisita\tFecha\tPuntuación MADRS\n"
    "P1\tMujer\tBasal\t1/3/2023\t32\nP1\tMujer\tFinal\t29/3/2023\t14\n"
    "P2\tVarón\tBasal\t2/3/2023\t30\nP2\tVarón\tFinal\t30/3/2023\t11\n"
)


def test_ratings_in_rows_are_known_by_spanish_headers(read: Any) -> None:
    imported = read(SPANISH.encode("utf-16"), "a.txt")
    assert imported.mapping.tables[0].layout == "assessments"
    assert scored(imported)["P2", "after"] == 11
    assert list(imported.cohort.patients["sex"]) == ["female", "male"]


@pytest.mark.parametrize(
    ("before", "after"),
    [("vorher", "nachher"), ("inicial", "pós-tratamento"), ("al ingreso", "al alta")],
)
def test_before_and_after_in_other_languages(read: Any, before: str, after: str) -> None:
    imported = read(f"Pt #;MADRS {before};MADRS {after}\n1;30;12\n")
    assert target(imported, f"MADRS {before}") == "Score (MADRS, before)"
    assert target(imported, f"MADRS {after}") == "Score (MADRS, after)"


REDCAP = (
    "record_id,redcap_event_name,redcap_repeat_instrument,madrs_total\n"
    "1,baseline_arm_1,,30\n1,followup_arm_1,,12\n2,baseline_arm_1,,28\n2,followup_arm_1,,9\n"
)


def test_an_event_of_redcap_is_asked_about_and_not_the_column_of_all_scores(read: Any) -> None:
    asked = read(REDCAP)
    (issue,) = (i for i in asked.issues if i.severity == "error")
    assert issue.key == "no_after_ratings"
    (answer,) = (a for a in issue.answers if a.title == "followup_arm_1 is After")
    found = scored(read(REDCAP, mapping=asked.mapping.with_change(answer.change)))
    assert found["1", "after"] == 12
    assert found["2", "before"] == 28


def test_a_word_that_is_not_known_is_said_once_and_settled_for_all_its_rows(read: Any) -> None:
    text = "id,sex,madrs_before,madrs_after\nP1,mec,30,12\nP2,mec,28,9\nP3,F,28,9\n"
    asked = read(text)
    (issue,) = (i for i in asked.issues if i.key == "unread")
    assert (issue.row, issue.column) == (2, "B")
    assert "2 rows" in issue.message
    (male,) = (a for a in issue.answers if a.title == "mec is Male")
    settled = read(text, mapping=asked.mapping.with_change(male.change))
    assert list(settled.cohort.patients["sex"]) == ["male", "male", "female"]


def test_a_baseline_of_another_scale_lacks_no_score_after(read: Any) -> None:
    text = "id,HAM-D baseline,MADRS before,MADRS after\nP1,20,30,12\nP2,21,28,\n"
    lacking = [i for i in read(text).issues if i.key == "no_after"]
    assert [(i.row, i.column) for i in lacking] == [(3, "D")]


def _two_files(tmp_path: Any) -> list[Any]:
    patients, infusions = tmp_path / "patients.csv", tmp_path / "infusions.csv"
    patients.write_text("id,MADRS before,MADRS after\npt01,30,12\npt02,28,9\n")
    infusions.write_text("ID,Infusion no,Dose mg\nPT01,1,35\nPT 02,1,40\n")
    return [patients, infusions]


def test_ids_in_capitals_in_another_file_are_one_patient_when_the_user_says_so(
    tmp_path: Any,
) -> None:
    paths = _two_files(tmp_path)
    asked = import_files(paths)
    (issue,) = (i for i in asked.issues if i.severity == "error")
    assert (issue.key, issue.file, issue.row) == ("ids_alike", "infusions.csv", 2)
    joined = import_files(paths, asked.mapping.with_change(issue.answers[0].change))
    assert joined.cohort is not None
    assert joined.cohort.enrolled == 2
    assert list(joined.cohort.infusions["patient_id"]) == ["pt01", "pt02"]


def test_ids_said_to_be_of_several_patients_are_then_unknown_ones(tmp_path: Any) -> None:
    paths = _two_files(tmp_path)
    apart = import_files(paths, import_files(paths).mapping.with_change(SpellingChange("several")))
    assert [i.key for i in apart.issues if i.severity == "error"] == ["unknown_patient"] * 2


def test_an_answer_about_spelling_is_kept_in_the_mapping_file(tmp_path: Any) -> None:
    mapping = import_files(_two_files(tmp_path)).mapping.with_change(SpellingChange("one"))
    assert mapping_file.from_toml(mapping_file.to_toml(mapping)).spelling == "one"


def test_what_a_row_is_can_be_changed(read: Any) -> None:
    text = "id,when,MADRS\nP1,before,30\nP1,after,12\n"
    as_patients = read(text).mapping.with_change(TableChange("a.csv", "", layout="patients"))
    assert "repeated_id" in {i.key for i in read(text, mapping=as_patients).issues}
    back = as_patients.with_change(TableChange("a.csv", "", layout="assessments"))
    again = read(text, mapping=back)
    assert again.mapping.tables[0].layout == "assessments"
    assert "repeated_id" not in {i.key for i in again.issues}


@pytest.mark.parametrize("word", ["RAS", "0", "non", "None reported", "keine", "Aucun EI"])
def test_a_word_for_no_event_is_none(word: str) -> None:
    assert is_no_event(word)
    assert not is_no_event("nausea")


def test_remarks_with_a_telephone_number_are_not_called_one(read: Any) -> None:
    imported = read("id,MADRS before,MADRS after,Remarques\nP1,30,12,rappeler 514-555-0199\n")
    (issue,) = (i for i in imported.issues if i.key == "identifier_left_out")
    assert issue.message == (
        "Remarques seems to hold telephone numbers in some cells; the column is not imported."
    )


def test_dates_of_ratings_in_columns_belong_to_their_scores(read: Any, keys: Any) -> None:
    text = (
        "id,Date baseline,MADRS baseline,Date final,MADRS final\n"
        "P1,2024-01-20,30,2024-03-01,12\nP2,2024-03-09,28,2024-03-02,9\n"
    )
    imported = read(text)
    dates = imported.cohort.assessments.set_index(["patient_id", "moment"])["date"]
    assert str(dates["P1", "before"])[:10] == "2024-01-20"
    assert [i.row for i in imported.issues if i.key == "after_not_later"] == [3]


def test_the_date_of_an_infusion_is_not_that_of_a_rating(read: Any) -> None:
    imported = read("id,Date 1st infusion,MADRS before,MADRS after\nP1,2024-01-20,30,12\n")
    assert target(imported, "Date 1st infusion") == ""


def test_two_codes_are_settled_with_one_answer(read: Any) -> None:
    text = "id,sex,madrs_before,madrs_after\nP1,2,30,12\nP2,1,28,9\n"
    asked = read(text)
    (issue,) = (i for i in asked.issues if i.key == "coding")
    assert [a.title for a in issue.answers] == ["1 is Female, 2 is Male", "1 is Male, 2 is Female"]
    settled = read(text, mapping=asked.mapping.with_change(issue.answers[1].change))
    assert list(settled.cohort.patients["sex"]) == ["female", "male"]


def test_two_codes_of_many_choices_are_settled_one_by_one(read: Any) -> None:
    text = "id,term,related\nP1,nausea,1\nP2,nausea,2\n"
    (issue,) = (i for i in read(text).issues if i.key == "coding")
    assert "1 is Possible" in [a.title for a in issue.answers]


def test_a_rating_long_after_the_course_is_named(workbook: Any) -> None:
    path = workbook(
        Patients=[["patient_id"], ["P1"], ["P2"]],
        Infusions=[["patient_id", "date"], ["P1", "2024-01-10"], ["P2", "2024-01-10"]],
        Assessments=[
            ["patient_id", "moment", "date", "score"],
            ["P1", "before", "2024-01-09", 30],
            ["P1", "after", "2024-01-20", 12],
            ["P2", "before", "2024-01-09", 28],
            ["P2", "after", "2024-06-20", 9],
        ],
    )
    found = [i for i in import_files([path]).issues if i.key == "long_after"]
    assert [(i.sheet, i.row, i.column) for i in found] == [("Assessments", 5, "C")]
    assert "162 days" in found[0].message


def test_what_is_kept_stays_a_warning_and_offers_nothing_more(read: Any) -> None:
    text = "id,MADRS before,MADRS after\nP1,27.5,12\nP2,28,61\n"
    asked = read(text)
    kept = asked.mapping
    for issue in asked.issues:
        kept = kept.with_change(next(a.change for a in issue.answers if a.title == "Keep it"))
    found = read(text, mapping=kept)
    assert found.cohort is not None
    said = {(i.key, i.severity, i.answers) for i in found.issues}
    assert said == {("outside_range", "warning", ()), ("not_whole", "warning", ())}


def test_what_cannot_be_read_is_not_offered_to_be_kept(read: Any) -> None:
    (issue,) = (
        i
        for i in read("id,MADRS before,MADRS after\nP1,30,12\nP2,<28,9\n").issues
        if i.key == "unread"
    )
    assert "Keep it" not in [answer.title for answer in issue.answers]


def test_the_order_of_dated_ratings_tells_before_and_after_when_the_user_says_so(
    read: Any,
) -> None:
    text = (
        "id,date,MADRS\nP1,2024-02-02,12\nP1,2024-01-02,30\nP1,2024-01-20,21\n"
        "P2,2024-01-03,31\nP2,2024-02-03,9\nP3,2024-01-05,33\n"
    )
    asked = read(text)
    (issue,) = (i for i in asked.issues if i.severity == "error")
    assert issue.key == "no_after_ratings"
    (answer,) = issue.answers
    mapping = asked.mapping.with_change(answer.change)
    kept = mapping_file.from_toml(mapping_file.to_toml(mapping))
    found = scored(read(text, mapping=kept))
    assert {place: score for place, score in found.items() if isinstance(place[1], str)} == {
        ("P1", "before"): 30, ("P1", "after"): 12,
        ("P2", "before"): 31, ("P2", "after"): 9, ("P3", "before"): 33,
    }  # fmt: skip


def test_of_totals_at_counted_weeks_the_one_after_is_asked(read: Any) -> None:
    text = "id,Baseline MADRS,Week 1 MADRS,Week 4 MADRS\nP1,30,20,10\nP2,31,21,11\n"
    asked = read(text)
    (issue,) = (i for i in asked.issues if i.severity == "error")
    assert [a.title for a in issue.answers] == ["Week 1 MADRS", "Week 4 MADRS"]
    settled = read(text, mapping=asked.mapping.with_change(issue.answers[1].change))
    assert scored(settled)["P2", "after"] == 11


def test_a_scale_spelt_in_two_ways_is_one_when_the_order_tells_before_and_after(read: Any) -> None:
    text = "id,date,scale,score\nP1,2024-02-02,Madrs,12\nP1,2024-01-02,Montgomery-Asberg,30\n"
    mapping = read(text).mapping.with_change(MomentsChange("by_order"))
    assert scored(read(text, mapping=mapping)) == {("P1", "after"): 12, ("P1", "before"): 30}


@pytest.mark.parametrize("scale", ["Montgomery-Asberg", "a scale of ours"])
def test_items_are_added_up_whatever_their_scale_is_called_in_its_column(
    read: Any, scale: str
) -> None:
    items = ",".join(f"MADRS item {n}" for n in range(1, 11))
    rows = "\n".join(f"P1,{moment},{scale},{','.join(['2'] * 10)}" for moment in ("pre", "post"))
    found = scored(read(f"id,moment,scale,{items}\n{rows}\n"))
    assert found == {("P1", "before"): 20, ("P1", "after"): 20}
