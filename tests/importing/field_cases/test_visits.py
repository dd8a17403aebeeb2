"""Ratings at visits: weeks, stages, infusions, dates, and which of them is after."""

from __future__ import annotations

from typing import Any

import pytest

from ketgui.importing.mapping import mapping_file

RIGHT = (30.0, 15.667)
PAIRS = (("K1", 30, 10), ("K2", 32, 28), ("K3", 28, 9))


def long(visits: tuple[str, str], header: str = "patient,visit,madrs") -> str:
    """Return a file with a row per rating."""
    lines = [header]
    for name, before, after in PAIRS:
        lines += [f"{name},{visits[0]},{before}", f"{name},{visits[1]},{after}"]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("scale", ["hamd", "BDI", "phq9", "qids_sr", "madrs_s", "HDRS", "gad7"])
def test_rows_of_ratings_are_known_for_any_scale(read: Any, errors: Any, scale: str) -> None:
    text = "patient,time," + scale + "\n"
    text += "".join(f"K{n},baseline,{14 + n}\nK{n},post,{5 + n}\n" for n in range(4))
    imported = read(text)
    assert errors(imported) == []
    assert imported.mapping.tables[0].layout == "assessments"
    assert imported.cohort.assessments["score"].tolist()[:2] == [14, 5]


@pytest.mark.parametrize(
    "visits",
    [("T0", "T1"), ("V1", "V2"), ("Baseline", "Endpoint"), ("visit 1", "visit 2"),
     ("Avant perf 1", "Après perf 6"), ("pre", "eot"), ("Week 0", "End of treatment"),
     ("1", "2"), ("Vorher", "Nachher"), ("basal", "final")],
)  # fmt: skip
def test_two_visits_are_before_and_after(read: Any, means: Any, visits: tuple[str, str]) -> None:
    assert means(read(long(visits))) == RIGHT


@pytest.mark.parametrize(
    ("header", "times"),
    [("week", (0, 2, 4)), ("Semaine", (0, 2, 4)), ("study_week", (0, 2, 4)),
     ("day", (0, 14, 28)), ("Jour", (0, 14, 28)), ("Woche", (0, 2, 4))],
)  # fmt: skip
def test_a_column_that_counts_weeks_is_read_as_days_and_the_day_after_is_asked(
    read: Any, means: Any, header: str, times: tuple[int, ...]
) -> None:
    text = f"patient,{header},madrs\n"
    for name, before, after in PAIRS:
        text += "".join(
            f"{name},{t},{s}\n" for t, s in zip(times, (before, 20, after), strict=True)
        )
    asked = read(text)
    (issue,) = (i for i in asked.issues if i.severity == "error")
    assert [a.title for a in issue.answers][:2] == [
        "Day 14 is after, the first rating is before",
        "Day 28 is after, the first rating is before",
    ]
    mapping = asked.mapping.with_change(issue.answers[1].change)
    assert means(read(text, mapping=mapping_file.from_toml(mapping_file.to_toml(mapping)))) == RIGHT


@pytest.mark.parametrize(
    "word", ["Post inf {n}", "post infusion {n}", "Après perf. {n}", "after infusion {n}",
             "post-inf {n}"],
)  # fmt: skip
def test_ratings_after_each_infusion_are_a_course(read: Any, means: Any, word: str) -> None:
    text = "patient,visit,madrs\n"
    for name, before, after in PAIRS:
        text += f"{name},baseline,{before}\n"
        text += "".join(f"{name},{word.format(n=n)},25\n" for n in range(1, 6))
        text += f"{name},{word.format(n=6)},{after}\n"
    imported = read(text)
    assert means(imported) == RIGHT
    assert (imported.cohort.assessments["moment"] == "after").sum() == 3


@pytest.mark.parametrize(
    "header", ["MADRS post inf {n}", "madrs_post_inf_{n}", "MADRS après perfusion {n}",
               "MADRS after infusion {n}", "MADRS post infusion #{n}"],
)  # fmt: skip
def test_columns_after_each_infusion_are_a_course_too(read: Any, means: Any, header: str) -> None:
    names = [header.format(n=n) for n in range(1, 7)]
    text = f"id,MADRS baseline,{','.join(names)}\n"
    text += "".join(f"{n},{before},25,24,23,22,21,{after}\n" for n, before, after in PAIRS)
    imported = read(text)
    assert means(imported) == RIGHT
    assert (imported.cohort.assessments["moment"] == "after").sum() == 3


