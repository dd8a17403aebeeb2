"""The planned treatment: its parameters, the values derived from them, and disagreements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.treatment.protocols import Protocol
from ketgui.statistics.rows import BLANK, Row
from ketgui.statistics.study import Result, Study
from ketgui.statistics.treatment import protocol_table
from ketgui.text import mark


@dataclass(frozen=True)
class PlannedProtocol(Result):
    """The plan's TMS protocols, a column each, and ketamine in the last one.

    Notes
    -----
    It has no row where nothing is planned; what is not reported says so.
    """

    key: ClassVar[str] = "protocol"
    title: ClassVar[str] = mark("Planned protocol")

    treatment: PlannedTreatment

    @classmethod
    def compute(cls, study: Study) -> PlannedProtocol:
        """Take the plan's treatment."""
        return cls(study.plan.treatment)

    def headers(self) -> tuple[str, ...]:
        """Return the protocols' stimulators, and ketamine."""
        if not self.treatment.is_reported:
            return ()
        return (
            *(protocol.stimulator or mark("TMS") for protocol in self.treatment.tms),
            mark("Ketamine"),
        )

    def rows(self) -> tuple[Row, ...]:
        """Return a row a parameter: of TMS, then of ketamine."""
        if not self.treatment.is_reported:
            return ()
        tms = protocol_table.build_rows(self.treatment.tms, every=True)
        ketamine = protocol_table.build_rows((self.treatment.ketamine,), every=True)
        # TMS and ketamine share no parameter: each row is blank in the columns of the other.
        blank = (BLANK,) * len(self.treatment.tms)
        return (
            *(Row(row.label, (*row.cells, BLANK)) for row in tms),
            *(Row(row.label, (*blank, *row.cells)) for row in ketamine),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return each protocol's derived values and flags; the parameters are in the plan."""
        return {
            "tms": [_derived_as_dict(protocol) for protocol in self.treatment.tms],
            "ketamine": _derived_as_dict(self.treatment.ketamine),
        }


def _derived_as_dict(protocol: Protocol) -> dict[str, Any]:
    values = protocol_table.as_dict(protocol)
    return {name: values[name] for name in ("derived", "flags")}
