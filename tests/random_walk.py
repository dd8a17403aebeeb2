"""A random user: opens files, clicks, types, undoes, changes language and theme, in one window.

    python -m tests.random_walk SEED [--steps N | --seconds N]

Prints how many steps were taken, what was raised, what Qt warned of, and the memory after the
first minute and at the end. Exit code 1: something was raised or warned of; a crash has its own.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from ketgui import app
from ketgui.processes import end_process

ROOT = Path(__file__).resolve().parent.parent
FILES = (
    "resources/samples/example-cohort.xlsx",
    "tests/data/clean.csv",
    "tests/data/items.csv",
    "tests/data/excel-fr-ca.csv",
    "tests/data/many-time-points.csv",
    "tests/data/one-row-per-rating.csv",
    "tests/data/events-in-one-cell.csv",
    "tests/data/workbook.xlsx",
    "tests/data/labels.sav",
    "tests/data/study-0.1.ketgui",
)
WORDS = (
    "",
    "1",
    "30",
    "999",
    "-3",
    "2,5",
    "2.5",
    "abc",
    "=1+1",
    "<b>x</b>",
    "P1",
    "2024-01-05",
)
KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape,
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Delete,
    Qt.Key.Key_F1, Qt.Key.Key_F2, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageDown,
)  # fmt: skip
# Ends the walk; it is taken at its end.
LEFT_OUT = {"close"}
# What the offscreen platform says of what it has not.
USUAL = "This plugin does not support"
MINUTE = 60.0
_DOUBLE_CLICKS, _VIEW_CHOICES = 0.3, 0.15


class Walk:
    """One random user.

    Attributes
    ----------
    raised, warned : list of str
        What was raised, and what Qt warned of.
    """

    def __init__(self, seed: int, folder: Path) -> None:
        self.draw = random.Random(seed)
        self.folder = folder
        self.raised: list[str] = []
        self.warned: list[str] = []
        self.steps = 0
        self.last: list[str] = []
        sys.excepthook = self._on_raised
        qInstallMessageHandler(self._on_message)
        self._replace_native_dialogs()
        options = app.build_parser().parse_args(["--example", "--language", "en"])
        self.application, self.window = app.compose(options)
        # The window's own handler would hide what was raised.
        sys.excepthook = self._on_raised
        self.window.show()

    def _on_raised(self, kind: type[BaseException], error: BaseException, trace: object) -> None:
        lines = traceback.format_exception(kind, error, error.__traceback__)
        self.raised.append("".join(lines) + f"after {self.last}\n")

    def _on_message(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            print(f"{text} after {self.last}", flush=True)
        if kind != QtMsgType.QtDebugMsg and USUAL not in text:
            self.warned.append(f"{text} after {self.last}")

    def _replace_native_dialogs(self) -> None:
        def choose_files(*_arguments: object) -> tuple[list[str], str]:
            return [self._choose_file()], ""

        def choose_target(
            _parent: object, _title: str, suggested: str, *_rest: object
        ) -> tuple[str, str]:
            return str(self.folder / Path(suggested).name), ""

        QFileDialog.getOpenFileNames = choose_files  # type: ignore[method-assign]
        QFileDialog.getOpenFileName = lambda *_a: (self._choose_file(), "")  # type: ignore[method-assign]
        QFileDialog.getSaveFileName = choose_target  # type: ignore[method-assign]
        QFileDialog.getExistingDirectory = lambda *_a: str(self.folder)  # type: ignore[method-assign]
        QDesktopServices.openUrl = lambda *_a: True  # type: ignore[method-assign]
        QMenu.exec = self._exec_menu  # type: ignore[method-assign]

    def _choose_file(self) -> str:
        source = ROOT / self.draw.choice(FILES)
        target = self.folder / source.name
        if not target.exists():
            shutil.copy(source, target)
        return str(target)

    def _exec_menu(self, menu: QMenu, *_arguments: object) -> QAction | None:
        actions = [action for action in menu.actions() if action.isEnabled() and action.text()]
        chosen = self.draw.choice(actions) if actions else None
        if chosen:
            chosen.trigger()
        return chosen

    def take_step(self) -> None:
        """Do one thing, and let Qt run for a moment."""
        acts: tuple[tuple[int, Callable[[], str]], ...] = (
            (45, self.use_widget),
            (20, self.use_menu),
            (10, self.undo_or_redo),
            (8, self.close_something),
            (12, self.press_key),
            (5, self.open_files),
        )
        (act,) = self.draw.choices([act for _n, act in acts], [n for n, _act in acts])
        self.steps += 1
        self.last = [*self.last[-7:], act.__name__]
        try:
            self.last[-1] += f" {act()}"
        except Exception as error:
            self._on_raised(type(error), error, None)
        self.run_events(self.draw.choice((0.0, 0.0, 0.01, 0.05)))

    def run_events(self, seconds: float) -> None:
        """Let Qt run, for so long at least."""
        end = time.monotonic() + seconds
        self.application.processEvents()
        while time.monotonic() < end:
            self.application.processEvents()
            time.sleep(0.002)
        self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def find_top(self) -> QWidget:
        """Return the window that takes input: a modal dialog, else any of the program's."""
        if modal := self.application.activeModalWidget():
            return modal
        shown = [
            w
            for w in self.application.topLevelWidgets()
            if w.isVisible() and not isinstance(w, QMenu)
        ]
        return self.draw.choice(shown) if shown else self.window

    def use_widget(self) -> str:
        """Click, choose, step or type in some control."""
        kinds = (
            QAbstractButton,
            QComboBox,
            QLineEdit,
            QAbstractSpinBox,
            QTabBar,
            QTableView,
            QAbstractItemView,
            QPlainTextEdit,
        )
        there = [
            w
            for kind in kinds
            for w in self.find_top().findChildren(kind)
            if w.isVisible() and w.isEnabled()
        ]
        if not there:
            return "nothing"
        control = self.draw.choice(there)
        title = control.accessibleName() or getattr(control, "text", str)()
        name = f"{type(control).__name__} {title}"
        if isinstance(control, QToolButton) and control.menu():
            self._exec_menu(control.menu())
        elif isinstance(control, QAbstractButton):
            control.click()
        elif isinstance(control, QComboBox) and control.count():
            index = self.draw.randrange(control.count())
            control.setCurrentIndex(index)
            control.activated.emit(index)
        elif isinstance(control, (QLineEdit, QPlainTextEdit)):
            if not control.isReadOnly():
                control.setFocus()
                control.clear()
                # Clearing it may have closed what it is in, and QTest ends the program then.
                if control.isVisible():
                    QTest.keyClicks(control, self.draw.choice(WORDS))
        elif isinstance(control, QAbstractSpinBox):
            control.stepBy(self.draw.choice((-5, -1, 1, 5)))
        elif isinstance(control, QTabBar) and control.count():
            control.setCurrentIndex(self.draw.randrange(control.count()))
        elif isinstance(control, QAbstractItemView) and control.model():
            self._use_view(control)
        return name

    def _use_view(self, view: QAbstractItemView) -> None:
        model = view.model()
        # A list's model keeps the number of its columns to itself.
        columns = model.columnCount() if isinstance(view, QTableView) else 1
        if model.rowCount() and columns:
            index = model.index(self.draw.randrange(model.rowCount()), self.draw.randrange(columns))
            view.setCurrentIndex(index)
            if self.draw.random() < _DOUBLE_CLICKS:
                view.doubleClicked.emit(index)

    def use_menu(self) -> str:
        """Trigger a command of the menu bar, as far as no dialog covers it."""
        if self.application.activeModalWidget():
            return "modal"
        names = [
            n for n, a in self.window.actions_by_name.items() if a.isEnabled() and n not in LEFT_OUT
        ]
        view = [
            a
            for m in self.window.menuBar().findChildren(QMenu)
            for a in m.actions()
            if a.isCheckable()
        ]
        if view and self.draw.random() < _VIEW_CHOICES:
            action = self.draw.choice(view)
            action.trigger()
            return action.text()
        name = self.draw.choice(names)
        self.window.actions_by_name[name].trigger()
        return name

    def undo_or_redo(self) -> str:
        """Undo or redo some steps."""
        history = self.window.session.history
        for _n in range(self.draw.randrange(1, 5)):
            self.draw.choice((history.undo, history.undo, history.redo))()
        return ""

    def close_something(self) -> str:
        """Close the dialog on top, or cancel what runs."""
        top = self.application.activeModalWidget()
        if isinstance(top, QDialog):
            top.reject()
            return type(top).__name__
        self.window.session.cancel()
        return "cancel"

    def press_key(self) -> str:
        """Press a key where the focus is."""
        key = self.draw.choice(KEYS)
        target = self.application.focusWidget() or self.find_top()
        if target.isVisible():
            QTest.keyClick(target, key)
        return key.name

    def open_files(self) -> str:
        """Open a file as if it was dropped."""
        path = self._choose_file()
        if not self.application.activeModalWidget():
            self.window.studies.open_paths([Path(path)])
        return Path(path).name

    def leave(self) -> None:
        """Close everything without saving."""
        for _n in range(20):
            if not isinstance(top := self.application.activeModalWidget(), QDialog):
                break
            top.reject()
            self.run_events(0.02)
        self.window.leave()
        self.run_events(0.2)


