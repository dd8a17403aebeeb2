"""The change of each item."""

from __future__ import annotations

from ketgui.figures.catalogue.outcomes import (
    item_heat_map,
)


def test_an_item_apart_stands_apart(analysis_of):
    ratings = [
        {"patient_id": f"P0{n}", "scale": "madrs", "moment": moment, "score": 20.0}
        | {f"item_{item}": float((n + item + after) % 5) for item in (1, 2, 10)}
        for n in range(1, 5)
        for after, moment in enumerate(("before", "after"))
    ]
    spec = item_heat_map.build(analysis_of([(20.0, 20.0)] * 4, assessments=ratings))
    places = [at for at, _name in spec.panels[0].y.ticks or ()]
    assert places[1] - places[2] > places[0] - places[1]
    assert "looked at apart" in spec.caption
    assert "both times: four of four enrolled" in spec.caption
