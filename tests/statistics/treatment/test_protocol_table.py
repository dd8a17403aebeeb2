"""Protocols as a table: what is listed, what follows, and what disagrees."""

from __future__ import annotations

from typing import Any

from ketgui.domain.treatment.presets import TMS_PRESETS
from ketgui.domain.treatment.protocols import NOT_REPORTED, KetamineProtocol, TmsProtocol
from ketgui.statistics.rows import BLANK, Clock, Number, Row, Text
from ketgui.statistics.treatment import protocol_table

PAPER = tuple(preset.protocol for preset in TMS_PRESETS[:2])


def by_label(rows: tuple[Row, ...]) -> dict[str, tuple[Any, ...]]:
    return {row.label.text: row.cells for row in rows}


def test_each_protocol_has_a_cell_in_every_row():
    rows = by_label(protocol_table.build_rows(PAPER))
    assert {len(cells) for cells in rows.values()} == {2}
    assert rows["Frequency"] == (Number(20, 0, "Hz"), Number(18, 0, "Hz"))
    assert rows["Stimulator"] == (
        Text("MagVenture", from_file=True),
        Text("Brainsway", from_file=True),
    )


def test_what_follows_is_listed_with_its_clock():
    rows = by_label(protocol_table.build_rows(PAPER))
    assert [cell.value for cell in rows["Pulses per session"]] == [3000, 1980]
    assert rows["Nominal time"][0] == Clock(15)


def test_bursts_are_listed_only_where_there_are_some():
    assert "Pulses per burst" not in by_label(protocol_table.build_rows(PAPER, every=True))
    bursts = (TmsProtocol(pulses_per_burst=3), TmsProtocol())
    assert by_label(protocol_table.build_rows(bursts))["Pulses per burst"] == (
        Number(3, 0, ""),
        NOT_REPORTED,
    )


def test_a_disagreement_is_in_the_column_of_its_protocol():
    odd = TmsProtocol(frequency_hz=20, train_seconds=5, trains=30, pulses_per_session=300)
    flagged = by_label(protocol_table.build_rows((PAPER[0], odd)))
    (cells,) = [cells for cells in flagged.values() if cells[0] == BLANK]
    assert "300" in cells[1].text


def test_no_protocol_has_no_row_and_a_parameter_can_be_left_out():
    assert protocol_table.build_rows(()) == ()
    assert "Sessions" not in by_label(protocol_table.build_rows(PAPER, without=("sessions",)))


def test_published_values_are_numbers_or_not_reported():
    published = protocol_table.as_dict(KetamineProtocol(infusions_per_week=3, weeks=2))
    assert published["parameters"]["dose_mg_per_kg"] == NOT_REPORTED
    assert published["derived"]["planned_infusions"] == 6
    assert published["flags"] == []
