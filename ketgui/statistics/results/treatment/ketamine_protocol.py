"""Ketamine as recorded: the dose and duration that most infusions had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from ketgui.domain.treatment.protocols import KetamineProtocol
from ketgui.statistics.rows import Row
from ketgui.statistics.study import Result, Study
from ketgui.statistics.treatment import protocol_table
from ketgui.text import mark


@dataclass(frozen=True)
class KetamineReceived(Result):
    """The most common dose by weight and duration of the infusions.

    Notes
    -----
    Each is the mode; of two equally common values, the smaller. A value that no infusion records
    is "not reported".
    """

    key: ClassVar[str] = "ketamine_protocol"
    title: ClassVar[str] = mark("Ketamine protocol")
    priority: ClassVar[int] = 40
    columns: ClassVar[tuple[str, ...]] = (mark("Most infusions"),)

    protocol: KetamineProtocol

    @classmethod
    def compute(cls, study: Study) -> KetamineReceived:
        """Take the commonest values of the infusion table."""
        infusions = study.cohort.infusions
        return cls(
            KetamineProtocol(
                dose_mg_per_kg=_find_commonest(infusions["dose_mg_per_kg"]),
                duration_minutes=_find_commonest(infusions["duration_minutes"]),
            )
        )

    def rows(self) -> tuple[Row, ...]:
        """Return a row for each parameter that an infusion can record."""
        return protocol_table.build_rows((self.protocol,), without=protocol_table.PLANNED_ALONE)

    def as_dict(self) -> dict[str, Any]:
        """Return the protocol by name."""
        return protocol_table.as_dict(self.protocol)


def _find_commonest(values: pd.Series[float]) -> float | None:
    # The mean of 0.5 and 1.0 mg/kg would be a dose that nobody received.
    modes = values.mode()
    return None if modes.empty else float(modes.min())
