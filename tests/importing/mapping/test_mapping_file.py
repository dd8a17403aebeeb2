"""A mapping in a file, and back."""

from __future__ import annotations

import json

import pytest

from ketgui.importing import import_text
from ketgui.importing.changes import ColumnChange, DayChange, Decision, SpellingChange
from ketgui.importing.mapping.mapping import Mapping
from ketgui.importing.mapping.mapping_file import as_dict, from_dict, from_toml, to_toml

ROWS = "id,age,MADRS before,MADRS after\nP1,45,27;5,12\nP2,52,31,20\n"


def answered() -> Mapping:
    mapping = import_text(ROWS).mapping
    file = mapping.tables[0].file
    changes = (
        ColumnChange(file, "", "B", "patients.other"),
        ColumnChange(file, "", "C", missing=("99",), codes=(("x", "yes"),)),
        Decision("correct", file, "", 2, "C", "27;5", "27.5", "a “slip”"),
        SpellingChange("one"),
        DayChange(28.0),
    )
    for change in changes:
        mapping = mapping.with_change(change)
    return mapping


def test_what_is_written_is_read_again() -> None:
    mapping = answered()
    assert as_dict(from_toml(to_toml(mapping))) == as_dict(mapping)
    assert from_dict(json.loads(json.dumps(as_dict(mapping)))).after_day == 28.0


@pytest.mark.parametrize(
    "text", ["", "not toml [", "a = 1", "spelling = 3", "[[tables]]\nfile = 3"], ids=repr
)
def test_a_file_that_is_none_is_refused_or_empty(text: str) -> None:
    try:
        found = from_toml(text)
    except ValueError:
        return
    assert found.tables == ()
