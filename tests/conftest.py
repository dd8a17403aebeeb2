"""What every test starts from: its own settings folder, English, no window left behind."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import settings

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.fields import TABLES, TableName
from ketgui.domain.plan import AnalysisPlan
from ketgui.paths import find_resource
from ketgui.statistics.analysis import Analysis, analyse
from ketgui.statistics.study import Study
from ketgui.text import use_language

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The same examples in every run: a failure is one that anybody can see again.
settings.register_profile("ketgui", max_examples=20, derandomize=True, deadline=None, database=None)
settings.load_profile("ketgui")

Score = float | None
Rows = Sequence[dict[str, Any]]
CohortOf = Callable[..., Cohort]
StudyOf = Callable[..., Study]
AnalysisOf = Callable[..., Analysis]


@pytest.fixture(autouse=True)
def _own_settings_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: Any) -> None:
    monkeypatch.setenv("KETGUI_HOME", str(tmp_path_factory.mktemp("home")))


def pytest_sessionfinish() -> None:
    """Empty the clipboard: the offscreen platform holds what is on it longer than Python lives."""
    if "PySide6.QtGui" in sys.modules:
        from PySide6.QtGui import QGuiApplication

        if isinstance(QGuiApplication.instance(), QGuiApplication):
            QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    use_language("en")
    yield
    use_language("en")


@pytest.fixture(autouse=True)
def _no_window_left_behind() -> Iterator[None]:
    """Fail a test that leaves a top-level window; it acts only where Qt was started."""
    before = set(_windows())
    yield
    _sweep()
    left = [window for window in _windows() if window not in before]
    for window in left:
        window.close()
        window.deleteLater()
    assert not left, f"windows left behind: {[type(w).__name__ for w in left]}"


def _sweep() -> None:
    """Collect garbage as the program does, once there is a Qt: in no thread but this one."""
    if "PySide6.QtWidgets" in sys.modules:
        from ketgui.views.application import sweep

        gc.disable()
        sweep()


def _windows() -> list[Any]:
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    if not isinstance(QApplication.instance(), QApplication):
        return []
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return [w for w in QApplication.topLevelWidgets() if w.parent() is None and w.isVisible()]


@pytest.fixture(scope="session")
def example() -> Analysis:
    """The example cohort under the plan of the paper."""
    from ketgui.importing import import_files

    imported = import_files([find_resource("samples", "example-cohort.xlsx")])
    assert imported.cohort is not None
    return analyse(imported.cohort, AnalysisPlan())


@pytest.fixture(scope="session")
def cohort_of() -> CohortOf:
    """Build a cohort from pairs of scores, None for a missing one, and rows of other tables.

    ``cohort_of([(30, 15)], adverse_events=[{"patient_id": "P01", "term": "nausea"}])``
    """

    def build(
        pairs: Sequence[tuple[Score, Score]] = (), scale: str = "madrs", **tables: Rows
    ) -> Cohort:
        ids = [f"P{place:02d}" for place in range(1, len(pairs) + 1)]
        ratings = [
            {"patient_id": who, "scale": scale, "moment": moment, "score": score}
            for who, pair in zip(ids, pairs, strict=True)
            for moment, score in zip(("before", "after"), pair, strict=True)
            if score is not None
        ]
        rows: dict[str, Rows] = {
            "patients": [{"patient_id": who} for who in ids],
            "assessments": ratings,
            **tables,
        }
        return Cohort(
            **{name: table(name, rows.get(name, ())) for name in TABLES},  # type: ignore[arg-type]
            recorded=frozenset(name for name in TABLES if name in rows),
        )

    def table(name: TableName, rows: Rows) -> pd.DataFrame:
        return apply_schema(name, pd.DataFrame(list(rows)))

    return build


@pytest.fixture(scope="session")
def study_of(cohort_of: CohortOf) -> StudyOf:
    """Pair a cohort built from pairs of scores, for a test of one statistic."""

    def build(
        pairs: Sequence[tuple[Score, Score]] = (), plan: AnalysisPlan | None = None, **tables: Rows
    ) -> Study:
        chosen = plan or AnalysisPlan()
        cohort = cohort_of(pairs, chosen.scale, **tables)
        return Study.of(cohort, chosen)

    return build


@pytest.fixture(scope="session")
def analysis_of(cohort_of: CohortOf) -> AnalysisOf:
    """Analyse a cohort built from pairs of scores."""

    def build(
        pairs: Sequence[tuple[Score, Score]] = (), plan: AnalysisPlan | None = None, **tables: Rows
    ) -> Analysis:
        chosen = plan or AnalysisPlan()
        return analyse(cohort_of(pairs, chosen.scale, **tables), chosen)

    return build


@pytest.fixture
def window(qtbot: Any) -> Iterator[Any]:
    """A main window in which nothing is open."""
    from ketgui.session.session import Session
    from ketgui.settings import Settings
    from ketgui.views.window import MainWindow

    shown = MainWindow(Session(), Settings())
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    yield shown
    shown.session.wait()


@pytest.fixture
def example_is_open(qtbot: Any, window: Any) -> None:
    """Open the example in the window."""
    from ketgui.views.menu_actions import find_example
    from tests.acting import settled

    settled(qtbot, window.session, lambda: window.session.open([find_example()]))


@pytest.fixture
def session(qtbot: Any) -> Iterator[Any]:
    """A session without a window, in which the example is open."""
    from ketgui.session.session import Session
    from ketgui.views.menu_actions import find_example
    from tests.acting import settled

    made = Session()
    settled(qtbot, made, lambda: made.open([find_example()]))
    yield made
    made.wait()


@pytest.fixture
def no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user who has no folder of their own."""

    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in ("KETGUI_HOME", "APPDATA", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", staticmethod(nowhere))
