"""Columns and ids that name a person."""

from __future__ import annotations

import pytest

from ketgui.importing.checks import identifiers
from tests.importing.made import make_rows


def keys(header: str, cell: str) -> set[str]:
    rows = f"id,MADRS before,{header}\nP1,30,{cell}\n"
    return {issue.key for issue in identifiers.find_identifiers(make_rows(rows))}


@pytest.mark.parametrize(
    ("header", "cell"),
    [("D.D.N.", "1980-01-02"), ("No de dossier", "123456"), ("Nom de la mère", "X"),
     ("Date naiss.", "1980-01-02"), ("courriel", "a@example.org")],
)  # fmt: skip
def test_short_words_for_who_somebody_is_are_known(header: str, cell: str) -> None:
    assert "identifier_left_out" in keys(header, cell)


@pytest.mark.parametrize(("header", "cell"), [("ward", "North"), ("z score", "0.123456789")])
def test_wards_and_decimals_name_nobody(header: str, cell: str) -> None:
    assert keys(header, cell) == set()


def test_ids_that_are_health_numbers_are_asked_about() -> None:
    rows = "id,MADRS before\nAAAA 0101 0112,30\nBBBB 0202 0213,28\n"
    found = [*identifiers.find_identifiers(make_rows(rows))]
    assert any(issue.severity == "error" and issue.answers for issue in found)
