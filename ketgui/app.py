"""The composition root: arguments, crash handler, session, window."""

from __future__ import annotations

import argparse
import gc
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from ketgui import __version__, settings
from ketgui.commands import COMMANDS
from ketgui.text import LANGUAGES, use_language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ketgui.views.window import MainWindow


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a headless command if one is named, otherwise open the window; return the exit code."""
    _accept_every_sign()
    given_arguments = list(sys.argv[1:] if arguments is None else arguments)
    if given_arguments and given_arguments[0] in COMMANDS:
        from ketgui.cli import run

        # A command ends before garbage matters, and collecting it takes a tenth of its time.
        gc.disable()
        return run(given_arguments)
    options = build_parser().parse_args(given_arguments)
    if options.validate is not None:
        return _validate(options)
    return _open_window(options) if options.smoke is None else _run_smoke(options)


def _accept_every_sign() -> None:
    """Print "?" for what the console's code page lacks: on Windows a pipe knows some 200 signs."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the window's own arguments."""
    parser = argparse.ArgumentParser(
        prog="ketgui",
        description=f"Open the window. Without it: ketgui {' | '.join(COMMANDS)} --help.",
    )
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE")
    parser.add_argument("--example", action="store_true", help="open the invented example")
    parser.add_argument("--language", choices=LANGUAGES, help="language of the window")
    parser.add_argument(
        "--smoke",
        nargs="?",
        const="",
        metavar="DIR",
        help="walk through the whole program, print what was done, and keep it in DIR if named",
    )
    parser.add_argument(
        "--validate",
        type=Path,
        metavar="REPORT.pdf",
        help="check this installation's files and numbers, and write what was found",
    )
    parser.add_argument("--version", action="version", version=f"KetGUI {__version__}")
    return parser


def _open_window(options: argparse.Namespace) -> int:
    if reason := _find_qt_problem():
        print(reason, file=sys.stderr)
        return 2
    from ketgui.views import layout
    from ketgui.views.end_signals import EndSignals

    application, window = compose(options)
    layout.fit_screen(window, window.size())
    window.show()
    signals = EndSignals(application)
    signals.received.connect(window.leave)
    signals.listen()
    # A desktop that ends its session asks nothing of a program that can be recovered.
    application.commitDataRequest.connect(lambda _manager: window.leave())
    return application.exec()


def _validate(options: argparse.Namespace) -> int:
    """Validate the installation; return 0 if all checks passed, 1 if not, 2 without a report."""
    from datetime import datetime

    from ketgui.rendering.report_renderer import make_renderer
    from ketgui.validation.report import build_validation_report, validate
    from ketgui.writing import explain_failure, replace_file

    use_language(options.language or "en")
    validation = validate(Path(sys.executable).parent, datetime.now())
    try:
        replace_file(
            options.validate, make_renderer().make_pdf(build_validation_report(validation))
        )
    except OSError as error:
        print(explain_failure(error), file=sys.stderr)
        return 2
    print(validation.summarise())
    return 0 if validation.is_passed else 1


def _run_smoke(options: argparse.Namespace) -> int:
    from tempfile import TemporaryDirectory

    from ketgui.smoke.steps import STEPS
    from ketgui.smoke.walk import prepare, run

    def make_window() -> MainWindow:
        window = compose(options)[1]
        # The walk opens files itself, one step at a time.
        window.first_painted.disconnect()
        return window

    with TemporaryDirectory(prefix="ketgui-smoke-", ignore_cleanup_errors=True) as temporary:
        folder = Path(options.smoke or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        prepare(folder)
        return run(make_window, folder, STEPS)


def compose(options: argparse.Namespace) -> tuple[QApplication, MainWindow]:
    """Make the application and its window, which opens the given files after its first paint."""
    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QApplication

    from ketgui.session.session import Session
    from ketgui.views.application import Application, apply_look
    from ketgui.views.menu_actions import find_example
    from ketgui.views.theme import load_fonts
    from ketgui.views.window import MainWindow

    application = QApplication.instance() or Application(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("KetGUI")
    # One look on every system: the style sheet is fitted to it.
    application.setStyle("Fusion")
    chosen = settings.load()
    load_fonts()
    apply_look(chosen)
    system = QLocale.languageToCode(QLocale.system().language())
    use_language(options.language or chosen.language or (system if system in LANGUAGES else "en"))
    window = MainWindow(Session(), chosen)
    if isinstance(application, Application):
        application.file_opened.connect(lambda path: window.studies.open_paths([path]))
    sys.excepthook = _CrashHandler(window)
    example = [find_example()] if options.example else []
    # Files are opened after the first paint: reading them loads pandas.
    window.first_painted.connect(lambda: _begin(window, example, options.files))
    return application, window


def _begin(window: MainWindow, example: Sequence[Path], files: Sequence[Path]) -> None:
    """Open the given files; without any, load the modules that opening a file will need."""
    if example:
        window.session.open(example)
    elif files:
        window.studies.open_paths(files)
    else:
        window.session.preload()
        window.studies.offer_recovery()


def _find_qt_problem() -> str:
    """Return why this Qt cannot be used, if so; PySide6 6.12 aborts on Python before 3.12."""
    import PySide6

    major, minor = PySide6.__version__.split(".")[:2]
    if sys.version_info < (3, 12) and (int(major), int(minor)) >= (6, 12):
        return (
            f"KetGUI cannot run: PySide6 {PySide6.__version__} stops on Python "
            f"{sys.version_info.major}.{sys.version_info.minor}. Install PySide6-Essentials 6.11, "
            "or use Python 3.12 or later."
        )
    return ""


class _CrashHandler:
    """Keeps the window open after a failure and reports it once, without patient data."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Show where the program failed, without the error's text, which may hold cell values."""
        if issubclass(kind, KeyboardInterrupt):
            raise SystemExit(130)
        location = "\n".join(
            f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(trace)
        )
        print(f"{kind.__name__}\n{location}", file=sys.stderr)
        self._window.report_failure(f"KetGUI {__version__}\n{kind.__name__}\n{location}")
