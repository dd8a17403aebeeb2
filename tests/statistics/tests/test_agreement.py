"""Cohen's κ at its ends; its numbers are checked against R in ``test_courses_against_r``."""

import numpy as np
import pytest

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.tests.agreement import compute_cohen_kappa


def test_against_a_textbook_table():
    # κ = (0.70 − 0.50) / (1 − 0.50), the table of two readers of 50 grants.
    kappa, limits = compute_cohen_kappa(np.array([[20, 5], [10, 15]]))
    assert kappa == pytest.approx(0.4)
    # statsmodels 0.14, cohens_kappa: 0.151092, 0.648908
    assert limits == pytest.approx((0.151092, 0.648908), abs=1e-6)


def test_perfect_agreement_is_one():
    kappa, limits = compute_cohen_kappa(np.array([[3, 0], [0, 4]]))
    assert kappa == pytest.approx(1)
    # Its standard error is 0: limits of 1 and 1 would say that κ is certain.
    assert isinstance(limits, Unavailable)


def test_nobody_and_one_side_have_no_kappa():
    for table in ([[0, 0], [0, 0]], [[5, 0], [0, 0]]):
        kappa, limits = compute_cohen_kappa(np.array(table))
        assert isinstance(kappa, Unavailable)
        assert isinstance(limits, Unavailable)
