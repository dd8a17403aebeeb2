"""The lines that opening files adds to the history."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import Import
from ketgui.importing.changes import Action, Decision
from ketgui.project.audit import AuditEntry, get_current_time
from ketgui.project.edit_entries import list_decision_entries
from ketgui.text import _, plural


def describe_opening(
    imported: Import, enrolled: int, dropped: int = 0, before: Sequence[Decision] = ()
) -> tuple[AuditEntry, ...]:
    """Describe the opening of files, and each decision about a cell, a row or a patient.

    Parameters
    ----------
    imported : Import
    enrolled : int
        Its patients.
    dropped : int
        How many manual changes no longer fit.
    before : sequence of Decision
        Those that the history has already.
    """
    names = " + ".join(source.name for source in imported.sources)
    opened = plural(
        "Opened {names}: {n} patient", "Opened {names}: {n} patients", enrolled, names=names
    )
    # Opening again, after an answer, passes on all decisions; the history has most of them already.
    new = [decision for decision in imported.mapping.decisions if decision not in before]
    taken_back = [d for d in before if d not in imported.mapping.decisions]
    lines = [
        *map(describe_decision, new),
        *(_("Taken back: {line}", line=describe_decision(decision)) for decision in taken_back),
    ]
    entries = [
        AuditEntry(get_current_time(), opened),
        *list_decision_entries((*new, *taken_back), lines),
    ]
    if dropped:
        entries.append(AuditEntry(get_current_time(), describe_dropped(dropped)))
    return tuple(entries)


def describe_dropped(dropped: int) -> str:
    """Return how many changes made by hand no longer fit the tables."""
    return plural(
        "{n} change made by hand no longer fits and was left out",
        "{n} changes made by hand no longer fit and were left out",
        dropped,
    )


def describe_followed_plan(plan: AnalysisPlan, followed: AnalysisPlan) -> str:
    """Return that a file does not hold the plan's scale, and which one is analysed instead."""
    return _(
        "The file holds no {missing} score: {scale} is analysed, under its own definitions.",
        missing=plan.rating_scale.title,
        scale=followed.rating_scale.title,
    )


def describe_decision(decision: Decision) -> str:
    """Return the line of the history about a cell, a row or a patient of a file."""
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
