"""The items of a checklist by their titles."""

from __future__ import annotations

from ketgui.reporting.checklists import CHECKLISTS

BY_KEY = {one.key: one for one in CHECKLISTS}


def items(key, analysis) -> dict[str, tuple[str, str, str]]:
    return {i.title: (i.answer, i.to_write, i.state) for i in BY_KEY[key].items(analysis)}
