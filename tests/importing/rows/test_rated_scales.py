"""Of which scale each rating is."""

from __future__ import annotations

from ketgui.importing.rows.rated_scales import find_scales, scale_keys
from tests.importing.made import make_rows


def test_a_header_names_the_scale_of_all_its_rows_once() -> None:
    (piece,) = make_rows("id,visit,bdi2\nP1,before,33\nP2,before,28\n").of("assessments")
    assert find_scales(piece).strides == (0,)
    assert scale_keys(piece) == ["bdi2"]


def test_rows_name_their_own_scale_in_their_own_words() -> None:
    rows = "id,visit,scale,score\nP1,before,Montgomery-Asberg,30\nP1,before,Our scale,7\n"
    (piece,) = make_rows(rows).of("assessments")
    assert list(find_scales(piece)) == ["madrs", "Our scale"]
    assert scale_keys(piece) == ["madrs", "Our scale"]
