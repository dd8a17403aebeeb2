"""Headers with the number of an infusion in them."""

from __future__ import annotations

import pytest

from ketgui.importing.vocabulary.numbered_headers import parse_number


@pytest.mark.parametrize(
    ("header", "parsed"),
    [
        ("Dose3 (mg)", ("dose", 3)),
        ("Perfusion no 2 Date", ("date", 2)),
        ("Infusion #4 dose", ("dose", 4)),
        ("1re perfusion date", ("date", 1)),
        ("2nd infusion dose mg/kg", ("dose mg kg", 2)),
        ("Age", None),
        ("21 items", None),
    ],
)
def test_a_header_is_parted_into_a_name_and_the_number_of_an_infusion(
    header: str, parsed: tuple[str, int] | None
) -> None:
    assert parse_number(header) == parsed
