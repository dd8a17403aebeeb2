"""The steps of a cohort's making as lines to be read."""

from __future__ import annotations

from collections.abc import Callable

from ketgui.importing import Import
from ketgui.importing.changes import Action, Decision
from ketgui.text import _, plural


def opening_lines(imported: Import, enrolled: int, dropped: int = 0) -> tuple[str, ...]:
    """Return what opening files did, and each answer about a cell, a row or a patient.

    `dropped` counts the changes made by hand that no longer fit.
    """
    names = " + ".join(source.name for source in imported.sources)
    opened = plural(
        "Opened {names}: {n} patient", "Opened {names}: {n} patients", enrolled, names=names
    )
    lines = [opened, *(_line(decision) for decision in imported.mapping.decisions)]
    if dropped:
        lines.append(
            plural(
                "{n} change made by hand no longer fits and was left out",
                "{n} changes made by hand no longer fit and were left out",
                dropped,
            )
        )
    return tuple(lines)


def _line(decision: Decision) -> str:
    sheet = f" · {decision.sheet}" if decision.sheet else ""
    place = f"{decision.file}{sheet} · {decision.column}{decision.row}"
    said = _("{title}: {words}", title=place, words=_SAID[decision.action](decision))
    return f"{said} ({decision.reason})" if decision.reason else said


_SAID: dict[Action, Callable[[Decision], str]] = {
    "correct": lambda one: _("“{old}” corrected to “{new}”", old=one.old, new=one.new),
    "missing": lambda one: _("“{old}” taken as missing", old=one.old),
    "keep": lambda one: _("“{old}” kept as it is", old=one.old),
    "leave_out": lambda _one: _("row left out"),
    "exclude": lambda _one: _("patient excluded"),
}
