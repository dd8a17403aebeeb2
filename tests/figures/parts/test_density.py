"""A smooth outline of a distribution."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import gaussian_kde

from ketgui.figures.parts.density import estimate_density


def test_it_is_the_kernel_density_of_scipy_with_silverman_s_bandwidth():
    scores = np.random.default_rng(5).normal(28, 6, 40).round()
    at, heights = estimate_density(scores, 0, 60)
    quartiles = np.quantile(scores, [0.25, 0.75])
    spread = min(scores.std(ddof=1), (quartiles[1] - quartiles[0]) / 1.34)
    width = 0.9 * spread * len(scores) ** -0.2
    expected = gaussian_kde(scores, width / scores.std(ddof=1))(at)
    assert heights == pytest.approx(expected / expected.max())


@pytest.mark.parametrize("scores", [[], [12.0], [12.0, 30.0], [20.0] * 9])
def test_too_few_or_equal_scores_have_no_outline(scores):
    at, heights = estimate_density(np.array(scores), 0, 60)
    assert (at[0], at[-1]) == (0, 60)
    assert not heights.any()
