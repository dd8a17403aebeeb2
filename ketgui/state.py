"""What is open at one moment: what was read, how it was changed, and how it is analysed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

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
