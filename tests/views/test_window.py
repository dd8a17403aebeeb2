"""The main job in the real window: from the example to an exported Figure 1."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAction, QColor, QImage, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QLabel,
    QMessageBox,
    QTableView,
)

from ketgui import app, cli, settings
from ketgui.figures.style import FigureStyle
from ketgui.reporting.request import ReportRequest
from ketgui.session.session import Session
from ketgui.statistics.results.outcomes.outcomes import Outcomes
from ketgui.views.menu_actions import find_example
from ketgui.views.tabs import TABS
from ketgui.views.widgets.drop_target import DropTarget
from ketgui.views.widgets.figures.export_dialog import ExportDialog
from ketgui.views.window import MainWindow
from tests.acting import read_notice, visit


def act(window: MainWindow, name: str) -> QAction:
    return window.actions_by_name[name]


def opened(qtbot, window: MainWindow, paths: list[Path]) -> None:
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        window.session.open(paths)


def test_from_the_example_to_figure_1(qtbot, window, tmp_path):
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        act(window, "open_example").trigger()
    assert "invented example" in window.windowTitle()
    assert "21 enrolled" in window.status.texts()

    for place, tab in enumerate(TABS):
        assert isinstance(visit(window, place), tab.load())

    outcomes = visit(window, 3)
    operator = next(
        box
        for box in outcomes.findChildren(QComboBox)
        if box.accessibleName() == "Remission compares with"
    )
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        operator.setCurrentIndex(operator.findData("<="))
    assert window.session.analysis[Outcomes].remission.count == 5
    assert "remission ≤\u00a010" in window.plan_strip.text
    shown = [
        table.model().index(row, column).data()
        for table in outcomes.findChildren(QTableView)
        for row in range(table.model().rowCount())
        for column in range(table.model().columnCount())
    ]
    assert "5/21 (23.8%)" in shown

    report = visit(window, 4)
    target = tmp_path / "Figure 1.png"
    window.exporter.write_figure(report._figure.spec, target, "png", FigureStyle(180.0, 300))
    qtbot.waitUntil(target.exists, timeout=20_000)
    picture = QImage(str(target))
    assert picture.width() == round(180 / 25.4 * 300)
    assert round(picture.dotsPerMeterX() * 0.0254) == 300
    assert picture.pixelColor(0, 0).name() == "#ffffff"
    assert "5/21" in " ".join(
        cell for table in report._figure.spec.make_tables() for row in table.rows for cell in row
    )


def test_a_figure_exported_for_one_column_is_the_one_that_a_report_writes(qtbot, window, tmp_path):
    opened(qtbot, window, [find_example()])
    report = visit(window, 4)
    target = tmp_path / "narrow.png"
    window.exporter.write_figure(report._figure.spec, target, "png", FigureStyle(90.0, 100))
    qtbot.waitUntil(target.exists, timeout=20_000)
    request = ReportRequest(figures=("figure_1",), width_mm=90.0)
    whole = request.select_figures()[0].build(window.session.analysis)
    picture = QImage(str(target))
    assert whole.columns == 1
    assert picture.height() == round(90 * whole.height_ratio / 25.4 * 100)


def test_undo_takes_a_definition_back_everywhere(qtbot, window):
    opened(qtbot, window, [find_example()])
    visit(window, 3)
    spin = next(
        box
        for box in window.pages.get_tab(3).findChildren(QDoubleSpinBox)
        if box.accessibleName() == "Score of remission"
    )
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        spin.setValue(12)
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        act(window, "undo").trigger()
    assert spin.value() == 10
    assert window.session.analysis[Outcomes].remission.count == 2
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        act(window, "redo").trigger()
    assert spin.value() == 12


def test_a_file_that_cannot_be_used_leaves_the_open_cohort(qtbot, window, tmp_path):
    opened(qtbot, window, [find_example()])
    bad = tmp_path / "scores.csv"
    bad.write_text("id,MADRS before,MADRS after\nP1,61,10\nP2,30,12\n", encoding="utf-8")
    with qtbot.waitSignal(window.session.proposed, timeout=20_000) as proposed:
        window.session.open([bad])
    (imported,) = proposed.args
    assert any(issue.row == 2 and "61" in issue.message for issue in imported.issues)
    assert window.session.analysis.cohort.enrolled == 21


@pytest.mark.parametrize(
    "text",
    [
        "id,MADRS before,MADRS after\nP1,30,12\nP2,28,20\nP3,25,9\n",
        "id;MADRS before;MADRS after\nP1;30,5;12,5\nP2;28,0;20,0\nP3;25,5;9,0\n",
    ],
    ids=["commas", "semicolons and decimal commas"],
)
def test_three_columns_are_enough(qtbot, window, tmp_path, text):
    path = tmp_path / "plain.csv"
    path.write_text(text, encoding="utf-8")
    opened(qtbot, window, [path])
    assert window.session.analysis.pairs.analysed == 3
    for place in range(len(TABS)):
        visit(window, place)


def test_french_is_spoken_after_a_click(qtbot, window):
    opened(qtbot, window, [find_example()])
    action = next(a for a in window.findChildren(QAction) if a.data() == "fr")
    action.trigger()
    qtbot.waitUntil(lambda: "exemple" in window.windowTitle(), timeout=5000)
    assert any("hors ligne" in label.text() for label in window.findChildren(QLabel))


def test_a_dropped_file_is_shown_and_then_used(qtbot, window, tmp_path):
    from PySide6.QtCore import QMimeData, QPointF, QUrl
    from PySide6.QtGui import QDropEvent

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(find_example()))])
    drop = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(window.session.proposed, timeout=20_000):
        DropTarget(window, window.studies.open_paths).eventFilter(window, drop)
    assert window._import_page._use.text() == "Use this cohort: 21 patients"
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        window._import_page._use.click()
    assert window.session.analysis.cohort.enrolled == 21


def test_the_window_and_the_command_line_agree(qtbot, window, tmp_path, capsys):
    from ketgui.reporting.analysis_json import as_dict

    opened(qtbot, window, [find_example()])
    folder = tmp_path / "réponse"
    assert app.main(["report", str(find_example()), "--output", str(folder)]) == 0
    written = json.loads((folder / "analysis.json").read_text(encoding="utf-8"))
    assert written == json.loads(json.dumps(as_dict(window.session.analysis)))
    assert {path.name for path in (folder / "figures").iterdir()} >= {"figure_1.png"}
    assert str(folder) in capsys.readouterr().out


def test_every_figure_is_written_with_its_caption(qtbot, window, tmp_path):
    from ketgui.figures.catalogue import FIGURES

    opened(qtbot, window, [find_example()])
    lines = len(window.session.history.lines)
    window.exporter.write_figures(tmp_path)
    qtbot.waitUntil(lambda: len(window.session.history.lines) > lines, timeout=60_000)
    drawn = [one for one in FIGURES if not one.build(window.session.analysis).is_empty]
    assert len(list(tmp_path.glob("*.png"))) == len(drawn)
    words = (tmp_path / "captions.txt").read_text(encoding="utf-8-sig")
    assert all(figure.key in words for figure in drawn)


def test_a_folder_that_cannot_be_written_to_is_said(qtbot, window, tmp_path):
    opened(qtbot, window, [find_example()])
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    spec = visit(window, 4)._figure.spec
    window.exporter.write_figure(spec, blocked / "figure.png", "png", FigureStyle(180.0, 300))
    with qtbot.waitSignal(window.exporter.failed, timeout=20_000) as failed:
        pass
    assert "was not written" in failed.args[0]
    box = window.findChild(QMessageBox)
    assert box.text() == failed.args[0]
    box.close()
    assert blocked.read_text(encoding="utf-8") == "in the way"


def test_check_says_by_its_exit_code_what_it_found(tmp_path, capsys):
    good = shutil.copy(find_example(), tmp_path)
    assert cli.run(["check", str(good)]) == cli.OK
    capsys.readouterr()
    bad = tmp_path / "empty.csv"
    bad.write_bytes(b"")
    assert cli.run(["check", str(bad), "--json"]) == cli.ERRORS
    issues = json.loads(capsys.readouterr().out)
    assert issues[0]["severity"] == "error"
    assert issues[0]["file"] == "empty.csv"


def test_a_patient_is_selected_in_every_tab(qtbot, window):
    opened(qtbot, window, [find_example()])
    outcomes, cohort = visit(window, 3), visit(window, 0)
    outcomes.figure.view.patient_clicked.emit("SYN05")
    assert window.session.selection.ids == frozenset({"SYN05"})
    rows = cohort._view.selectionModel().selectedRows()
    assert [index.data() for index in rows] == ["SYN05"]
    # selectRow() would go by the keys that an earlier test pressed last.
    flags = QItemSelectionModel.SelectionFlag
    index = cohort._view.model().index(0, 0)
    cohort._view.selectionModel().select(index, flags.ClearAndSelect | flags.Rows)
    assert window.session.selection.ids == frozenset({"SYN01"})
    assert outcomes.figure.view._canvas._chosen == frozenset({"SYN01"})


def test_every_figure_of_the_outcomes_can_be_chosen(qtbot, window):
    opened(qtbot, window, [find_example()])
    outcomes = visit(window, 3)
    for place in range(outcomes.figure.choice.count()):
        outcomes.figure.choice.setCurrentIndex(place)
        assert outcomes.figure.spec.key == outcomes.figure.figures[place].key


def test_a_further_setting_is_part_of_the_plan(qtbot, window):
    opened(qtbot, window, [find_example()])
    outcomes = visit(window, 3)
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000) as told:
        outcomes._further._bayes.setChecked(True)
    assert told.args[0].plan.bayes_factor
    with qtbot.waitSignal(window.session.analysis_changed, timeout=20_000):
        act(window, "undo").trigger()
    assert not outcomes._further._bayes.isChecked()


def test_a_patients_page_holds_what_is_recorded(qtbot, window):
    opened(qtbot, window, [find_example()])
    cohort = visit(window, 0)
    cohort._view.doubleClicked.emit(cohort._model.index(2, 0))
    page = next(d for d in window.findChildren(QDialog) if d.windowTitle() == "Patient SYN03")
    shown = {table.accessibleName(): table.model().rowCount()
             for table in page.findChildren(QTableView)}  # fmt: skip
    assert shown["Infusions of SYN03"] == 6
    assert shown["Assessments"] == 10
    page.close()


def test_enter_exports_a_figure(qtbot, window, tmp_path):
    opened(qtbot, window, [find_example()])
    visit(window, 4)._figure._on_export_png()
    dialog = window.findChild(ExportDialog)
    dialog._path.setText(str(tmp_path / "f.png"))
    with qtbot.waitExposed(dialog):
        pass
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil((tmp_path / "f.png").exists, timeout=20_000)
    assert QImage(str(tmp_path / "f.png")).width() == 2126
    qtbot.waitUntil(lambda: "The figure is in" in read_notice(window))


def test_the_widths_of_a_tab_are_kept(qtbot, window):
    opened(qtbot, window, [find_example()])
    tab = visit(window, 0)
    tab.setSizes([600, 500])
    tab.splitterMoved.emit(600, 1)
    window.close()
    kept = settings.load().splitter
    assert kept == tuple(tab.sizes())
    again = MainWindow(Session(), settings.load())
    qtbot.addWidget(again)
    opened(qtbot, again, [find_example()])
    shares = [part / sum(again.pages.get_tab(0).sizes()) for part in again.pages.get_tab(0).sizes()]
    assert shares[0] == pytest.approx(kept[0] / sum(kept), abs=0.05)
    again.session.wait()


def test_icons_are_drawn_anew_when_the_system_turns_dark(qtbot, window):
    opened(qtbot, window, [find_example()])
    visit(window, 3)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    light = application.palette()

    def brightest() -> int:
        icon = window.actions_by_name["open_files"].icon().pixmap(16).toImage()
        pixels = (icon.pixelColor(x, y) for x in range(16) for y in range(16))
        return max(pixel.lightness() for pixel in pixels if pixel.alpha() > 128)

    assert brightest() < 128
    try:
        application.setPalette(QPalette(QColor("#2b2d30"), QColor("#2b2d30")))
        qtbot.waitUntil(lambda: brightest() > 128)
        assert window.pages.currentIndex() == 3
    finally:
        application.setPalette(light)
    qtbot.waitUntil(lambda: brightest() < 128)
