"""The state of a session at one moment, and the state that a project file holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ketgui.domain.plan import AnalysisPlan
from ketgui.reporting.request import NOTHING_CHOSEN, ReportRequest

if TYPE_CHECKING:
    from ketgui.domain.cohort import Cohort
    from ketgui.domain.edits import CohortEdit
    from ketgui.importing import Import
    from ketgui.reporting.sentence_edits import SentenceEdits as SentenceEdits


@dataclass(frozen=True, eq=False)
class State:
    """What undo and redo restore.

    Attributes
    ----------
    imported : Import or None
        The import of files or of pasted cells; None before there is one.
    plan : AnalysisPlan
    lines : tuple of str
        What the history says of the change that led here.
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
    """

    imported: Import | None
    plan: AnalysisPlan
    lines: tuple[str, ...] = ()
    paths: tuple[Path, ...] = ()
    edits: tuple[CohortEdit, ...] = ()
    pasted: str = ""
    sentence_edits: SentenceEdits | None = None
    request: ReportRequest = NOTHING_CHOSEN

    def cohort(self) -> Cohort:
        """Return the cohort as read and edited; one without patients if none was read."""
        from ketgui.domain.cohort import Cohort
        from ketgui.domain.edits import apply_edits

        read = self.imported.cohort if self.imported else None
        return apply_edits(read or Cohort(), self.edits)

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

    def has_same_report(self, other: State) -> bool:
        """Whether both states give the same numbers and sentences."""
        return self.has_same_analysis(other) and self.sentence_edits == other.sentence_edits

    def has_same_analysis(self, other: State) -> bool:
        """Whether both states give the same analysis."""
        mine = (self.imported, self.plan, self.edits)
        return mine == (other.imported, other.plan, other.edits)


@dataclass(frozen=True, eq=False)
class Saved:
    """The state in the project file last saved or opened; None before there is a file.

    `default_plan` is the plan that the program starts with, which needs no file.
    """

    default_plan: AnalysisPlan
    state: State | None = None

    def is_outdated(self, state: State) -> bool:
        """Whether closing now would lose work, since `state` holds more than the file."""
        if state.imported is None:
            return False
        is_kept = self.state is not None and state.has_same_report(self.state)
        return (state.has_own_work(self.default_plan) and not is_kept) or self._lacks_figure(state)

    def _lacks_figure(self, state: State) -> bool:
        kept = self.state.request if self.state else NOTHING_CHOSEN
        return state.request.figure_part != kept.figure_part
