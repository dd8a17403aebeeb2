"""A walk through the whole program: what a build must survive before it is called one.

``ketgui --smoke`` opens the example in the real window, visits every tab, writes every figure and
document in both languages, reads a file of each kind, saves and reopens, and prints what it did.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer

from ketgui.paths import resource
from ketgui.text import LANGUAGES, language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ketgui.statistics.analysis import Analysis
    from ketgui.views.window import MainWindow

FORMATS = ("png", "svg", "pdf")
_MOST_SECONDS = 60
_DPI = 96


class SmokeError(Exception):
    """Something the program should be able to do did not happen."""


@dataclass
class Walk:
    """One run: the folder it writes into, what it has said, and what went wrong in a slot."""

    folder: Path
    said: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def say(self, words: str) -> None:
        """Print a line of what was done, and keep it."""
        self.said.append(words)
        print(words, flush=True)

    def on_failure(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Keep what a slot raised, which Qt would pass over."""
        self.failures.append("".join(traceback.format_exception(kind, error, trace)))


def prepare(folder: Path) -> None:
    """See that the run needs no display and leaves the user's own preferences alone.

    Unless ``KETGUI_HOME`` names a folder for them, they lie in `folder`.
    """
    os.environ.setdefault("KETGUI_HOME", str(folder / "preferences"))
    displays = ("DISPLAY", "WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in displays):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def run(compose: Callable[[], MainWindow], folder: Path) -> int:
    """Walk through the program and return the exit code: 0 if every step was made.

    Parameters
    ----------
    compose : callable
        Makes the application and its window, which is to open nothing by itself.
    folder : Path
        Takes everything that is written, and ``smoke.txt``.
    """
    walk = Walk(folder)
    code = 1
    try:
        window = compose()
        sys.excepthook = walk.on_failure
        for step in STEPS:
            started = time.perf_counter()
            words = step(walk, window)
            if walk.failures:
                raise SmokeError("a slot failed")
            walk.say(f"{time.perf_counter() - started:6.2f} s  {words}")
        walk.say("smoke: all well")
        code = 0
    except Exception:
        walk.say("\n".join(("smoke: FAILED", traceback.format_exc(), *walk.failures)))
    (folder / "smoke.txt").write_text("\n".join(walk.said) + "\n", encoding="utf-8")
    return code


def _count(walk: Walk, window: MainWindow) -> str:
    """Compare what is registered with what the source held when the build was made."""
    from ketgui.figures.catalogue import FIGURES
    from ketgui.importing.readers import READERS
    from ketgui.reporting.files import DOCUMENTS
    from ketgui.statistics.results import RESULTS
    from ketgui.views.tabs import TABS

    found = {
        "readers": len(READERS),
        "results": len(RESULTS),
        "figures": len(FIGURES),
        "documents": len(DOCUMENTS),
        "tabs": len(TABS),
    }
    counted = ", ".join(f"{number} {name}" for name, number in found.items())
    list_ = resource("smoke", "expected.json")
    if not list_.exists():
        return f"{counted} (from source: nothing to compare them with)"
    expected = json.loads(list_.read_text(encoding="utf-8"))
    if expected["registered"] != found:
        raise SmokeError(f"registered: {found}; in the source: {expected['registered']}")
    for name in expected["modules"]:
        import_module(name)
    return f"{counted}, {len(expected['modules'])} modules, as in the source"


def _paint(walk: Walk, window: MainWindow) -> str:
    window.resize(1280, 800)
    _until(window.first_painted, window.show)
    return f"first paint{_since_start()}"


def _open_example(walk: Walk, window: MainWindow) -> str:
    # A project names its files by where they lie from it: they lie together.
    example = walk.folder / "example-cohort.xlsx"
    example.write_bytes(resource("samples", example.name).read_bytes())
    _until(window.session.analysis_changed, lambda: window.session.open([example]))
    return f"the example: {_analysis(window).cohort.enrolled} patients{_since_start()}"


def _ask_for_everything(walk: Walk, window: MainWindow) -> str:
    plan = _analysis(window).plan
    plan = replace(plan, mixed_model=True, bayes_factor=True, carry_forward=True)
    _until(window.session.analysis_changed, lambda: window.session.set_plan(plan))
    return "every analysis that is made only when asked for"


def _visit_tabs(walk: Walk, window: MainWindow) -> str:
    for code in LANGUAGES:
        _speak(window, code)
        for place in range(window.pages.count()):
            window.pages.setCurrentIndex(place)
            _settle()
            _photograph(window, walk.folder / f"tab-{place + 1}-{code}.png")
    return f"{window.pages.count()} tabs in {len(LANGUAGES)} languages"


def _open_dialogs(walk: Walk, window: MainWindow) -> str:
    from PySide6.QtWidgets import QDialog

    shown = ("show_about", "show_column_guide", "show_history", "change_plan", "check_beam_f3")
    for name in shown:
        window.actions_by_name[name].trigger()
        _settle()
        dialogs = [one for one in window.findChildren(QDialog) if one.isVisible()]
        if not dialogs:
            raise SmokeError(f"{name} opened nothing")
        _photograph(dialogs[0], walk.folder / f"{name}.png")
        dialogs[0].close()
        _settle()
    if not resource("..", "LICENSE").resolve().exists():
        raise SmokeError("the licence is not where Help looks for it")
    return f"{len(shown)} dialogs, the licence"


def _write_figures(walk: Walk, window: MainWindow) -> str:
    from ketgui.figures.catalogue import FIGURES
    from ketgui.rendering.image import write

    for code in LANGUAGES:
        into = walk.folder / "figures" / code
        into.mkdir(parents=True)
        with language(code):
            for figure in FIGURES:
                spec = figure.build(_analysis(window))
                for suffix in FORMATS:
                    write(spec, into / f"{figure.key}.{suffix}", suffix, dpi=_DPI)
    return f"{len(FIGURES)} figures as {', '.join(FORMATS)} in {len(LANGUAGES)} languages"


def _write_documents(walk: Walk, window: MainWindow) -> str:
    from ketgui.importing.template import write_template
    from ketgui.rendering.report_pdf import figure_png, report_pdf
    from ketgui.reporting.files import DOCUMENTS, write_report

    for code in LANGUAGES:
        report, template = walk.folder / "report" / code, walk.folder / "template" / code
        for folder in (report, template):
            folder.mkdir(parents=True)
        with language(code):
            write_report(
                _analysis(window),
                report,
                documents=tuple(DOCUMENTS),
                draw=figure_png,
                to_pdf=report_pdf,
            )
            write_template(template)
        if lost := [name for name in DOCUMENTS.values() if not (report / name).exists()]:
            raise SmokeError(f"not written: {', '.join(lost)}")
    files = [path for path in walk.folder.rglob("*") if path.is_file()]
    if empty := [path.name for path in files if not path.stat().st_size]:
        raise SmokeError(f"empty: {', '.join(empty)}")
    return f"reports as {', '.join(DOCUMENTS)} and templates in {len(LANGUAGES)} languages"


def _read_files(walk: Walk, window: MainWindow) -> str:
    from ketgui.importing import import_files

    folder = resource("smoke")
    if not folder.exists():
        folder = resource("..", "tests", "data")
    names = ("workbook.xlsx", "workbook.ods", "labels.sav", "clean.csv")
    for name in names:
        imported = import_files([folder / name], None)
        if imported.cohort is None or not imported.cohort.enrolled:
            said = "; ".join(issue.message for issue in imported.issues)
            raise SmokeError(f"{name} gave no cohort: {said}")
    return f"read {', '.join(names)}"


def _read_in_child(walk: Walk, window: MainWindow) -> str:
    """Read a workbook as one is read that is too large to be trusted."""
    from ketgui.importing.readers.sandbox import run as run_in_child
    from ketgui.importing.readers.workbook_cells import raw_sheets

    example = resource("samples", "example-cohort.xlsx")
    sheets = run_in_child(raw_sheets, example.read_bytes(), lambda: None)
    return f"{len(sheets)} sheets read in a bounded child process"


def _save_and_reopen(walk: Walk, window: MainWindow) -> str:
    from ketgui.project.recipe import to_toml

    before = _analysis(window)
    project = walk.folder / "saved.ketgui"
    project.write_text(to_toml(window.session.recipe(walk.folder)), encoding="utf-8")
    _until(window.session.analysis_changed, lambda: window.session.open([project]))
    after = _analysis(window)
    if (after.plan, after.cohort.enrolled) != (before.plan, before.cohort.enrolled):
        raise SmokeError("what was reopened is not what was saved")
    return f"saved and reopened: {after.cohort.enrolled} patients, the same plan"


def _leave(walk: Walk, window: MainWindow) -> str:
    window.close()
    _settle()
    return "closed"


STEPS: tuple[Callable[[Walk, MainWindow], str], ...] = (
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
    _leave,
)


def _since_start() -> str:
    """Return how long ago whoever started the program says that it was."""
    started = os.environ.get("KETGUI_STARTED")
    return f", {time.time() - float(started):.3f} s after the start" if started else ""


def _analysis(window: MainWindow) -> Analysis:
    if window.session.analysis is None:
        raise SmokeError("there is no analysis")
    return window.session.analysis


def _speak(window: MainWindow, code: str) -> None:
    """Choose a language as the menu does."""
    from PySide6.QtGui import QAction

    for action in window.findChildren(QAction):
        if action.data() == code:
            action.trigger()
            _settle()
            return
    raise SmokeError(f"no menu speaks {code}")


def _until(signal: Any, act: Callable[[], Any]) -> None:
    """Do something and wait for its signal."""
    loop, heard = QEventLoop(), list[bool]()

    def hear(*_values: object) -> None:
        heard.append(True)
        loop.quit()

    signal.connect(hear)
    patience = QTimer(singleShot=True, interval=_MOST_SECONDS * 1000)
    patience.timeout.connect(loop.quit)
    patience.start()
    act()
    if not heard:
        loop.exec()
    signal.disconnect(hear)
    if not heard:
        raise SmokeError(f"nothing came back within {_MOST_SECONDS} s")
    _settle()


def _settle() -> None:
    """Let Qt paint and delete what waits for it."""
    for _round in range(5):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, 52)


def _photograph(widget: QWidget, path: Path) -> None:
    picture = widget.grab().toImage()
    small = picture.scaled(64, 64, mode=Qt.TransformationMode.FastTransformation)
    colours = {small.pixel(x, y) for x in range(64) for y in range(64)}
    if len(colours) < 3 or not picture.save(str(path)):
        raise SmokeError(f"{path.stem} is blank")
