"""The state of a session at one moment, and the state that a study file holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ketgui.domain.plan import AnalysisPlan
from ketgui.project.audit import AuditEntry, get_current_time
from ketgui.reporting.request import NOTHING_CHOSEN, ReportRequest

if TYPE_CHECKING:
    from ketgui.domain.cohort import Cohort
    from ketgui.domain.edits import CohortEdit
    from ketgui.importing import Import, StoredTables
    from ketgui.reporting.paragraphs.sentence_edits import SentenceEdits as SentenceEdits


@dataclass(frozen=True, eq=False)
class State:
    """What undo and redo restore.

    Attributes
    ----------
    imported : Import or None
        The import of files, of pasted cells or of nothing; None before there is one.
    plan : AnalysisPlan
    entries : tuple of AuditEntry
        The history's lines about the change that led to this state.
    paths : tuple of Path
        The files that were read.
    edits : tuple of Edit
        Changes made to the cohort by hand, in order.
    pasted : str
        The cells that were pasted, where no file was read.
    sentence_edits : SentenceEdits or None
        Report sentences in the user's words; None before there is one.
    request : ReportRequest
        What the report is made of.
    stored : StoredTables or None
        The tables that came from a study file, and need no source file.
    """

    imported: Import | None
    plan: AnalysisPlan
    entries: tuple[AuditEntry, ...] = ()
    paths: tuple[Path, ...] = ()
    edits: tuple[CohortEdit, ...] = ()
    pasted: str = ""
    sentence_edits: SentenceEdits | None = None
    request: ReportRequest = NOTHING_CHOSEN
    stored: StoredTables | None = None

    def make_cohort(self) -> Cohort:
        """Return the cohort as read and edited; one without patients if none was read."""
        from ketgui.domain.cohort import Cohort
        from ketgui.domain.edits import apply_edits

        read = self.imported.cohort if self.imported else None
        return apply_edits(read or Cohort(), self.edits)

    def under(self, plan: AnalysisPlan) -> State:
        """Return the state under another plan, by which its import is judged anew."""
        imported = self.imported.judge(plan) if self.imported else None
        return replace(self, plan=plan, imported=imported)

    def has_own_work(self, default_plan: AnalysisPlan) -> bool:
        """Whether opening the files again under the default plan would not give this state."""
        decided = self.imported and self.imported.mapping.decisions
        work = self.edits or self.pasted or self.sentence_edits or decided
        return bool(work) or self.plan not in (default_plan, self._follow_file(default_plan))

    def _follow_file(self, plan: AnalysisPlan) -> AnalysisPlan:
        """Return the plan as opening the file again would set it."""
        from ketgui.domain.rated_scales import follow_file

        if self.imported is None or self.imported.cohort is None:
            return plan
        return follow_file(self.imported.cohort, self.imported.plan or plan)

    def has_same_files(self, other: State) -> bool:
        """Whether both states were read from the same files, cells or tables of a study."""
        # Joined studies have tables of their own and, like a study, no other files.
        is_same = (self.paths, self.pasted) == (other.paths, other.pasted)
        return is_same and self.stored is other.stored

    def has_same_report(self, other: State) -> bool:
        """Whether both states give the same numbers and sentences."""
        return self.has_same_analysis(other) and self.sentence_edits == other.sentence_edits

    def has_same_analysis(self, other: State) -> bool:
        """Whether both states give the same analysis."""
        return self.plan == other.plan and self.has_same_cohort(other)

    def has_same_cohort(self, other: State) -> bool:
        """Whether both states have the same cohort."""
        return self.imported is other.imported and (
            self.edits is other.edits or self.edits == other.edits
        )


def make_entries(*lines: str) -> tuple[AuditEntry, ...]:
    """Return lines of the history, made now."""
    return tuple(AuditEntry(get_current_time(), line) for line in lines)


@dataclass(frozen=True, eq=False)
class Saved:
    """The state in the study file last saved or opened; None before there is a file.

    `default_plan` is the plan that the program starts with, which needs no file. What was recovered
    from a copy must be saved, whatever it holds.
    """

    default_plan: AnalysisPlan
    state: State | None = None
    must_save: bool = False

    def is_outdated(self, state: State) -> bool:
        """Whether closing now would lose work, since `state` holds more than the file."""
        if state.imported is None:
            return False
        if self.must_save:
            return True
        if self.state is not None and not state.has_same_report(self.state):
            return True
        has_own_work = self.state is None and state.has_own_work(self.default_plan)
        return has_own_work or self._lacks_figure(state)

    def _lacks_figure(self, state: State) -> bool:
        saved = self.state.request if self.state else NOTHING_CHOSEN
        return state.request.figure_part != saved.figure_part
