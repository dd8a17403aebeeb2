"""Scores of which scale: siblings, unknown ones, items beside totals, and none at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

WIDE = "id,MADRS pre,MADRS post,{headers}\nK1,30,10,{cells}\nK2,32,28,{cells}\nK3,28,9,{cells}\n"
RIGHT = (30.0, 15.667)


def wide(headers: Sequence[str], cells: Sequence[object]) -> str:
    """Return a file with the MADRS and further columns, the same in each row."""
    return WIDE.format(headers=",".join(headers), cells=",".join(map(str, cells)))


@pytest.mark.parametrize(
    "name",
    ["HDRS-21", "PHQ-15", "GAD-2", "QIDS-C", "panss_p", "HAM-A", "BAI", "IDS-SR", "PHQ8", "HAMD24",
     "C-SSRS", "BDI-I"],
)  # fmt: skip
def test_a_sibling_or_unknown_scale_is_never_taken_for_one_that_is_known(
    read: Any, means: Any, said: Any, name: str
) -> None:
    imported = read(wide([f"{name} pre", f"{name} post"], [12, 6]))
    assert means(imported) == RIGHT
    assert set(imported.cohort.assessments["scale"]) == {"madrs"}
    assert f"{name} pre" in said(imported)
    assert "unknown_scale" in said(imported)


@pytest.mark.parametrize("name", ["CGI-I", "GAD7", "shaps", "WSAS", "ymrs"])
def test_a_known_scale_beside_the_usual_one_is_read_and_said(
    read: Any, means: Any, said: Any, name: str
) -> None:
    imported = read(wide([f"{name}_pre", f"{name}_post"], [4, 2]))
    assert means(imported) == RIGHT
    assert "further_scales" in said(imported)


@pytest.mark.parametrize("scale", ["HDRS-21", "PHQ-15", "HAMA", "IDS-C", "BAI"])
def test_an_unknown_scale_is_imported_under_its_own_name_with_one_answer(
    read: Any, scale: str
) -> None:
    text = wide([f"{scale} pre", f"{scale} post"], [12, 6])
    asked = read(text)
    (issue,) = (i for i in asked.issues if i.key == "unknown_scale")
    imported = read(text, mapping=asked.mapping.with_change(issue.answers[0].change))
    found = imported.cohort.assessments
    assert set(found["moment"][found["scale"] != "madrs"]) == {"before", "after"}


@pytest.mark.parametrize(
    "columns",
    [("madrs_total", "hama_total"), ("MADRS", "HAM-A"), ("Score MADRS", "BAI"),
     ("madrs", "hdrs21"), ("MADRS total", "panss")],
)  # fmt: skip
def test_two_totals_in_rows_do_not_overwrite_one_another(
    read: Any, means: Any, said: Any, columns: tuple[str, str]
) -> None:
    text = f"patient,visit,{columns[0]},{columns[1]}\n"
    for name, before, after in (("K1", 30, 10), ("K2", 32, 28), ("K3", 28, 9)):
        text += f"{name},baseline,{before},15\n{name},post,{after},8\n"
    imported = read(text)
    assert means(imported) == RIGHT
    assert columns[1] in said(imported)


@pytest.mark.parametrize(
    ("scale", "count", "pattern"),
    [
        ("phq9", 9, "phq9_{n}_{m}"), ("phq9", 9, "PHQ9 Q{n} {m}"), ("gad7", 7, "gad7_{m}_{n}"),
        ("bdi2", 21, "BDI-II item {n} {m}"), ("madrs", 10, "{m}_madrs_{n}"),
        ("hamd17", 17, "HAMD17_{n}_{m}"),
    ],
)  # fmt: skip
def test_numbered_items_are_added_up_and_the_first_is_no_total(
    read: Any, means: Any, scale: str, count: int, pattern: str
) -> None:
    headers = [pattern.format(n=n, m=m) for m in ("pre", "post") for n in range(1, count + 1)]
    cells = ["2"] * count + ["1"] * count
    imported = read(f"id,{','.join(headers)}\nK1,{','.join(cells)}\nK2,{','.join(cells)}\n")
    assert means(imported, scale) == (2 * count, count)


@pytest.mark.parametrize("count", [9, 7, 21, 10, 17])
def test_items_are_never_said_to_be_0_to_0(read: Any, said: Any, count: int) -> None:
    name = {9: "PHQ9 Q{n}", 7: "GAD7 Q{n}", 21: "BDI Q{n}", 10: "MADRS_{n}", 17: "HAMD Q{n}"}[count]
    headers = [f"{name.format(n=n)} pre" for n in range(1, count + 1)]
    assert "0 to 0" not in said(read(wide(headers, [2] * count)))


@pytest.mark.parametrize(
    ("pattern", "total", "visits"),
    [("BDI{v}.{n}", "BDI{v}.total", (1, 4)), ("phq9_{v}_{n}", "phq9_{v}_total", ("a", "b")),
     ("GAD{v}.{n}", "GAD{v}.sum", (1, 2)), ("hamd_v{v}_{n}", "hamd_v{v}_tot", (1, 3)),
     ("BDI T{v} {n}", "BDI T{v} total", (0, 6))],
)  # fmt: skip
def test_items_of_a_second_scale_ask_nothing_where_the_outcome_is_whole(
    read: Any, means: Any, errors: Any, pattern: str, total: str, visits: tuple[object, object]
) -> None:
    count = 9 if "phq" in pattern else 7 if "GAD" in pattern else 17 if "hamd" in pattern else 21
    headers = []
    for visit in visits:
        headers += [pattern.format(v=visit, n=n) for n in range(1, count + 1)]
        headers.append(total.format(v=visit))
    cells = [*[1] * count, count, *[0] * count, 0]
    imported = read(wide(headers, cells))
    assert errors(imported) == []
    assert means(imported) == RIGHT


@pytest.mark.parametrize("name", ["BDI", "PHQ-9", "HAM-D", "GAD7", "CGI-S"])
def test_a_second_scale_whose_moment_is_not_said_does_not_block(
    read: Any, means: Any, said: Any, name: str
) -> None:
    imported = read(wide([name], [5]))
    assert means(imported) == RIGHT
    assert name in said(imported)


@pytest.mark.parametrize(
    ("header", "key"),
    [("BDI", "bdi2"), ("PHQ-9", "phq9"), ("HAMD17", "hamd17"), ("QIDS-SR", "qids_sr16"),
     ("SHAPS", "shaps"), ("MADRS-S", "madrs_s")],
)  # fmt: skip
def test_a_file_of_another_scale_alone_is_that_scale_and_says_so(
    read: Any, means: Any, said: Any, header: str, key: str
) -> None:
    imported = read(f"id,{header} pre,{header} post\nP1,12,4\nP2,10,6\nP3,11,5\n")
    assert means(imported, key) == (11, 5)
    assert "other_scale" in said(imported)


@pytest.mark.parametrize(
    "headers", ["pre,post", "Score avant,Score après", "before,after", "T0 score,T1 score",
                "baseline,endpoint"],
)  # fmt: skip
def test_scores_of_no_named_scale_are_asked_about_once(read: Any, means: Any, headers: str) -> None:
    text = f"id,{headers}\nP1,30,10\nP2,32,28\nP3,28,9\n"
    asked = read(text)
    (issue,) = (i for i in asked.issues if i.severity == "error")
    assert issue.key == "which_scale"
    assert issue.answers[0].title == "MADRS"
    assert means(read(text, mapping=asked.mapping.with_change(issue.answers[0].change))) == RIGHT


@pytest.mark.parametrize("name", ["madrs.csv", "MADRS scores.csv", "phenotype-madrs.tsv"])
def test_the_file_s_name_may_say_the_scale(read: Any, means: Any, name: str) -> None:
    mark = "\t" if name.endswith("tsv") else ","
    text = "id,pre,post\nP1,30,10\nP2,32,28\nP3,28,9\n".replace(",", mark)
    assert means(read(text, name)) == RIGHT


@pytest.mark.parametrize(
    "word", ["change", "% improvement", "response", "rater", "date", "complete", "severity",
             "comments", "remission (0/1)"],
)  # fmt: skip
def test_a_column_about_a_score_is_not_the_score(read: Any, means: Any, word: str) -> None:
    imported = read(wide([f"MADRS {word}", f"MADRS post {word}"], [1, 2]))
    assert means(imported) == RIGHT
    assert len(imported.cohort.assessments) == 6


def test_an_unknown_scale_before_and_after_is_never_offered_as_the_usual_one(read: Any) -> None:
    text = "ID,PDSS pre,PDSS post\n1,20,8\n2,18,12\n"
    asked = read(text)
    (issue,) = [i for i in asked.issues if i.severity == "error"]
    titles = [answer.title for answer in issue.answers]
    assert titles == ["Import as PDSS", "There are no scores here"]
    imported = read(text, mapping=asked.mapping.with_change(issue.answers[0].change))
    scores = imported.cohort.assessments
    assert set(scores["scale"]) == {"PDSS"}
    assert scores["score"].tolist() == [20, 18, 8, 12]


@pytest.mark.parametrize("header", ["MADRS {} (0-60)", "MADRS [0 – 60] {}", "{} MADRS (0 à 60)"])
def test_the_range_of_a_scale_in_a_header_changes_nothing(read: Any, header: str) -> None:
    imported = read(f"ID,{header.format('pre')},{header.format('post')}\n1,30,12\n2,28,20\n")
    assert imported.cohort.assessments["score"].tolist() == [30, 28, 12, 20]
