"""Validates the installation in a process of its own, which starts as the user's program does."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal

from ketgui.paths import find_resource
from ketgui.text import _, current_language

_PASSED, _NOT_PASSED = 0, 1


class InstallationCheck(QObject):
    """Runs the program with ``--validate``.

    Signals
    -------
    written(str, Path)
        What was found, and the report's file.
    failed(str)
        The report could not be written.
    """

    written = Signal(str, object)
    failed = Signal(str)

    def __init__(self, path: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._path = path
        self._process = QProcess(self)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)

    def start(self) -> None:
        """Start checking; the window stays usable."""
        # A frozen program is its own interpreter.
        script = [] if getattr(sys, "frozen", False) else [str(find_resource("..", "main.py"))]
        options = ["--validate", str(self._path), "--language", current_language()]
        self._process.start(sys.executable, [*script, *options])

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        is_ended = status == QProcess.ExitStatus.NormalExit
        if is_ended and code in (_PASSED, _NOT_PASSED):
            words = _("All checks passed.") if code == _PASSED else _("Not all checks passed.")
            self.written.emit(words, self._path)
        else:
            self._fail()
        self.deleteLater()

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._fail()
            self.deleteLater()

    def _fail(self) -> None:
        self.failed.emit(
            _("The validation report could not be written: {name}. Choose another folder.",
              name=self._path.name)
        )  # fmt: skip
