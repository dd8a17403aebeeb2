"""How a test looks at the marks of a panel."""

from __future__ import annotations

from typing import Any

from ketgui.figures.spec import Bars, Panel


def marks(panel: Panel, kind: type) -> list[Any]:
    """Return the marks of one kind."""
    return [mark for mark in panel.marks if isinstance(mark, kind)]


def bars(panel: Panel) -> dict[str, Bars]:
    """Return the bars by what is said of each."""
    return {mark.hover[0]: mark for mark in marks(panel, Bars)}
