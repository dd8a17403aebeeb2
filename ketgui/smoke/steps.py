"""The steps of the walk, in order: each tab, figure, document and reader is used once."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, qInstallMessageHandler

from ketgui.paths import find_resource
from ketgui.smoke.waiting import (
    format_time_since_start,
    print_qt_message,
    save_picture,
    settle,
    wait_for,
)
from ketgui.smoke.walk import SmokeError, Step, Walk
from ketgui.text import LANGUAGES, _, language

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QPushButton

    from ketgui.statistics.analysis import Analysis
    from ketgui.views.window import MainWindow

_DPI = 96
_DIALOGS = (
    "change_plan",
    "check_beam_f3",
    "check_consistency",
    "show_history",
    "export_figure_1",
    "write_report",
    "show_help",
    "show_column_guide",
    "show_about",
)


def _count(walk: Walk, window: MainWindow) -> str:
    """Compare what is registered with what the source registered when the build was made."""
    from ketgui.figures.catalogue import FIGURES
    from ketgui.importing.tables.readers.registry import READERS
    from ketgui.reporting.documents.kinds import DOCUMENTS
    from ketgui.statistics.results import RESULTS
    from ketgui.views.tabs import TABS

    registered = {
        "readers": len(READERS),
        "results": len(RESULTS),
        "figures": len(FIGURES),
        "documents": len(DOCUMENTS),
        "tabs": len(TABS),
    }
    counted = ", ".join(f"{number} {name}" for name, number in registered.items())
    expected_file = find_resource("smoke", "expected.json")
    if not expected_file.exists():
        return f"{counted} (from source: nothing to compare them with)"
    expected = json.loads(expected_file.read_text(encoding="utf-8"))
    if expected["registered"] != registered:
        raise SmokeError(f"registered: {registered}; in the source: {expected['registered']}")
    # A module that is only imported inside functions is easily left out of a build.
    for name in expected["modules"]:
        import_module(name)
    return f"{counted}, {len(expected['modules'])} modules, as in the source"


def _paint(walk: Walk, window: MainWindow) -> str:
    # Qt's warnings would otherwise go nowhere in a windowed program.
    qInstallMessageHandler(print_qt_message)
    window.resize(1280, 800)
    wait_for(window.first_painted, window.show)
    return f"first paint{format_time_since_start()}"


def _open_example(walk: Walk, window: MainWindow) -> str:
    # A project names its files relative to itself: the example and the project share a folder.
    example = walk.folder / "example-cohort.xlsx"
    example.write_bytes(find_resource("samples", example.name).read_bytes())
    wait_for(window.session.analysis_changed, lambda: window.session.open([example]))
    return (
        f"the example: {_get_analysis(window).cohort.enrolled} patients{format_time_since_start()}"
    )


def _ask_for_everything(walk: Walk, window: MainWindow) -> str:
    plan = _get_analysis(window).plan
    # Optional analyses load libraries that nothing else needs.
    plan = replace(plan, mixed_model=True, bayes_factor=True, carry_forward=True)
    wait_for(window.session.analysis_changed, lambda: window.session.set_plan(plan))
    return "every analysis that is made only when asked for"


def _visit_tabs(walk: Walk, window: MainWindow) -> str:
    for code in LANGUAGES:
        _choose_language(window, code)
        for index in range(window.pages.count()):
            window.pages.setCurrentIndex(index)
            settle()
            save_picture(window, walk.folder / f"tab-{index + 1}-{code}.png")
    return f"{window.pages.count()} tabs in {len(LANGUAGES)} languages"


def _open_dialogs(walk: Walk, window: MainWindow) -> str:
    from PySide6.QtWidgets import QDialog

    for name in _DIALOGS:
        window.actions_by_name[name].trigger()
        settle()
        dialogs = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
        if not dialogs:
            raise SmokeError(f"{name} opened nothing")
        save_picture(dialogs[0], walk.folder / f"{name}.png")
        dialogs[0].close()
        settle()
    if not find_resource("..", "LICENSE").resolve().exists():
        raise SmokeError("the licence is not where Help looks for it")
    return f"{len(_DIALOGS)} dialogs, the licence"


def _write_figures(walk: Walk, window: MainWindow) -> str:
    from ketgui.figures.catalogue import FIGURES
    from ketgui.rendering.image import FORMATS, write

    for index, code in enumerate(LANGUAGES):
        # Another language changes the letters of a figure, and no format more than another.
        suffixes = ("png",) if index else tuple(FORMATS)
        figures_folder = walk.folder / "figures" / code
        figures_folder.mkdir(parents=True)
        with language(code):
            for figure in FIGURES:
                spec = figure.build(_get_analysis(window))
                for suffix in suffixes:
                    write(spec, figures_folder / f"{figure.key}.{suffix}", suffix, dpi=_DPI)
    return f"{len(FIGURES)} figures as {', '.join(FORMATS)}, and in {len(LANGUAGES)} languages"


def _write_documents(walk: Walk, window: MainWindow) -> str:
    from ketgui.importing.template import write_template
    from ketgui.rendering.report_renderer import make_renderer
    from ketgui.reporting.documents.kinds import DOCUMENTS
    from ketgui.reporting.files import take_steps, write_report
    from ketgui.reporting.request import ReportRequest

    kinds = tuple(kind.key for kind in DOCUMENTS)

    for code in LANGUAGES:
        report, template = walk.folder / "report" / code, walk.folder / "template" / code
        for folder in (report, template):
            folder.mkdir(parents=True)
        request = ReportRequest(figures=("all",), documents=kinds, language=code)
        take_steps(write_report(_get_analysis(window), request, make_renderer(), report))
        with language(code):
            write_template(template)
        if lost := [kind.file for kind in DOCUMENTS if not (report / kind.file).exists()]:
            raise SmokeError(f"not written: {', '.join(lost)}")
    files = [path for path in walk.folder.rglob("*") if path.is_file()]
    if empty := [path.name for path in files if not path.stat().st_size]:
        raise SmokeError(f"empty: {', '.join(empty)}")
    return f"reports as {', '.join(kinds)} and templates in {len(LANGUAGES)} languages"


def _read_files(walk: Walk, window: MainWindow) -> str:
    from ketgui.importing import import_files

    folder = _find_samples()
    names = ("workbook.xlsx", "workbook.ods", "labels.sav", "clean.csv")
    for name in names:
        imported = import_files([folder / name], None)
        if imported.cohort is None or not imported.cohort.enrolled:
            problems = "; ".join(issue.message for issue in imported.issues)
            raise SmokeError(f"{name} gave no cohort: {problems}")
    return f"read {', '.join(names)}"


def _read_in_child(walk: Walk, window: MainWindow) -> str:
    """Read a workbook in a child process, as files that might exhaust the memory are read."""
    from ketgui.importing.tables.readers.sandbox import run as run_in_child
    from ketgui.importing.tables.readers.workbook_cells import parse_sheets

    example = find_resource("samples", "example-cohort.xlsx")
    sheets = run_in_child(parse_sheets, example.read_bytes(), lambda: None)
    return f"{len(sheets)} sheets read in a bounded child process"


def _save_and_reopen(walk: Walk, window: MainWindow) -> str:
    before = _get_analysis(window)
    study = walk.folder / "saved.ketgui"
    wait_for(window.study_file.saved, lambda: window.study_file.save_as(study))
    wait_for(window.session.analysis_changed, lambda: window.session.open([study]))
    after = _get_analysis(window)
    # The plan and the patients must survive a file; results follow from them.
    if (after.plan, after.cohort.enrolled) != (before.plan, before.cohort.enrolled):
        raise SmokeError("what was reopened is not what was saved")
    return f"saved and reopened: {after.cohort.enrolled} patients, the same plan"


def _open_with_import_page(walk: Walk, window: MainWindow) -> str:
    """Show how a workbook would be imported, and import it."""
    session, workbook = window.session, walk.folder / "workbook.xlsx"
    workbook.write_bytes((_find_samples() / workbook.name).read_bytes())
    wait_for(session.proposed, lambda: session.propose([workbook]))
    save_picture(window, walk.folder / "import.png")
    wait_for(session.analysis_changed, _find_default_button(window).click)
    return f"{workbook.name} looked at and used: {_get_analysis(window).cohort.enrolled} patients"


def _leave(walk: Walk, window: MainWindow) -> str:
    """Close the window, which first asks about unsaved work."""
    from PySide6.QtWidgets import QMessageBox

    window.close()
    settle()
    for question in window.findChildren(QMessageBox):
        for button in question.buttons():
            if question.buttonRole(button) == QMessageBox.ButtonRole.DestructiveRole:
                button.click()
    settle()
    if window.isVisible():
        raise SmokeError("the window stays open")
    return "closed"


STEPS: tuple[Step, ...] = (
    _paint,
    _open_example,
    _ask_for_everything,
    _count,
    _visit_tabs,
    _open_dialogs,
    _write_figures,
    _write_documents,
    _read_files,
    _read_in_child,
    _save_and_reopen,
    _open_with_import_page,
    _leave,
)


def _get_analysis(window: MainWindow) -> Analysis:
    if window.session.analysis is None:
        raise SmokeError("there is no analysis")
    return window.session.analysis


def _find_samples() -> Path:
    """Return the folder of files to read: that of the build, or of the tests."""
    built = find_resource("smoke")
    return built if built.exists() else find_resource("..", "tests", "data")


def _find_default_button(window: MainWindow) -> QPushButton:
    """Return the default button of the import page, which imports the cohort."""
    from PySide6.QtWidgets import QPushButton

    for button in window.findChildren(QPushButton):
        if button.isDefault() and button.isVisible() and button.isEnabled():
            return button
    raise SmokeError("what was read cannot be used")


def _choose_language(window: MainWindow, code: str) -> None:
    """Choose a language as the menu does."""
    from PySide6.QtGui import QAction

    # Through the menu, as a user does, so that the whole window is rebuilt.
    for action in window.findChildren(QAction):
        if action.data() == code:
            action.trigger()
            settle()
            # Qt's catalogues are separate files, which a build may lack.
            if QCoreApplication.translate("QPlatformTheme", "Cancel") != _("Cancel"):
                raise SmokeError(f"Qt's own words are not in {code}")
            return
    raise SmokeError(f"no menu speaks {code}")
