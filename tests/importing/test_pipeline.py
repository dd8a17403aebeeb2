"""From files to a cohort, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from ketgui.importing.pipeline import Cancelled, import_files, import_text

ROWS = "id,MADRS before,MADRS after\nP1,30,12\nP2,28,9\n"


def test_what_is_read_is_told_step_by_step(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(ROWS, encoding="utf-8")
    shares: list[float] = []
    import_files([path], progress=lambda share, _words: shares.append(share))
    assert shares == sorted(shares)
    assert shares[0] == 0


def test_it_can_be_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(ROWS, encoding="utf-8")

    def cancel(_share: float, _words: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        import_files([path], progress=cancel)


def test_one_error_and_there_is_no_cohort() -> None:
    assert import_text(ROWS).cohort is not None
    assert import_text(ROWS.replace("12", "61")).cohort is None


def test_what_stops_the_import_is_said_first() -> None:
    severities = [issue.severity for issue in import_text(ROWS.replace("12", "61,x")).issues]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)


def test_a_sheet_of_lists_is_left_out(workbook) -> None:
    rows = [line.split(",") for line in ROWS.strip().split("\n")]
    found = import_files([workbook(Patients=rows, Lists=[["Sex"], ["F"], ["M"]])])
    assert [table.layout for table in found.mapping.tables] == ["patients", "unused"]
    assert found.cohort is not None
    assert found.cohort.enrolled == 2
