"""Series of numbered headers: items, or visits."""

from __future__ import annotations

from ketgui.importing.vocabulary.item_headers import find_numbered_items, find_open_series


def test_as_many_numbers_as_a_scale_has_items_are_its_items() -> None:
    found = find_numbered_items([f"PHQ9_{n}_pre" for n in range(1, 10)])
    assert sorted(said.item for said in found.values()) == list(range(1, 10))
    assert {(said.scale, said.moment) for said in found.values()} == {("phq9", "before")}


def test_rows_of_an_array_are_items() -> None:
    found = find_numbered_items([f"PHQ[SQ00{n}]" for n in range(1, 10)])
    assert [found[f"PHQ[SQ00{n}]"].item for n in (1, 9)] == [1, 9]


def test_days_and_visits_are_no_items() -> None:
    assert find_numbered_items([f"madrs_day{n}" for n in range(1, 11)]) == {}
    assert find_numbered_items([f"madrs_visit_{n}" for n in range(1, 11)]) == {}


def test_many_numbers_behind_an_unknown_scale_are_items_too() -> None:
    found = find_numbered_items([f"HAMA_{n}" for n in range(1, 15)])
    assert len(found) == 14
    assert {said.certainty for said in found.values()} == {"unknown"}


def test_the_second_of_a_series_is_no_version_of_the_scale() -> None:
    assert "BDI_2" in find_open_series(["BDI_1", "BDI_2", "BDI_3"])
    assert find_open_series(["BDI-II pre", "BDI-II post"]) == frozenset()
