"""TMS as recorded: each distinct protocol, and how many patients had it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar

import pandas as pd

from ketgui.domain.fields import fields_of
from ketgui.domain.protocols import TmsProtocol
from ketgui.statistics import protocol_table
from ketgui.statistics.rows import Count, Row, Text
from ketgui.statistics.study import Result, Study
from ketgui.text import mark


@dataclass(frozen=True)
class TmsProtocols(Result):
    """The distinct TMS protocols of the courses, the most frequent first.

    Notes
    -----
    Courses with the same parameters form one protocol; the number of sessions, which differs
    between patients, is not one of them. What no course records is "not reported".
    """

    key: ClassVar[str] = "tms_protocols"
    title: ClassVar[str] = mark("TMS protocols")

    protocols: tuple[TmsProtocol, ...]
    patients: tuple[int, ...]

    @classmethod
    def compute(cls, study: Study) -> TmsProtocols:
        """Gather the protocols from the courses."""
        courses = study.cohort.tms_courses
        declared = {field.name for field in fields(TmsProtocol)}
        # A further column of the file may be called like a parameter: it is text, and not one.
        known = [field.key for field in fields_of("tms_courses")]
        names = [name for name in known if name in declared and name != "sessions"]
        found = [
            (TmsProtocol(**_reported(names, key)), int(group["patient_id"].nunique()))
            for key, group in courses.groupby(names, dropna=False, sort=False)
        ]
        found.sort(key=lambda pair: -pair[1])
        return cls(tuple(one for one, _n in found), tuple(n for _one, n in found))

    def headers(self) -> tuple[str, ...]:
        """Return the protocols' stimulators."""
        return tuple(one.stimulator or mark("not reported") for one in self.protocols)

    def rows(self) -> tuple[Row, ...]:
        """Return the patients, then a row a parameter."""
        if not self.protocols:
            return ()
        patients = Row(Text(mark("Patients")), tuple(Count(n) for n in self.patients))
        return (patients, *protocol_table.rows(self.protocols))

    def as_dict(self) -> list[dict[str, Any]]:
        """Return each protocol with its patients."""
        return [
            {"patients": n, **protocol_table.as_dict(one)}
            for one, n in zip(self.protocols, self.patients, strict=True)
        ]


def _reported(names: list[str], values: Any) -> dict[str, Any]:
    return {
        name: None if pd.isna(value) else value for name, value in zip(names, values, strict=True)
    }
