"""The five tabs: each is built when first looked at, and told of the newest snapshot then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QTabBar, QTabWidget, QWidget

from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.tabs import TABS
from ketgui.views.widgets.tab import Tab

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis


class Pages(QTabWidget):
    """The tabs over one session.

    Signals
    -------
    export_wanted(FigureSpec, str)
        A figure of some tab is to be exported, in a format or in one to be chosen.
    report_wanted()
        Everything is to be written to a folder.
    patient_wanted(str)
        A patient's page is to be opened.
    problem_wanted(Issue)
        A problem is to be shown in the file it was found in.
    explanation_wanted(str)
        How the numbers under a title are obtained is to be shown.
    splitter_moved(tuple of int)
        The parts of a tab have other widths, in pixels.
    """

    export_wanted = Signal(object, str)
    report_wanted = Signal()
    patient_wanted = Signal(str)
    problem_wanted = Signal(object)
    explanation_wanted = Signal(str)
    splitter_moved = Signal(tuple)

    def __init__(self, session: Session, splitter: tuple[int, ...]) -> None:
        super().__init__()
        self._session = session
        self._splitter = splitter
        self._analysis: Analysis | None = None
        self._stale: set[int] = set()
        self.setTabBar(_TabBar())
        self.setDocumentMode(True)
        for tab in TABS:
            place = self.addTab(QWidget(), _(tab.title))
            self.setTabToolTip(place, _(tab.question))
        self.currentChanged.connect(self._refresh)

    def show_analysis(self, analysis: Analysis) -> None:
        """Show another snapshot: at once in the tab that is seen, later in the others."""
        self._analysis = analysis
        self._stale = set(range(len(TABS)))
        self._refresh(self.currentIndex())

    def tab(self, place: int) -> Tab:
        """Return a tab, built if it is new and up to date."""
        self._refresh(place)
        tab = self.widget(place)
        assert isinstance(tab, Tab)
        return tab

    def show_badge(self, place: int, count: int) -> None:
        """Write on a tab how many things ask for a look there."""
        title = _(TABS[place].title)
        self.setTabText(place, f"{title}  {count}" if count else title)

    def _refresh(self, place: int) -> None:
        if self._analysis is None or place < 0:
            return
        if not isinstance(self.widget(place), Tab):
            self._build(place)
        tab = self.widget(place)
        if place in self._stale and isinstance(tab, Tab):
            self._stale.discard(place)
            tab.show_analysis(self._analysis)

    def _build(self, place: int) -> None:
        tab = TABS[place](self._session)
        tab.export_wanted.connect(self.export_wanted)
        tab.report_wanted.connect(self.report_wanted)
        tab.patient_wanted.connect(self.patient_wanted)
        tab.problem_wanted.connect(self.problem_wanted)
        tab.explanation_wanted.connect(self.explanation_wanted)
        if self._splitter:
            tab.setSizes(list(self._splitter))
        tab.splitterMoved.connect(self._on_splitter)
        old, shown = self.widget(place), self.currentIndex()
        title, tip = self.tabText(place), self.tabToolTip(place)
        self.blockSignals(True)
        self.removeTab(place)
        self.insertTab(place, tab, title)
        self.setTabToolTip(place, tip)
        self.setCurrentIndex(shown)
        self.blockSignals(False)
        self._stale.add(place)
        if old:
            old.deleteLater()

    def _on_splitter(self) -> None:
        tab = self.currentWidget()
        if isinstance(tab, Tab):
            self._splitter = tuple(tab.sizes())
            self.splitter_moved.emit(self._splitter)


class _TabBar(QTabBar):
    """A bar in which capitals keep their accents: the style leaves them no room."""

    def tabSizeHint(self, index: int) -> QSize:
        return super().tabSizeHint(index) + QSize(0, layout.STEP)
