"""TMS as recorded: each distinct protocol, and the number of patients who had it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar

import pandas as pd

from ketgui.domain.fields import get_fields
from ketgui.domain.treatment.derivation import NOT_REPORTED
from ketgui.domain.treatment.protocols import TmsProtocol
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.rows import Cell, Count, Range, Row, Text, make_limits_cell, make_number_cell
from ketgui.statistics.study import Result, Study
from ketgui.statistics.treatment import protocol_table
from ketgui.text import mark

_NOT_RECORDED = Unavailable(mark("not recorded"))


@dataclass(frozen=True)
class SessionSummary:
    """The sessions of the courses of one protocol: how many courses record them, and how many."""

    courses: int
    median: float
    least: float
    most: float


@dataclass(frozen=True)
class TmsProtocols(Result):
    """The distinct TMS protocols of the courses, the most frequent first.

    Notes
    -----
    Courses with the same parameters form one protocol. The number of sessions may differ between
    patients and is not one of these parameters: it is the protocol's where it is the same in all
    courses that record it; otherwise its median and range are given. A parameter that no course
    records is "not reported".
    """

    key: ClassVar[str] = "tms_protocols"
    title: ClassVar[str] = mark("TMS protocols")
    priority: ClassVar[int] = 30

    protocols: tuple[TmsProtocol, ...]
    patients: tuple[int, ...]
    sessions: tuple[SessionSummary | Unavailable, ...] = ()

    @classmethod
    def compute(cls, study: Study) -> TmsProtocols:
        """Gather the protocols from the courses."""
        courses = study.cohort.tms_courses
        declared = {field.name for field in fields(TmsProtocol)}
        # A further column of the file may have the name of
        # a parameter: it is text, not the parameter.
        columns = [field.key for field in get_fields("tms_courses")]
        names = [name for name in columns if name in declared and name != "sessions"]
        groups = [
            (
                _list_reported(names, key),
                int(group["patient_id"].nunique()),
                _summarise_sessions(group),
            )
            # Courses that leave the same parameters blank form a protocol too, hence
            # `dropna=False`.
            for key, group in courses.groupby(names, dropna=False, sort=False)
        ]
        groups.sort(key=lambda entry: -entry[1])
        return cls(
            tuple(
                TmsProtocol(**values, sessions=_find_shared(summary))
                for values, _n, summary in groups
            ),
            tuple(n for _values, n, _some in groups),
            tuple(summary for _values, _n, summary in groups),
        )

    def headers(self) -> tuple[str, ...]:
        """Return the protocols' stimulators."""
        return tuple(protocol.stimulator or mark("not reported") for protocol in self.protocols)

    def rows(self) -> tuple[Row, ...]:
        """Return the patients, then a row a parameter."""
        if not self.protocols:
            return ()
        patients = Row(Text(mark("Patients")), tuple(Count(n) for n in self.patients))
        sessions = self._session_rows()
        in_other_rows = ("sessions", "course_pulses") if sessions else ()
        return (
            patients,
            *sessions,
            *protocol_table.build_rows(self.protocols, without=in_other_rows),
        )

    def _session_rows(self) -> tuple[Row, ...]:
        """Return median and range of the sessions, where they differ in a protocol."""
        if not any(
            isinstance(summary, SessionSummary) and summary.least < summary.most
            for summary in self.sessions
        ):
            return ()
        return (
            Row(
                Text(mark("Sessions in a course, median")),
                tuple(map(_format_median, self.sessions)),
            ),
            Row(
                Text(mark("Sessions in a course, range")), tuple(map(_format_range, self.sessions))
            ),
            Row(
                Text(mark("Pulses in a course, range")),
                tuple(map(_format_pulses, self.protocols, self.sessions)),
            ),
        )

    def as_dict(self) -> list[dict[str, Any]]:
        """Return each protocol with its patients."""
        return [
            {
                "patients": n,
                **protocol_table.as_dict(protocol),
                "sessions_recorded": summary
                if isinstance(summary, Unavailable)
                else asdict(summary),
            }
            for protocol, n, summary in zip(
                self.protocols, self.patients, self.sessions, strict=True
            )
        ]


def _summarise_sessions(courses: pd.DataFrame) -> SessionSummary | Unavailable:
    recorded = courses["sessions"].dropna()
    if recorded.empty:
        return _NOT_RECORDED
    return SessionSummary(
        len(recorded), float(recorded.median()), float(recorded.min()), float(recorded.max())
    )


def _find_shared(summary: SessionSummary | Unavailable) -> float | None:
    return (
        summary.least
        if isinstance(summary, SessionSummary) and summary.least == summary.most
        else None
    )


def _format_median(summary: SessionSummary | Unavailable) -> Cell:
    return summary if isinstance(summary, Unavailable) else make_number_cell(summary.median, 1)


def _format_range(summary: SessionSummary | Unavailable) -> Cell:
    return (
        summary
        if isinstance(summary, Unavailable)
        else make_limits_cell((summary.least, summary.most), 0)
    )


def _format_pulses(protocol: TmsProtocol, summary: SessionSummary | Unavailable) -> Cell:
    """Return the fewest and the most pulses of a course, as typed or by its sessions."""
    if protocol.course_pulses is not None:
        return Range(protocol.course_pulses, protocol.course_pulses, 0)
    if isinstance(summary, Unavailable):
        return summary
    each = protocol.pulses_per_session
    return NOT_REPORTED if each is None else Range(each * summary.least, each * summary.most, 0)


def _list_reported(names: list[str], values: Any) -> dict[str, Any]:
    return {
        name: None if pd.isna(value) else value for name, value in zip(names, values, strict=True)
    }
