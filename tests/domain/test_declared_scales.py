"""Scales that the user declares: read, written, refused."""

from __future__ import annotations

import pytest

from ketgui.domain.declared_scales import ScaleError, read_scales, scale_from_dict, scale_to_dict
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scale import Cutoff
from ketgui.domain.scales import SCALES

HAMA = {"key": "hama", "title": "HAM-A", "low": 0, "high": 56, "header_names": ["ham a"]}


def test_a_declared_scale_is_analysed_under_its_own_definitions():
    plan = AnalysisPlan.from_dict(
        {"scale": "hama", "scales": [HAMA | {"remission": {"operator": "<=", "value": 7}}]}
    )
    assert plan.rating_scale.title == "HAM-A"
    assert plan.remission == Cutoff("<=", 7)
    assert AnalysisPlan.from_dict(plan.as_dict()) == plan


def test_every_scale_comes_back_from_its_table():
    for scale in SCALES:
        again = scale_from_dict(scale_to_dict(scale))
        assert (again.key, again.low, again.high, again.measures, again.bands) == (
            scale.key, scale.low, scale.high, scale.measures, scale.bands,
        )  # fmt: skip
        assert (again.response, again.remission, again.reliability) == (
            scale.response, scale.remission, scale.reliability,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"title": "X"}, "needs a key"),
        (HAMA | {"colour": "red"}, "has no colour"),
        (HAMA | {"low": "0"}, "low is of the wrong kind"),
        (HAMA | {"low": 60}, "lies below the highest"),
        (HAMA | {"remission": {"operator": "<=", "value": 99}}, "outside the scale"),
        (HAMA | {"remission": {"operator": "~", "value": 9}}, "compares with"),
        (HAMA | {"kind": "zork"}, "not one the program knows"),
    ],
)
def test_a_scale_that_cannot_be_is_refused(row, said):
    with pytest.raises(ScaleError, match=said):
        scale_from_dict(row)


def test_a_toml_text_without_scales_has_none():
    assert read_scales("") == ()
    with pytest.raises(ScaleError):
        read_scales("scales = [")
