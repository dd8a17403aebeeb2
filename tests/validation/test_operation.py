"""The example's numbers are compared with R's and the paper's, and no difference is passed over."""

from __future__ import annotations

import pytest

from ketgui.reporting import analysis_json
from ketgui.reporting.r_script.numbers import name_numbers
from ketgui.statistics.results import RESULTS
from ketgui.validation.operation import check_operation, compare_numbers


@pytest.fixture(scope="module")
def operation():
    return check_operation()


@pytest.fixture(scope="module")
def numbers(operation):
    return {check.name: check.value for check in operation.with_r}


def test_every_number_is_rs_and_the_papers(operation):
    assert operation.r_version.startswith("Rscript (R) version 4")
    assert [check for check in operation.with_r if not check.agrees] == []
    assert [check for check in operation.with_paper if not check.agrees] == []
    assert operation.all_agree


def test_all_numbers_of_the_example_are_compared(example, operation):
    # The plan of the file adds protocols to what the default plan computes.
    assert set(name_numbers(analysis_json.as_dict(example))) <= {c.name for c in operation.with_r}


def test_a_number_a_little_off_is_found(numbers):
    off = numbers | {"paired_change.t": numbers["paired_change.t"] * (1 + 2e-9)}
    wrong = [check.name for check in compare_numbers(off).with_r if not check.agrees]
    assert wrong == ["paired_change.t"]


def test_a_number_that_only_one_has_is_no_agreement(numbers):
    others = {name: value for name, value in numbers.items() if name != "paired_change.t"}
    found = compare_numbers(others | {"paired_change.new": 1.0})
    wrong = {
        check.name: (check.value, check.expected) for check in found.with_r if not check.agrees
    }
    t = numbers["paired_change.t"]
    assert wrong == {"paired_change.t": (None, pytest.approx(t)), "paired_change.new": (1.0, None)}
    assert not found.all_agree


def test_each_statistic_has_its_line(operation):
    groups = operation.group_by_statistic()
    assert sum(map(len, groups.values())) == len(operation.with_r)
    assert len(groups) > len(RESULTS) / 2
