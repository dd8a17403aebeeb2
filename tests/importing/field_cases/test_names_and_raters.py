"""Scales that are misspelt or have a sibling, and scores of two raters with their mean."""

from __future__ import annotations

from typing import Any

import pytest

from tests.importing.made import answer


def pairs(before: str, after: str) -> str:
    """Return three patients with a score in each of two columns."""
    return f"id,{before},{after}\nK1,24,10\nK2,22,18\nK3,26,9\n"


RIGHT = (24.0, 12.333)


@pytest.mark.parametrize(
    ("before", "after"),
    [("MARDS before", "MARDS after"), ("MADSR pre", "MADSR post"), ("MADRS pre", "MADSR post"),
     ("mards_T0", "mards_T1"), ("Score MDARS avant", "Score MDARS après")],
)  # fmt: skip
def test_a_misspelt_scale_is_read_and_said(
    read: Any, means: Any, said: Any, before: str, after: str
) -> None:
    imported = read(pairs(before, after))
    assert means(imported) == RIGHT
    assert "the name looks misspelt; it is imported as the MADRS (0 to 60)" in said(imported)


@pytest.mark.parametrize(
    ("before", "after", "title"),
    [("MADRS-6 before", "MADRS-6 after", "MADRS-6"), ("MADRS6_pre", "MADRS6_post", "MADRS-6"),
     ("IDS before", "IDS after", "IDS"), ("IDS-SR pre", "IDS-SR post", "IDS-SR"),
     ("QIDS-C16 pre", "QIDS-C16 post", "QIDS-C"),
     ("MADRS 6 items T0", "MADRS 6 items T1", "MADRS-6")],
)  # fmt: skip
def test_a_sibling_is_named_and_imported_under_its_own_name_alone(
    read: Any, before: str, after: str, title: str
) -> None:
    text = pairs(before, after)
    asked = read(text)
    assert asked.cohort is None
    (issue,) = [i for i in asked.issues if i.key == "unknown_scale"]
    assert f"the {title} is not a scale that the program knows" in issue.message
    cohort = read(text, mapping=answer(asked, "unknown_scale")).cohort
    assert set(cohort.assessments["scale"]) == {title}
    assert (cohort.assessments["moment"] == "after").sum() == 3


def test_beside_the_madrs_a_short_form_is_not_taken_for_it(read: Any, means: Any) -> None:
    text = (
        "id,MADRS before,MADRS-6 before,MADRS after,MADRS-6 after\n"
        "K1,24,15,10,6\nK2,22,14,18,10\nK3,26,16,9,5\n"
    )
    assert means(read(text)) == RIGHT


@pytest.mark.parametrize("scale", ["MADRS-6", "IDS", "MADRS-S", "IDS-SR", "QIDS-C"])
def test_rows_of_a_sibling_are_not_rows_of_the_madrs(read: Any, means: Any, scale: str) -> None:
    text = "id,scale,visit,score\n"
    for name, before, after in (("K1", 24, 10), ("K2", 22, 18), ("K3", 26, 9)):
        text += f"{name},MADRS,before,{before}\n{name},MADRS,after,{after}\n"
        text += f"{name},{scale},before,20\n{name},{scale},after,5\n"
    imported = read(text)
    assert means(imported) == RIGHT
    assert "further_scales" in {issue.key for issue in imported.issues}


def test_the_qids_alone_may_be_either_form_and_is_asked_about(read: Any, keys: Any) -> None:
    assert "scale_suggested" in keys(read(pairs("QIDS before", "QIDS after")))


RATERS = [
    ("MADRS {when} rater A", "MADRS {when} rater B", "MADRS {when} mean of both raters"),
    ("MADRS {when} rater 1", "MADRS {when} rater 2", "MADRS {when} mean of raters"),
    ("madrs_{when}_rater1", "madrs_{when}_rater2", "madrs_{when}_mean"),
    ("MADRS {when} (rater A)", "MADRS {when} (rater B)",
     "MADRS {when} (average of the two raters)"),
    ("MADRS {when} évaluateur 1", "MADRS {when} évaluateur 2",
     "MADRS {when} moyenne des deux évaluateurs"),
]  # fmt: skip


