"""Spearman's ρ at its ends; its numbers are checked against R in ``test_courses_against_r``."""

import numpy as np
import pytest

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.tests.rank_correlation import compute_spearman


def test_ties_have_mean_ranks():
    # R: cor(c(1, 2, 2, 4, 5), c(2, 1, 4, 4, 5), method = "spearman")
    rho, _limits = compute_spearman(np.array([1.0, 2, 2, 4, 5]), np.array([2.0, 1, 4, 4, 5]))
    assert rho == pytest.approx(0.7631578947)


def test_too_few_equal_and_perfect():
    assert isinstance(
        compute_spearman(np.array([1.0, 2, 3]), np.array([1.0, 2, 3]))[0], Unavailable
    )
    assert isinstance(compute_spearman(np.ones(5), np.arange(5.0))[0], Unavailable)
    rho, limits = compute_spearman(np.arange(5.0), np.arange(5.0))
    assert rho == pytest.approx(1)
    assert isinstance(limits, Unavailable)
