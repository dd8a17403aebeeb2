"""The report written from the window: documents, figures, words in the user's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox

from ketgui import cli
from ketgui.figures.catalogue import FIGURES
from ketgui.figures.composition import Composition
from ketgui.figures.style import FigureStyle
from ketgui.rendering import report_renderer
from ketgui.reporting.documents.kinds import DOCUMENTS
from ketgui.reporting.renderer import Renderer
from ketgui.reporting.request import ReportRequest
from ketgui.text import use_language
from ketgui.views.menu_actions import find_example

KEYS = tuple(kind.key for kind in DOCUMENTS)
pytestmark = pytest.mark.usefixtures("example_is_open")


MARKDOWN = ReportRequest(documents=("md",), formats=(), paper="a4", language="en")
FIGURES_ALONE = replace(MARKDOWN, documents=(), formats=("png",))


def written(qtbot, window, request: ReportRequest, folder: Path) -> str:
    with qtbot.waitSignal(window.reports.written, timeout=60_000) as told:
        window.reports.write(request, folder)
    return told.args[0]


def test_a_report_that_is_wanted_while_another_is_written_waits_for_its_turn(
    qtbot, window, tmp_path
):
    said: list[str] = []
    window.reports.written.connect(lambda text, _folder: said.append(text))
    for name in ("first", "second"):
        window.reports.write(MARKDOWN, tmp_path / name)
    qtbot.waitUntil(lambda: len(said) == 2, timeout=60_000)
    for name, told in zip(("first", "second"), said, strict=True):
        assert str(tmp_path / name) in told
        assert (tmp_path / name / "results.md").exists()


def test_a_window_that_is_closed_first_writes_what_was_wanted(window, tmp_path):
    window.reports.write(MARKDOWN, tmp_path)
    (tmp_path / "figures").mkdir()
    window.exporter.write_figures(tmp_path / "figures")
    analysis = window.session.analysis
    window.close()
    assert (tmp_path / "results.md").exists()
    drawn = [figure for figure in FIGURES if not figure.build(analysis).is_empty]
    assert len(list((tmp_path / "figures").glob("*.png"))) == len(drawn)
    assert (tmp_path / "figures" / "captions.txt").exists()


def test_what_fails_in_one_report_does_not_stand_in_the_way_of_the_next(
    qtbot, window, tmp_path, monkeypatch
):
    def fail(*_given, **_named):
        raise ZeroDivisionError

    monkeypatch.setattr(report_renderer, "make_renderer", lambda: Renderer(fail, fail, fail))
    with qtbot.captureExceptions() as raised:
        window.reports.write(FIGURES_ALONE, tmp_path / "first")
        qtbot.waitUntil(lambda: bool(raised), timeout=20_000)
    assert raised[0][0] is ZeroDivisionError
    monkeypatch.undo()
    written(qtbot, window, MARKDOWN, tmp_path / "second")


def test_every_document_is_written_and_the_window_answers_meanwhile(qtbot, window, tmp_path):
    gaps: list[float] = []
    beat = QTimer(interval=10)
    clock = __import__("time").monotonic
    last = clock()

    def tick() -> None:
        nonlocal last
        gaps.append(clock() - last)
        last = clock()

    beat.timeout.connect(tick)
    beat.start()
    request = ReportRequest(
        documents=KEYS, formats=("png",), style="journal", paper="a4", language="fr"
    )
    said = written(qtbot, window, request, tmp_path / "r")
    beat.stop()
    assert str(tmp_path / "r") in said
    names = {path.name for path in (tmp_path / "r").iterdir()}
    assert names == {
        "analysis.json", "figures", "report.docx", "report.html", "report.pdf", "results.md",
        "r-script", "tables", "tables.xlsx", "figures.pptx",
    }  # fmt: skip
    assert len(list((tmp_path / "r" / "figures").iterdir())) == len(FIGURES)
    text = "\n".join(page.extract_text() for page in PdfReader(tmp_path / "r/report.pdf").pages)
    assert "Kétamine" in text or "kétamine" in text
    assert len(gaps) > len(FIGURES)
    assert window.session.history.lines[-1] == "The report is in r."


def test_each_figure_is_on_the_disk_before_the_next_is_drawn(qtbot, window, tmp_path):
    """All of them at 1200 dpi would fill the memory of a hospital computer."""
    there: dict[str, int] = {}

    def count(words: str) -> None:
        there.setdefault(words, len(list(tmp_path.glob(".*.part/figures/*.png"))))

    window.reports.busy_changed.connect(count)
    request = replace(FIGURES_ALONE, dpi=150, figures=("waterfall", "raincloud", "scatter"))
    written(qtbot, window, request, tmp_path / "r")
    assert [n for words, n in there.items() if words.startswith("Drawing")] == [0, 1, 2]


def test_the_users_own_words_stand_in_the_document(qtbot, window, tmp_path):
    from ketgui.reporting.paragraphs.sentences import compose_sentences

    session = window.session
    one = next(s for s in compose_sentences(session.analysis) if s.key == "results.change")
    session.report.rewrite(
        session.report.sentence_edits.rewrite(one, "Scores fell by a third."), "Words changed"
    )
    written(qtbot, window, replace(MARKDOWN, documents=("docx",)), tmp_path)
    words = [
        paragraph.text for paragraph in docx.Document(str(tmp_path / "report.docx")).paragraphs
    ]
    assert any("Scores fell by a third." in line for line in words)


def test_a_folder_that_cannot_be_written_to_is_said(qtbot, window, tmp_path):
    (tmp_path / "taken").write_text("a file")
    with qtbot.waitSignal(window.reports.failed, timeout=60_000) as told:
        window.reports.write(MARKDOWN, tmp_path / "taken")
    assert "taken was not written" in told.args[0]
    # It stays in the middle of the window until it has been read.
    assert window.findChild(QMessageBox).text() == told.args[0]


def test_the_report_of_the_window_is_obtained_again_byte_for_byte(qtbot, window, tmp_path, capsys):
    """A composed figure, its style, the documents, their style and language: all of it returns."""
    composition = Composition(("waterfall", "before_after"), 1, True, "Ours", "As seen.")
    style = FigureStyle(140, 150, 8, "grey", before="Start")
    request = ReportRequest(
        figures=("waterfall", "raincloud"),
        formats=("png", "pdf"),
        documents=KEYS,
        style="apa",
        paper="letter",
        language="fr",
    ).with_figure(composition, style)
    written(qtbot, window, request, tmp_path / "here")
    with qtbot.waitSignal(window.study_file.saved, timeout=60_000):
        window.study_file.save_as(tmp_path / "study.ketgui")
    use_language("en")
    again = ["run", str(tmp_path / "study.ketgui"), str(find_example())]
    assert cli.run([*again, "--output", str(tmp_path / "again")]) == 0
    use_language("en")
    here, there = tmp_path / "here", tmp_path / "again"
    files = {path.relative_to(here) for path in here.rglob("*.*")}
    assert files == {path.relative_to(there) for path in there.rglob("*.*")}
    assert {path.name for path in files} >= {"figure.png", "raincloud.pdf", "report.docx"}
    for path in files:
        assert (here / path).read_bytes() == (there / path).read_bytes(), path
    page = (here / "report.html").read_text("utf-8")
    assert page.index("As seen.") < page.index("Figure S1")
    assert page.count('<figure id="waterfall"') == 0


def test_what_was_written_last_goes_with_the_project(qtbot, window, tmp_path):
    session = window.session
    written(qtbot, window, MARKDOWN, tmp_path)
    assert session.report.request == MARKDOWN
    assert session.report.request == MARKDOWN
    assert not (tmp_path / "figures").exists()
    # It is no work of its own that undo would take back step by step.
    assert not session.history.can_undo
