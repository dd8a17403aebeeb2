"""Ratings before and after each infusion: a course, not six times before and six times after."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.statistics.analysis import analyse
from ketgui.statistics.course import number_ratings
from tests.importing.made import answer

INFUSIONS = range(1, 7)
PATIENTS = ("K1", "K2", "K3")
BEFORE, AFTER = 31.0, 19.0


def score(patient: int, infusion: int, side: str) -> int:
    """Return an invented score: two points fewer at each infusion, and two after it."""
    return 31 + patient - 2 * infusion - (2 if side == "after" else 0) + 1


def both(patient: int, infusion: int) -> str:
    """Return the scores before and after an infusion as two cells."""
    return f"{score(patient, infusion, 'before')},{score(patient, infusion, 'after')}"


def wide(before: str, after: str) -> str:
    """Return a row per patient, with two columns for each infusion."""
    names = [word.format(n=n) for n in INFUSIONS for word in (before, after)]
    lines = [",".join(["id", *names])]
    for at, patient in enumerate(PATIENTS):
        scores = [str(score(at, n, side)) for n in INFUSIONS for side in ("before", "after")]
        lines.append(",".join([patient, *scores]))
    return "\n".join(lines) + "\n"


def long(header: str, words: dict[str, str], number: str = "{n}") -> str:
    """Return a row per rating: who, of which infusion, on which side, the score."""
    lines = [header]
    for at, patient in enumerate(PATIENTS):
        for n in INFUSIONS:
            lines += [
                f"{patient},{number.format(n=n)},{word},{score(at, n, side)}"
                for side, word in words.items()
            ]
    return "\n".join(lines) + "\n"


def count_moments(imported: Any) -> dict[str, int]:
    """Return how many ratings are before, after, and neither."""
    moments = imported.cohort.assessments["moment"]
    return {
        "before": int((moments == "before").sum()),
        "after": int((moments == "after").sum()),
        "neither": int(moments.isna().sum()),
    }


RIGHT = {"before": 3, "after": 3, "neither": 30}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("MADRS pre inf {n}", "MADRS post inf {n}"),
        ("madrs_inf{n}_pre", "madrs_inf{n}_post"),
        ("MADRS avant perfusion {n}", "MADRS après perfusion {n}"),
        ("Pre-infusion {n} MADRS", "Post-infusion {n} MADRS"),
        ("MADRS before infusion #{n}", "MADRS after infusion #{n}"),
        ("MADRS antes de la infusión {n}", "MADRS después de la infusión {n}"),
    ],
)
def test_two_columns_for_each_infusion(read: Any, means: Any, before: str, after: str) -> None:
    imported = read(wide(before, after))
    assert means(imported) == (BEFORE, AFTER)
    assert count_moments(imported) == RIGHT


PRE_POST = {"before": "pre", "after": "post"}


@pytest.mark.parametrize(
    ("header", "words", "number"),
    [
        ("patient,infusion,time,madrs", PRE_POST, "{n}"),
        ("id,infusion_number,moment,MADRS", {"before": "before", "after": "after"}, "{n}"),
        ("id,Perfusion,Moment,MADRS", {"before": "avant", "after": "après"}, "Perf. {n}"),
        ("id,session,timing,MADRS", PRE_POST, "{n}"),
        ("id,inf no,visit,MADRS", {"before": "Pre-infusion", "after": "Post-infusion"}, "#{n}"),
        ("code,séance,temps,MADRS", {"before": "Avant", "after": "Après"}, "S{n}"),
    ],
)
def test_rows_with_the_infusion_and_the_side(
    read: Any, means: Any, header: str, words: dict[str, str], number: str
) -> None:
    imported = read(long(header, words, number))
    assert means(imported) == (BEFORE, AFTER)
    assert count_moments(imported) == RIGHT
    assert "infusion_course" in {issue.key for issue in imported.issues}


@pytest.mark.parametrize(
    "header",
    ["id,infusion,date,dose mg,MADRS pre,MADRS post",
     "id,infusion,date,dose mg,MADRS_before,MADRS_after",
     "Patient,Perfusion,Date,Dose (mg),MADRS avant,MADRS après",
     "id,treatment no,date,ketamine dose (mg),MADRS pre,MADRS post",
     "id,infusion,infusion date,dose mg,pre MADRS,post MADRS"],
)  # fmt: skip
def test_a_row_for_each_infusion_with_both_ratings(read: Any, means: Any, header: str) -> None:
    lines = [header]
    for at, patient in enumerate(PATIENTS):
        lines += [f"{patient},{n},2024-01-{2 * n + at:02d},35,{both(at, n)}" for n in INFUSIONS]
    imported = read("\n".join(lines) + "\n")
    assert means(imported) == (BEFORE, AFTER)
    assert count_moments(imported) == RIGHT
    assert len(imported.cohort.infusions) == 18


def test_infusions_without_a_number_are_counted_by_their_dates(read: Any, means: Any) -> None:
    lines = ["id,infusion date,dose mg,MADRS pre,MADRS post"]
    for at, patient in enumerate(PATIENTS):
        lines += [
            f"{patient},2024-01-{2 * n + at:02d},35,{both(at, n)}" for n in reversed(INFUSIONS)
        ]
    assert means(read("\n".join(lines) + "\n")) == (BEFORE, AFTER)


def test_ratings_take_the_day_of_an_infusion_that_another_file_dates(files: Any) -> None:
    dates = "id,infusion,date,dose mg\n" + "".join(
        f"{patient},{n},2024-02-{2 * n:02d},35\n" for patient in PATIENTS for n in INFUSIONS
    )
    imported = files({"a.csv": long("id,infusion,time,madrs", PRE_POST), "infusions.csv": dates})
    rows = imported.cohort.assessments
    during = rows[(rows["patient_id"] == "K1") & rows["moment"].isna()]
    # Before infusions 2 to 6 on days 2 to 10; after infusions 1 to 5 within the day.
    before, after = during[during["day"] % 1 == 0], during[during["day"] % 1 > 0]
    assert before["day"].tolist() == [2, 4, 6, 8, 10]
    assert (after["day"] // 1).tolist() == [0, 2, 4, 6, 8]
    assert after["score"].tolist() == [score(0, n, "after") for n in range(1, 6)]
    assert rows["date"].isna().all()
    assert "placed_by_infusion" in {issue.key for issue in imported.issues}


def test_the_course_counts_the_infusions_given(files: Any) -> None:
    dates = "id,infusion,date,dose mg\n" + "".join(
        f"{patient},{n},2024-02-{2 * n:02d},35\n" for patient in PATIENTS for n in INFUSIONS
    )
    imported = files({"a.csv": wide("MADRS pre inf {n}", "MADRS post inf {n}"), "inf.csv": dates})
    numbered = number_ratings(analyse(imported.cohort, AnalysisPlan()).study)
    course = numbered[numbered["patient_id"] == "K1"].set_index("infusions")["score"]
    # Of two ratings between the same infusions the worse one, as elsewhere.
    assert course.index.tolist() == list(range(7))
    assert (course[0], course[6]) == (score(0, 1, "before"), score(0, 6, "after"))


def test_of_a_baseline_and_a_rating_before_the_first_infusion_the_later_is_before(
    read: Any, means: Any
) -> None:
    text = long("id,infusion,time,madrs", PRE_POST)
    text += "".join(f"{patient},0,baseline,35\n" for patient in PATIENTS)
    imported = read(text)
    assert means(imported) == (BEFORE, AFTER)
    assert "earlier_baseline" in {issue.key for issue in imported.issues}


def test_a_number_of_infusions_is_no_number_of_a_rating(read: Any, means: Any) -> None:
    text = "id,infusion,time,madrs\nK1,6,pre,30\nK1,6,post,10\nK2,4,pre,28\nK2,4,post,20\n"
    assert means(read(text)) == (29.0, 15.0)


@pytest.mark.parametrize(
    "header", ["id,infusion,MADRS", "id,perfusion,MADRS total", "id,infusion no,HAM-D 17",
               "patient,dose no,madrs", "id,infusion number,PHQ-9"],
)  # fmt: skip
def test_a_rating_at_each_infusion_without_its_side_is_asked_once(
    read: Any, errors: Any, header: str
) -> None:
    text = header + "\n" + "".join(f"K{p},{n},{20 - n}\n" for p in (1, 2) for n in INFUSIONS)
    imported = read(text)
    assert errors(imported) == ["no_after_ratings"]
    chosen = read(text, mapping=answer(imported, "no_after_ratings"))
    moments = chosen.cohort.assessments.dropna(subset=["moment"])
    pairs = moments.groupby("moment")["score"].apply(list)
    assert pairs["before"] == [19, 19]
    assert pairs["after"] == [14, 14]
    assert pd.isna(chosen.cohort.assessments["moment"]).sum() == 8
