"""What can be inferred of hidden counts."""

from __future__ import annotations

from ketgui.reporting.tables.inference import UNBOUNDED, Relation, infer_bounds


def test_what_is_known_stops_where_nothing_more_follows():
    a, b, c = (0, 0), (1, 0), (2, 0)
    relations = [Relation((a,), (b, c), (a,)), Relation((b, c), (a,), (a,))]
    bounds, rounds = infer_bounds({a: (6, 6), b: (0, 10), c: (1, 4)}, relations)
    assert (bounds[b], bounds[c], len(rounds)) == ((2, 5), (1, 4), 1)
    assert infer_bounds({a: (6, 6), b: (5, 5), c: (1, 1)}, relations)[1] == []


def test_a_total_and_all_parts_but_one_reveal_the_last():
    whole, seen, hidden = (0, 0), (1, 0), (2, 0)
    sums = [Relation((whole,), (seen, hidden), (whole,)), Relation((seen, hidden), (whole,), ())]
    bounds, rounds = infer_bounds({whole: (9, 9), seen: (6, 6), hidden: (1, 4)}, sums)
    assert bounds[hidden] == (3, 3)
    assert rounds == [sums]


def test_a_hidden_total_reveals_nothing():
    whole, seen, hidden = (0, 0), (1, 0), (2, 0)
    sums = [Relation((whole,), (seen, hidden), (whole,))]
    shown = {whole: (0, UNBOUNDED), seen: (6, 6), hidden: (1, 4)}
    bounds, _rounds = infer_bounds(shown, sums)
    assert bounds[hidden] == (1, 4)
    assert bounds[whole] == (0, 10)
