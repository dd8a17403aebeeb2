"""The problems of an invented file."""

from __future__ import annotations

import pytest

from ketgui.importing.issues import Issue


@pytest.fixture
def issues() -> tuple[Issue, ...]:
    """Return a note, a warning about a patient and an error about a cell."""
    return (
        Issue("note", "a.csv", "", None, "C", "age", "Ages are read as years.", ""),
        Issue("warning", "a.csv", "", 4, "B", "score", "61 is above 60.", "Correct it.", "P03"),
        Issue("error", "b.xlsx", "Ratings", 2, "D", "score", "“high” is no number.", "Type one."),
    )
