"""Doses and weights in the wrong unit."""

from __future__ import annotations

from ketgui.importing.checks import amounts
from tests.importing.made import make_rows

HEAD = "id,infusion,weight kg,dose mg,dose mg/kg\n"


def keys(check, *rows: str) -> list[str]:
    return [issue.key for issue in check(make_rows(HEAD + "\n".join(rows) + "\n"))]


def test_weights_too_heavy_for_a_group_are_suspected_to_be_pounds() -> None:
    heavy = [f"P{n},1,{180 + 10 * n},35,0.5" for n in range(4)]
    assert keys(amounts.ask_about_pounds, *heavy) == ["pounds"]
    assert keys(amounts.ask_about_pounds, *(f"P{n},1,{70 + n},35,0.5" for n in range(4))) == []


def test_a_dose_that_weight_and_rate_contradict_is_named() -> None:
    assert keys(amounts.find_contradicting_doses, "P1,1,70,35,0.5") == []
    assert len(keys(amounts.find_contradicting_doses, "P1,1,70,350,0.5")) == 1
