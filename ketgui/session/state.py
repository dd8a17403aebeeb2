"""What is open at one moment (read, changed, analysed), and what a project file holds of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ketgui.domain.plan import AnalysisPlan

if TYPE_CHECKING:
    from ketgui.domain.cohort import Cohort
    from ketgui.domain.edits import Edit
    from ketgui.importing import Import
    from ketgui.reporting.edited import Edits as SentenceEdits


@dataclass(frozen=True, eq=False)
class State:
    """What is undone and redone: an import (of files or pasted cells), edited, under a plan.

    `rewritten`, None until there is something, holds the sentences in the user's words.
    """

    imported: Import | None
    plan: AnalysisPlan
    lines: tuple[str, ...] = ()
    paths: tuple[Path, ...] = ()
    edits: tuple[Edit, ...] = ()
    pasted: str = ""
    rewritten: SentenceEdits | None = None

    def cohort(self) -> Cohort:
        """Return the cohort as it was read, then edited; without a patient if none was read."""
        from ketgui.domain.cohort import Cohort
        from ketgui.domain.edits import edited

        read = self.imported.cohort if self.imported else None
        return edited(read or Cohort(), self.edits)

    def holds_more_than_files(self, plan: AnalysisPlan) -> bool:
        """Tell whether opening its files again, under `plan`, would not lead here."""
        decided = self.imported and self.imported.mapping.decisions
        return bool(self.edits or self.pasted or self.rewritten or decided) or self.plan != plan

    def leads_where(self, other: State) -> bool:
        """Tell whether both come to the same report, whatever their lines say."""
        return self.computes_as(other) and self.rewritten == other.rewritten

    def computes_as(self, other: State) -> bool:
        """Tell whether both lead to the same analysis."""
        mine = (self.imported, self.plan, self.edits)
        return mine == (other.imported, other.plan, other.edits)


@dataclass(frozen=True, eq=False)
class Saved:
    """What the project file holds that was last written or opened; no state before there is one.

    `first_plan` is the one that the program begins with, which needs no file.
    """

    first_plan: AnalysisPlan
    state: State | None = None
    output: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def lacks(self, state: State, output: Mapping[str, Any]) -> bool:
        """Tell whether work would be lost with a state and what its report is made of."""
        if state.imported is None:
            return False
        kept = self.state is not None and state.leads_where(self.state)
        more = state.holds_more_than_files(self.first_plan)
        return (more and not kept) or self._lacks_figure(output)

    def _lacks_figure(self, output: Mapping[str, Any]) -> bool:
        if output == self.output:
            return False
        from ketgui.figures.options import of_figure

        return of_figure(output) != of_figure(self.output)