def measure_memory() -> float:
    """Return the memory that the process holds now, in MB; 0 where the system does not say."""
    status = Path("/proc/self/statm")
    if not status.exists():
        return 0.0
    return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> int:
    """Walk, and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seed", type=int)
    parser.add_argument("--steps", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=1e6)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    faulthandler.enable()
    with tempfile.TemporaryDirectory() as name:
        os.environ["KETGUI_HOME"] = str(Path(name, "home"))
        os.environ["HOME"] = name
        folder = Path(name, "files")
        folder.mkdir()
        os.chdir(folder)
        walk = Walk(options.seed, folder)
        started = time.monotonic()
        after_minute = 0.0
        while walk.steps < options.steps and time.monotonic() - started < options.seconds:
            walk.take_step()
            if not after_minute and time.monotonic() - started > MINUTE:
                after_minute = measure_memory()
        held = measure_memory()
        walk.leave()
        os.chdir(ROOT)
    print("".join(walk.raised) + "\n".join(walk.warned))
    print(
        f"seed {options.seed}: {walk.steps} steps in {time.monotonic() - started:.0f} s, "
        f"{len(walk.raised)} raised, {len(walk.warned)} warned, "
        f"{after_minute:.0f} MB after a minute, {held:.0f} MB at the end"
    )
    return 1 if walk.raised or walk.warned else 0


if __name__ == "__main__":
    # As the program itself ends.
    end_process(main())
