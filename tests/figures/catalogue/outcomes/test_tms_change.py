"""Change under TMS against change under ketamine: where each patient stands."""

from __future__ import annotations

from ketgui.figures.catalogue.outcomes import tms_change
from ketgui.figures.spec import Points

PAIRS = [(34.0, 12.0), (30.0, 22.0), (33.0, 35.0), (28.0, 26.0)]
TMS = [(40.0, 36.0), (38.0, 30.0), (35.0, 34.0), (30.0, None)]


def test_right_and_up_is_improvement(analysis_of):
    courses = [
        {"patient_id": f"P{place:02d}", "score_before": before, "score_after": after}
        for place, (before, after) in enumerate(TMS, 1)
    ]
    spec = tms_change.build(analysis_of(PAIRS, tms_courses=courses))
    (panel,) = spec.panels
    places = {
        who: (x, y)
        for mark in panel.marks
        if isinstance(mark, Points)
        for who, x, y in zip(mark.ids, mark.x, mark.y, strict=True)
    }
    # The fourth has no score after TMS.
    assert places == {"P01": (4, 22), "P02": (8, 8), "P03": (1, -2)}
    assert "in three patients" in spec.caption
    assert panel.x.low == -panel.x.high
