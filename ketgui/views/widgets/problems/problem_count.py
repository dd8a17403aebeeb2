"""How many problems there are to check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketgui.importing.issues import Issue


def count_problems(issues: Sequence[Issue]) -> int:
    """Return the number of errors and warnings."""
    return sum(issue.severity != "note" for issue in issues)
