"""The exporter: what it writes, what it says, and what goes into a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from ketgui import settings
from ketgui.figures.catalogue import FIGURES
from ketgui.figures.style import FigureStyle
from ketgui.views.report import exporter as module
from ketgui.views.widgets.figures.export_dialog import ExportDialog

pytestmark = pytest.mark.usefixtures("example_is_open")


@pytest.fixture
def messages(window) -> list[str]:
    heard: list[str] = []
    window.exporter.written.connect(lambda text, _path: heard.append(text))
    window.exporter.failed.connect(heard.append)
    return heard


def answer(monkeypatch, path: Path) -> None:
    monkeypatch.setattr(module, "ask_save", lambda *_asked: path)
    monkeypatch.setattr(module, "ask_folder", lambda *_asked: path)


def test_the_template_is_saved_and_the_history_names_no_folder_above_it(
    window, tmp_path, monkeypatch, messages
):
    answer(monkeypatch, tmp_path / "blank")
    window.exporter.save_template()
    assert any((tmp_path / "blank").iterdir())
    assert messages == [f"The template is in {tmp_path / 'blank'}."]
    assert window.session.history.lines[-1] == "The template is in blank."


@pytest.mark.parametrize("name", ["cohort.xlsx", "cohort"])
def test_a_filled_template_is_a_workbook_unless_csv_is_asked_for(
    window, tmp_path, monkeypatch, name
):
    answer(monkeypatch, tmp_path / name)
    window.exporter.save_filled_template()
    assert (tmp_path / "cohort.xlsx").exists()


def test_a_filled_template_as_csv_is_a_folder(window, tmp_path, monkeypatch):
    answer(monkeypatch, tmp_path / "cohort.csv")
    window.exporter.save_filled_template()
    assert (tmp_path / "cohort" / "patients.csv").exists()


def test_what_cannot_be_written_is_said_and_is_not_in_the_history(
    window, tmp_path, monkeypatch, messages
):
    (tmp_path / "taken").write_text("a file")
    answer(monkeypatch, tmp_path / "taken" / "cohort.xlsx")
    lines = window.session.history.lines
    window.exporter.save_filled_template()
    assert len(messages) == 1
    assert str(tmp_path / "taken") in messages[0]
    assert window.session.history.lines == lines


def test_a_size_once_chosen_is_offered_again(qtbot, window, tmp_path):
    window.exporter.export_figure_1()
    dialog = window.findChild(ExportDialog)
    dialog.chosen.emit(tmp_path / "f", "svg", FigureStyle(90.0, 600))
    qtbot.waitUntil((tmp_path / "f.svg").exists, timeout=20_000)
    assert (window.settings.figure_width_mm, window.settings.figure_dpi) == (90.0, 600)
    assert settings.load().figure_dpi == 600
    dialog.close()


def test_figures_without_data_are_left_out_and_named(qtbot, window, tmp_path, messages):
    settings.save(settings.Settings())
    window.exporter.settings = settings.Settings(figure_width_mm=90.0, figure_dpi=72)
    window.exporter.write_figures(tmp_path)
    qtbot.waitUntil(lambda: bool(messages), timeout=60_000)
    analysis = window.session.analysis
    empty = [figure for figure in FIGURES if figure.build(analysis).is_empty]
    # The example has no item scores, CADSS or vital signs.
    assert {figure.key for figure in empty} == {"item_heat_map", "cadss_course", "infusion_day"}
    drawn = {f"{figure.key}.png" for figure in FIGURES if figure not in empty}
    assert {path.name for path in tmp_path.iterdir()} == {*drawn, "captions.txt"}
    assert messages[0].startswith(f"The figures are in {tmp_path}. 3 figures without data are left")
    assert all(figure.title in messages[0] for figure in empty)
    assert str(tmp_path) not in window.session.history.lines[-1]
    assert "3 figures without data" in window.session.history.lines[-1]
