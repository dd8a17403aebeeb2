"""What a figure says of itself."""

from __future__ import annotations

from ketgui.figures.catalogue.outcomes import (
    before_after,
    response_remission,
)

NB = "\u00a0"


def test_the_table_of_a_figure_is_what_its_marks_say_once(example, analysis_of):
    spec = response_remission.build(example)
    assert spec.headers == ("Panel", "Shown")
    assert spec.rows[0] == (
        "Response and remission",
        f"Response ≥{NB}50%: 4/21 (19.0%)",
    )
    assert len(set(before_after.build(example).rows)) == len(before_after.build(example).rows)
    assert response_remission.build(analysis_of()).rows[0][1].startswith("No patient")