@pytest.mark.parametrize(
    "visit", ["FU week 4", "Follow-up 1 month", "suivi 3 mois", "FU1", "Follow up"]
)
def test_a_follow_up_is_not_the_rating_after(read: Any, means: Any, visit: str) -> None:
    text = long(("baseline", "post")) + "".join(f"{name},{visit},33\n" for name, _b, _a in PAIRS)
    assert means(read(text)) == RIGHT


def test_of_day_1_and_day_14_the_other_is_before(read: Any, means: Any) -> None:
    text = "id,MADRS D1,MADRS D14\nK1,30,10\nK2,32,28\nK3,28,9\n"
    asked = read(text)
    (issue,) = (i for i in asked.issues if i.severity == "error")
    answer = next(a for a in issue.answers if a.title.endswith("MADRS D14 is after"))
    assert means(read(text, mapping=asked.mapping.with_change(answer.change))) == RIGHT


@pytest.mark.parametrize("count", [3, 4, 6])
@pytest.mark.parametrize("word", ["T{n}", "V{n}", "stage {n}", "visit {n}", "{n}"])
def test_of_many_numbered_visits_the_one_after_is_asked_once(
    read: Any, errors: Any, word: str, count: int
) -> None:
    text = "patient,visit,madrs\n"
    for name, *_scores in PAIRS:
        text += "".join(f"{name},{word.format(n=n)},{30 - n}\n" for n in range(1, count + 1))
    imported = read(text)
    assert errors(imported) == ["no_after_ratings"]
    issue = next(i for i in imported.issues if i.severity == "error")
    last = word.format(n=count)
    answer = next(a for a in issue.answers if a.title == f"{last} is After")
    settled = read(text, mapping=imported.mapping.with_change(answer.change))
    found = settled.cohort.assessments
    assert found[found["moment"] == "after"]["score"].tolist() == [30 - count] * 3
    assert found[found["moment"] == "before"]["score"].tolist() == [29] * 3


ONLY = ["MADRS", "madrs_total", "MADRS score", "Score MADRS", "MADRS (0-60)"]


@pytest.mark.parametrize("header", ONLY)
def test_a_baseline_alone_is_used_once_it_is_called_so(read: Any, errors: Any, header: str) -> None:
    text = f"patient_id,age,sex,{header}\nP1,40,F,30\nP2,50,M,32\nP3,60,F,28\n"
    asked = read(text)
    (issue,) = (i for i in asked.issues if i.severity == "error")
    settled = read(text, mapping=asked.mapping.with_change(issue.answers[0].change))
    assert errors(settled) == []
    assert settled.cohort.assessments["score"].mean() == 30
    assert "only_before" in {i.key for i in settled.issues}


@pytest.mark.parametrize(
    "headers", [("40min", "80min"), ("40 min", "80 min"), ("T40min", "T80min"),
                ("at 40 minutes", "at 80 minutes"), ("min40", "min120")],
)  # fmt: skip
def test_two_times_of_one_infusion_keep_the_highest_and_do_not_block(
    read: Any, errors: Any, headers: tuple[str, str]
) -> None:
    first, second = (f"cadss d0 {when}" for when in headers)
    text = f"id,madrs pre,madrs post,{first},{second}\nK1,30,10,12,2\nK2,32,28,1,20\nK3,28,9,5,0\n"
    imported = read(text)
    assert errors(imported) == []
    found = imported.cohort.assessments
    assert sorted(found[found["scale"] == "cadss"]["score"]) == [5, 12, 20]


DATED = {
    "patients.csv": "patient_id,age,sex\nP1,40,F\nP2,50,M\nP3,60,F\n",
    "infusions.csv": "patient_id,infusion,date\nP1,1,2024-03-05\nP1,2,2024-03-07\n"
    "P2,1,2024-03-18\nP2,2,2024-03-20\nP3,1,2024-04-02\n",
}


@pytest.mark.parametrize("header", ["patient_id,date,MADRS", "ID,Date of rating,madrs_total",
                                    "Subject,Visit date,MADRS score",
                                    "N° patient,Date de cotation,MADRS total",
                                    "code,fecha de visita,MADRS"])  # fmt: skip
