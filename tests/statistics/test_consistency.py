"""Printed summaries: the paper's own agree, and what cannot be is found."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.consistency import (
    Finding,
    Printed,
    Summary,
    checked,
    counts_of,
    grim,
    implied_r,
    sd_of_differences,
)
from ketgui.statistics.rows import Range
from tests.places import ORACLES

ORACLE = json.loads((ORACLES / "consistency.json").read_text(encoding="utf-8"))


def printed(**words: str) -> dict[str, Any]:
    return {name: Printed.of(text) for name, text in words.items()}


def found(summary: Summary) -> dict[str, Finding]:
    return {finding.title: finding for finding in checked(summary)}


MEANS = printed(mean_before="27.6", sd_before="6.4", mean_after="18.6", sd_after="8.9")


def contains(finding: Finding, value: float) -> bool:
    assert isinstance(finding.found, Range)
    return finding.found.low <= value <= finding.found.high


def test_against_the_paper_everything_printed_agrees():
    shares = tuple(filter(None, map(Printed.of, ("19.0", "9.5", "33.3", "57.1"))))
    summary = Summary(n=21, **MEANS, **printed(t="7.212"), percentages=shares)
    findings = found(summary)
    assert not any(one.agrees is False for one in checked(summary))
    # Implied by the printed means, SDs and t: SD of differences 5.72, r .77, d_z 1.574, d_av 1.176.
    assert contains(findings["SD of the differences"], 5.72)
    assert contains(findings["Correlation of before and after, implied"], 0.767)
    assert contains(findings["Cohen d_z"], 7.212 / math.sqrt(21))
    assert contains(findings["Cohen d_av"], 1.176)
    assert contains(findings["Mean difference, before − after"], 9.0)
    assert "Paired t" not in findings


@pytest.mark.parametrize("case", ORACLE["grim"])
def test_against_r_means_of_whole_scores_by_trying_all(case):
    assert grim(Printed(case["mean"], case["decimals"]), case["n"]) == bool(case["possible"])


@pytest.mark.parametrize("case", ORACLE["counts"])
def test_against_r_counts_that_round_to_a_percentage(case):
    shown = Printed(case["percent"], case["decimals"])
    assert list(counts_of(shown, case["n"])) == case["counts"]


@pytest.mark.parametrize("case", ORACLE["summaries"])
def test_against_r_ranges_of_what_follows_from_rounded_numbers(case):
    name = str({"sd": "sd_difference"}.get(case["given"], case["given"]))
    scores: dict[str, Any] = {
        "mean_before": Printed(case["before"], 1), "sd_before": Printed(case["s1"], 1),
        "mean_after": Printed(case["after"], 1), "sd_after": Printed(case["s2"], 1),
    }  # fmt: skip
    scores[name] = Printed(case["value"], case["decimals"])
    summary = Summary(n=case["n"], **scores)
    findings = found(summary)
    for title, key in (
        ("Mean difference, before − after", "difference"),
        ("SD of the differences", "sd"),
        ("Cohen d_z", "d_z"),
        ("Correlation of before and after, implied", "r"),
        ("Cohen d_av", "d_av"),
        *((("Paired t", "t"),) if case["given"] != "t" else ()),
    ):
        cell = findings[title].found
        assert isinstance(cell, Range)
        assert (cell.low, cell.high) == pytest.approx(tuple(case[key])), title


def test_against_brown_and_heathers_example_of_grim():
    # Brown & Heathers 2017: a mean of 5.19 of 28 whole scores cannot be.
    assert not grim(Printed(5.19, 2), 28)
    assert grim(Printed(5.18, 2), 28)
    assert found(Summary(n=28, mean_before=Printed(5.19, 2)))[
        "Mean before: possible for whole scores"
    ].agrees is False  # fmt: skip


@given(st.integers(1, 300), st.integers(0, 60), st.integers(0, 3))
def test_a_mean_of_whole_scores_is_always_possible(n, mean, decimals):
    total = mean * n + n // 3
    assert grim(Printed(round(total / n, decimals), decimals), n)


@given(st.integers(1, 300), st.data())
def test_a_percentage_of_a_count_is_always_possible(n, data):
    count = data.draw(st.integers(0, n))
    assert count in counts_of(Printed(round(100 * count / n, 1), 1), n)


def test_a_percentage_no_count_has_is_found():
    shares = (Printed(19.5, 1), Printed(19.0, 1))
    verdicts = [one.agrees for one in checked(Summary(n=21, percentages=shares))]
    assert verdicts == [False, True]
    assert checked(Summary(percentages=shares)) == ()


@given(st.floats(1, 20), st.floats(1, 20), st.floats(-0.99, 0.99))
def test_the_implied_correlation_undoes_the_sd_of_differences(first, second, r):
    assert implied_r(first, second, sd_of_differences(first, second, r)) == pytest.approx(r)


@pytest.mark.parametrize(("t", "agrees"), [("7.21", True), ("−7.21", True), ("5.1", False)])
def test_t_is_recomputed_from_the_sd_of_the_differences(t, agrees):
    summary = Summary(n=21, **MEANS, **printed(sd_difference="5.72", t=t))
    finding = found(summary)["Paired t"]
    assert finding.agrees is agrees
    assert contains(finding, 7.21)


def test_t_is_recomputed_from_the_sds_and_r():
    findings = found(Summary(n=21, **MEANS, **printed(r=".77")))
    assert contains(findings["Paired t"], 7.24)
    assert findings["Paired t"].agrees is None
    wrong = found(Summary(n=21, **MEANS, **printed(r="0.20", t="7.212")))
    assert wrong["Paired t"].agrees is False
    both = found(Summary(n=21, **MEANS, **printed(r="0.20", sd_difference="5.72")))
    assert both["Correlation of before and after, implied"].agrees is False


def test_sds_that_no_correlation_allows_are_found():
    findings = found(Summary(n=21, **MEANS, **printed(sd_difference="16.0")))
    assert findings["SD of the differences"].agrees is False
    assert findings["Correlation of before and after, implied"].agrees is False


def test_what_is_not_printed_is_not_recomputed():
    assert checked(Summary()) == ()
    findings = found(Summary(n=21, **MEANS))
    assert isinstance(findings["SD of the differences"].found, Unavailable)
    assert "Cohen d_z" not in findings
    only = found(Summary(**MEANS, **printed(sd_difference="5.7")))
    assert "Cohen d_z" in only
    assert "Paired t" not in only
    flat = found(Summary(n=21, **MEANS, **printed(sd_difference="0")))
    assert isinstance(flat["Cohen d_z"].found, Unavailable)
    alone = Summary(n=21, mean_before=Printed(27.6, 1), mean_after=Printed(18.6, 1),
                    t=Printed(7.2, 1))  # fmt: skip
    assert "Cohen d_av" not in found(alone)


@pytest.mark.parametrize(
    ("text", "value"),
    [("27,6", (27.6, 1)), (" 19.0 %", (19.0, 1)), ("−3", (-3.0, 0)), (".77", (0.77, 2))],
)
def test_numbers_are_read_with_their_places(text, value):
    read = Printed.of(text)
    assert read is not None
    assert (read.value, read.decimals) == value


@pytest.mark.parametrize("text", ["", "abc", "1.2.3", "1 234", "0.1234567", "nan"])
def test_what_is_no_number_is_none(text):
    assert Printed.of(text) is None


def test_rows_have_a_cell_for_each_column():
    for finding in checked(Summary(n=21, **MEANS, **printed(sd_difference="5.72", t="7.21"))):
        assert len(finding.row().cells) == 3
