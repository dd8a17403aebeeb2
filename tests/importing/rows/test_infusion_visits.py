"""Ratings before and after each infusion: named, and placed on the days of the infusions."""

from __future__ import annotations

import numpy as np

from ketgui.importing.rows.infusion_visits import (
    name_infusion_visits,
    place_infusion_visits,
    read_infusion_visits,
)
from tests.importing.made import make_rows

ROWS = "id,infusion,time,madrs\n" + "".join(
    f"P{p},{n},{side},{30 - n}\n" for p in (1, 2) for n in (1, 2, 3) for side in ("pre", "post")
)


def test_only_the_first_before_and_the_last_after_keep_their_moments() -> None:
    (piece,) = name_infusion_visits(make_rows(ROWS)).of("assessments")
    assert list(piece.values["moment"][:6]) == ["before", None, None, None, None, "after"]
    assert piece.values["visit"][1:3].tolist() == ["after infusion 1", "before infusion 2"]


def test_a_patient_who_stopped_early_has_no_rating_after() -> None:
    # The third infusion is the last of the course; the second is the last that P1 had.
    rows = "".join(line for line in ROWS.splitlines(keepends=True) if not line.startswith("P1,3"))
    (piece,) = name_infusion_visits(make_rows(rows)).of("assessments")
    assert "after" not in list(piece.values["moment"][piece.patient == 0])
    assert "after" in list(piece.values["moment"][piece.patient == 1])


def test_what_a_visit_is_called_says_its_infusion() -> None:
    (piece,) = make_rows("id,visit,madrs\nP1,pre inf 2,30\nP1,post inf 2,28\n").of("assessments")
    visits = read_infusion_visits(piece)
    assert visits is not None
    assert (visits.number.tolist(), visits.side.tolist()) == ([2, 2], ["before", "after"])
    (other,) = make_rows("id,visit,madrs\nP1,pre,30\nP1,post,28\n").of("assessments")
    assert read_infusion_visits(other) is None


def test_nothing_is_placed_where_no_infusion_has_a_day() -> None:
    draft = name_infusion_visits(make_rows(ROWS))
    assert place_infusion_visits(draft) is draft


def test_ratings_with_a_date_of_their_own_keep_it() -> None:
    dated = "id,infusion,time,date,madrs\nP1,1,pre,2024-01-01,30\nP1,2,pre,2024-01-09,28\n"
    (piece,) = place_infusion_visits(name_infusion_visits(make_rows(dated))).of("assessments")
    assert "day" not in piece.values
    assert np.isfinite(piece.values["date"].astype(np.int64)).all()