def test_the_dates_of_infusions_tell_before_from_after(files: Any, header: str) -> None:
    ratings = f"{header}\nP1,2024-03-04,30\nP1,2024-03-08,10\nP2,2024-03-17,32\n"
    ratings += "P2,2024-03-21,28\nP3,2024-04-01,28\nP3,2024-04-03,9\n"
    imported = files(DATED | {"assessments.csv": ratings})
    assert imported.cohort is not None, imported.issues
    assert len(imported.cohort.infusions) == 5
    assert imported.cohort.assessments["date"].notna().all()


def test_a_date_decides_against_a_word_and_that_is_said(files: Any) -> None:
    ratings = "patient_id,visit,date,MADRS\nP1,baseline,2024-03-04,30\nP1,post,2024-03-08,10\n"
    ratings += "P2,baseline,2024-03-25,32\nP2,post,2024-03-10,28\n"
    imported = files(DATED | {"assessments.csv": ratings})
    found = [(i.key, i.row) for i in imported.issues if i.key == "moment_against_date"]
    assert found == [("moment_against_date", 4), ("moment_against_date", 5)]
    moments = imported.cohort.assessments["moment"].tolist()
    assert moments[:2] == ["before", "after"]
    assert not any(isinstance(word, str) for word in moments[2:])


@pytest.mark.parametrize(
    "extra", ["K1,baseline,20", "K1,post,12", "K2,baseline,30", "K3,post,10", "K2,post,27"]
)
def test_two_scores_at_one_visit_are_asked_about(
    read: Any, errors: Any, means: Any, extra: str
) -> None:
    text = long(("baseline", "post")) + extra + "\n"
    asked = read(text)
    assert errors(asked) == ["rated_twice"]
    (issue,) = (i for i in asked.issues if i.severity == "error")
    settled = read(text, mapping=asked.mapping.with_change(issue.answers[0].change))
    assert means(settled) == RIGHT


@pytest.mark.parametrize(
    ("status", "cells"),
    [("baseline_data_complete", "2"), ("demographics_complete", "0"), ("madrs_complete", "1"),
     ("visit_1_complete", "2"), ("end_of_study_complete", "2")],
)  # fmt: skip
def test_a_form_s_state_is_no_data(read: Any, means: Any, status: str, cells: str) -> None:
    text = f"record_id,redcap_event_name,age,{status},madrs_total\n"
    for name, before, after in PAIRS:
        text += f"{name},baseline_arm_1,40,{cells},{before}\n{name},post_arm_1,,{cells},{after}\n"
    imported = read(text)
    assert means(imported) == RIGHT
    assert status not in imported.cohort.patients


@pytest.mark.parametrize("visit", ["Day 14", "week 2", "D14", "J14", "Semaine 2"])
def test_the_only_later_visit_is_after(read: Any, means: Any, visit: str) -> None:
    assert means(read(long(("baseline", visit)))) == RIGHT


def test_of_a_later_visit_and_dated_infusions_the_dates_decide(files: Any) -> None:
    infusions = "id,infusion,day\n" + "".join(f"K{n},1,0\nK{n},2,20\n" for n in (1, 2, 3))
    imported = files({"a.csv": long(("baseline", "Day 14")), "infusions.csv": infusions})
    moments = imported.cohort.assessments["moment"]
    assert "after" not in set(moments.dropna())


def test_visits_in_two_files_are_asked_about_with_an_answer(files: Any, means: Any) -> None:
    contents = {
        f"t{visit}.csv": f"ID,MADRS T{visit}\n"
        + "".join(f"{name},{scores[visit - 1]}\n" for name, *scores in PAIRS)
        for visit in (2, 1)
    }
    asked = files(contents)
    (issue,) = (i for i in asked.issues if i.severity == "error")
    assert issue.key == "which_after"
    assert means(files(contents, asked.mapping.with_change(issue.answers[0].change))) == RIGHT


@pytest.mark.parametrize(
    "visits", [("T0", "Post 6"), ("avant", "post-perf 6"), ("pre", "post inf 6"),
               ("Baseline", "POST #6"), ("t0", "Post-6")],
)  # fmt: skip
def test_ratings_after_the_third_and_the_last_infusion_are_a_course(
    read: Any, means: Any, visits: tuple[str, str]
) -> None:
    text = long(visits) + "".join(f"{name},Post 3,{before - 2}\n" for name, before, _after in PAIRS)
    assert means(read(text)) == RIGHT
