"""Means, SDs and percentages of whole numbers against R, scrutiny and every possible sample."""

from __future__ import annotations

import json
import statistics
from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.statistics.consistency.granularity import (
    find_counts,
    passes_debit,
    passes_grim,
    passes_grimmer,
)
from ketgui.statistics.consistency.printed import Printed
from tests.places import ORACLES

ORACLE = json.loads((ORACLES / "consistency.json").read_text(encoding="utf-8"))


def printed(text: str) -> Printed:
    number = Printed.of(text)
    assert number is not None
    return number


@pytest.mark.parametrize("case", ORACLE["grim"])
def test_against_r_means_of_whole_scores_by_trying_all(case):
    assert passes_grim(Printed(case["mean"], case["decimals"]), case["n"]) == bool(case["possible"])


@pytest.mark.parametrize("case", ORACLE["counts"])
def test_against_r_counts_that_round_to_a_percentage(case):
    shown = Printed(case["percent"], case["decimals"])
    assert list(find_counts(shown, case["n"])) == case["counts"]


def test_against_brown_and_heathers_example_of_grim():
    # Brown & Heathers 2017: a mean of 5.19 of 28 whole scores cannot be.
    assert not passes_grim(Printed(5.19, 2), 28)
    assert passes_grim(Printed(5.18, 2), 28)


@given(st.integers(1, 300), st.integers(0, 60), st.integers(0, 3))
def test_a_mean_of_whole_scores_is_always_possible(n, mean, decimals):
    total = mean * n + n // 3
    assert passes_grim(Printed(round(total / n, decimals), decimals), n)


@given(st.integers(1, 300), st.data())
def test_a_percentage_of_a_count_is_always_possible(n, data):
    count = data.draw(st.integers(0, n))
    assert count in find_counts(Printed(round(100 * count / n, 1), 1), n)


# Examples of the R package scrutiny: its help pages and its tests.
@pytest.mark.parametrize(
    ("mean", "sd", "n", "possible"),
    [("5.23", "2.55", 35, False), ("5.23", "2.55", 31, True), ("5.21", "1.60", 28, True),
     ("5.21", "1.6", 28, True), ("3.44", "2.47", 18, False)],
)  # fmt: skip
def test_against_scrutiny_grimmer(mean, sd, n, possible):
    assert passes_grimmer(printed(mean), printed(sd), n) is possible


@pytest.mark.parametrize(
    ("mean", "sd", "n", "possible"),
    [("0.36", "0.11", 20, False), ("0.53", "0.50", 1683, True), ("0.05", "0.21", 20, False),
     ("0.05", "0.22", 20, True), ("0.50", "0.503", 100, True), ("0.00", "0.00", 50, True),
     ("1.00", "0.00", 50, True), ("0.00", "0.50", 50, False), ("1.00", "0.50", 50, False)],
)  # fmt: skip
def test_against_scrutiny_debit(mean, sd, n, possible):
    assert passes_debit(printed(mean), printed(sd), n) is possible


def test_grimmer_passes_every_sample_of_four_and_little_else():
    samples = list(combinations_with_replacement(range(13), 4))
    pairs = {(f"{sum(s) / 4:.2f}", f"{statistics.stdev(s):.2f}") for s in samples}
    assert all(passes_grimmer(printed(mean), printed(sd), 4) for mean, sd in pairs)
    tried = [("6.00", f"{hundredths / 100:.2f}") for hundredths in range(400)]
    passed = [pair for pair in tried if passes_grimmer(printed(pair[0]), printed(pair[1]), 4)]
    # The test is necessary, not sufficient: a sum of squares may be of no four numbers.
    assert set(pairs).intersection(tried) <= set(passed)
    assert len(passed) < 40


@given(st.integers(2, 300), st.data())
def test_debit_passes_every_binary_sample(n, data):
    ones = data.draw(st.integers(0, n))
    sd = statistics.stdev([1] * ones + [0] * (n - ones))
    assert passes_debit(printed(f"{ones / n:.3f}"), printed(f"{sd:.2f}"), n)
