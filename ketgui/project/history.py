"""The lines that opening files adds to the history."""

from __future__ import annotations

from collections.abc import Callable

from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import Import
from ketgui.importing.changes import Action, Decision
from ketgui.text import _, plural


def describe_opening(imported: Import, enrolled: int, dropped: int = 0) -> tuple[str, ...]:
    """Describe the opening of files, and each decision about a cell, a row or a patient.

    `dropped` counts the manual changes that no longer fit.
    """
    names = " + ".join(source.name for source in imported.sources)
    opened = plural(
        "Opened {names}: {n} patient", "Opened {names}: {n} patients", enrolled, names=names
    )
    lines = [opened, *(_describe_decision(decision) for decision in imported.mapping.decisions)]
    if dropped:
        lines.append(
            plural(
                "{n} change made by hand no longer fits and was left out",
                "{n} changes made by hand no longer fit and were left out",
                dropped,
            )
        )
    return tuple(lines)


def describe_followed_plan(plan: AnalysisPlan, followed: AnalysisPlan) -> str:
    """Return that a file does not hold the plan's scale, and which one is analysed instead."""
    return _(
        "The file holds no {missing} score: {scale} is analysed, under its own definitions.",
        missing=plan.rating_scale.title,
        scale=followed.rating_scale.title,
    )


def _describe_decision(decision: Decision) -> str:
    sheet = f" · {decision.sheet}" if decision.sheet else ""
    cell = f"{decision.file}{sheet} · {decision.column}{decision.row}"
    line = _("{title}: {words}", title=cell, words=_DESCRIPTIONS[decision.action](decision))
    return f"{line} ({decision.reason})" if decision.reason else line


_DESCRIPTIONS: dict[Action, Callable[[Decision], str]] = {
    "correct": lambda decision: _(
        "“{old}” corrected to “{new}”", old=decision.old, new=decision.new
    ),
    "missing": lambda decision: _("“{old}” taken as missing", old=decision.old),
    "keep": lambda decision: _("“{old}” kept as it is", old=decision.old),
    "leave_out": lambda _decision: _("row left out"),
    "exclude": lambda _decision: _("patient excluded"),
}
