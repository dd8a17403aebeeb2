"""The history is an appendix of every document, by choice alone."""

from __future__ import annotations

import io

import docx
from pypdf import PdfReader

from ketgui.rendering.report_renderer import make_renderer
from ketgui.reporting.documents.history import HistoryLine, build_history_table
from ketgui.reporting.files import take_steps, write_report
from ketgui.reporting.request import ReportRequest

LINES = (
    HistoryLine("2026-11-30T09:00:00Z", "Opened clinic.csv"),
    HistoryLine(
        "2026-11-30T09:05:00Z", "Age corrected", "patients · P1 · age", "50", "51", "typing slip"
    ),
)


def test_a_column_of_names_is_there_where_one_is_recorded():
    assert "Name" not in build_history_table(LINES).headers
    named = (*LINES, HistoryLine("", "Saved", person="Dr A"))
    table = build_history_table(named)
    assert table.headers[-1] == "Name"
    assert table.rows[2] == ("", "Saved", "", "", "", "", "Dr A")


def write(qapp, analysis, folder, history: bool | None) -> dict[str, str]:
    request = ReportRequest(documents=("docx", "pdf", "html"), figures=(), history=history)
    take_steps(write_report(analysis, request, make_renderer(), folder, None, LINES))
    word = docx.Document(str(folder / "report.docx"))
    return {
        "word": " ".join(cell.text for t in word.tables for row in t.rows for cell in row.cells),
        "pdf": " ".join(
            page.extract_text()
            for page in PdfReader(io.BytesIO((folder / "report.pdf").read_bytes())).pages
        ),
        "html": (folder / "report.html").read_text(encoding="utf-8"),
    }


def test_every_document_ends_with_it_if_it_is_asked_for(qapp, analysis_of, tmp_path):
    analysis = analysis_of([(30, 15), (28, 20)])
    for kind, text in write(qapp, analysis, tmp_path / "with", True).items():
        assert "typing slip" in " ".join(text.split()), kind
    for kind, text in write(qapp, analysis, tmp_path / "without", None).items():
        assert "typing slip" not in text, kind