@pytest.mark.parametrize("headers", RATERS)
def test_beside_the_columns_of_two_raters_their_mean_is_the_score(
    read: Any, means: Any, errors: Any, headers: tuple[str, ...]
) -> None:
    names = [header.format(when=when) for when in ("pre", "post") for header in headers]
    text = (
        ",".join(["id", *names])
        + "\nK1,23,25,24,9,11,10\nK2,22,22,22,17,19,18\nK3,25,27,26,8,10,9\n"
    )
    imported = read(text)
    assert errors(imported) == []
    assert means(imported) == RIGHT


@pytest.mark.parametrize(
    "mean", ["mean of both raters", "moyenne des deux évaluateurs", "average of raters",
             "Mean of the two raters", "moy. évaluateurs"],
)  # fmt: skip
def test_a_row_with_the_mean_is_no_third_rater(read: Any, means: Any, mean: str) -> None:
    text = "id,visit,rater,MADRS\n"
    for name, before, after in (("K1", 24, 10), ("K2", 22, 18), ("K3", 26, 9)):
        for visit, score in (("before", before), ("after", after)):
            text += f"{name},{visit},AB,{score - 1}\n{name},{visit},CD,{score + 1}\n"
            text += f"{name},{visit},{mean},{score}\n"
    asked = read(text)
    (issue,) = [i for i in asked.issues if i.severity == "error"]
    assert [a.title for a in issue.answers] == [
        "The mean of the raters", "Those of “AB”", "Those of “CD”",
    ]  # fmt: skip
    assert means(read(text, mapping=answer(asked, "rated_twice"))) == RIGHT


@pytest.mark.parametrize(
    "cell", ["24 (mean of both raters)", "24 moyenne des deux évaluateurs", "24 (approx)",
             "24 by telephone", "24*"],
)  # fmt: skip
def test_a_number_with_a_remark_is_read_with_one_click(read: Any, means: Any, cell: str) -> None:
    text = pairs("MADRS before", "MADRS after").replace("K1,24", f"K1,{cell}")
    asked = read(text)
    (issue,) = [i for i in asked.issues if i.severity == "error"]
    assert issue.answers[0].title.endswith(" is 24")
    assert means(read(text, mapping=asked.mapping.with_change(issue.answers[0].change))) == RIGHT


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ("MADRS {when} rater A", "MADRS {when} rater B", ["Those of “A”", "Those of “B”"]),
        ("madrs_{when}_rater1", "madrs_{when}_rater2", ["Those of “1”", "Those of “2”"]),
        ("MADRS {when} R1", "MADRS {when} R2", ["Those of “1”", "Those of “2”"]),
        ("Rater A MADRS {when}", "Rater B MADRS {when}", ["Those of “A”", "Those of “B”"]),
        ("MADRS {when} évaluateur 1", "MADRS {when} évaluateur 2",
         ["Those of “1”", "Those of “2”"]),
    ],
)  # fmt: skip
def test_of_two_raters_without_their_mean_it_is_asked_once_whose_scores_count(
    read: Any, means: Any, errors: Any, first: str, second: str, names: list[str]
) -> None:
    headers = [h.format(when=when) for when in ("pre", "post") for h in (first, second)]
    text = ",".join(["id", *headers]) + "\nK1,24,25,10,11\nK2,22,22,18,19\nK3,26,27,9,10\n"
    asked = read(text)
    assert errors(asked) == ["which_rater"]
    (issue,) = [i for i in asked.issues if i.severity == "error"]
    assert [answer.title for answer in issue.answers] == names
    settled = read(text, mapping=answer(asked, "which_rater"))
    assert errors(settled) == []
    assert means(settled) == RIGHT
