"""A scale's bands and totals."""

import numpy as np
import pytest

from ketgui.domain.scale import Scale
from ketgui.domain.scales import MADRS, PHQ9, QIDS_SR16


@pytest.mark.parametrize(
    ("score", "title"),
    [(0, "absent"), (6, "absent"), (7, "mild"), (18.6, "mild"), (19.5, "mild"), (20, "moderate"),
     (27.6, "moderate"), (34, "moderate"), (35, "severe"), (60, "severe")],
)  # fmt: skip
def test_against_snaith_1986_bands_of_the_madrs(score, title):
    band = MADRS.find_band(score)
    assert band
    assert band.title == title


@pytest.mark.parametrize(
    ("score", "title"),
    [(4, "minimal"), (5, "mild"), (10, "moderate"), (15, "moderately severe"), (20, "severe")],
)
def test_against_kroenke_2001_bands_of_the_phq_9(score, title):
    band = PHQ9.find_band(score)
    assert band
    assert band.title == title


def test_no_band_outside_the_scale_or_without_bands():
    assert MADRS.find_band(61) is None
    assert MADRS.find_band(-1) is None
    assert Scale("x", "X", 0, 10).find_band(5) is None


def test_a_total_is_the_sum_of_the_items():
    items = np.vstack([np.full(10, 3.0), np.arange(10.0)])
    assert MADRS.compute_total(items).tolist() == [30, 45]


def test_a_total_without_one_item_is_missing():
    items = np.full((1, 9), 2.0)
    items[0, 4] = np.nan
    assert np.isnan(PHQ9.compute_total(items)).all()


def test_the_qids_counts_the_highest_item_of_each_domain():
    # Sleep 3 of (0, 3, 1, 0); mood 2; appetite and weight 1; concentration 2; self 1; suicide 0;
    # interest 2; energy 3; psychomotor 1 of (1, 0). By hand 15, where the 16 items add up to 19.
    items = np.array([[0, 3, 1, 0, 2, 1, 0, 1, 0, 2, 1, 0, 2, 3, 1, 0]], float)
    assert QIDS_SR16.compute_total(items).tolist() == [15]
    assert items.sum() == 17
