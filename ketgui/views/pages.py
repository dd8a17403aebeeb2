"""The tabs: each is built when it is first shown, and shows the newest snapshot then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QTabBar, QTabWidget, QWidget

from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.tabs import TABS
from ketgui.views.widgets.tab import TAB_SIGNALS, Tab

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis


class Pages(QTabWidget):
    """The tabs over one session.

    Parameters
    ----------
    splitter : tuple of int
        The widths of a tab's parts, in pixels; empty for the usual ones.
    handlers : mapping of str to callable
        What answers each of the signals that every tab has, by its name.

    Signals
    -------
    splitter_moved(tuple of int)
        The parts of a tab have other widths, in pixels.
    """

    splitter_moved = Signal(tuple)

    def __init__(
        self,
        session: Session,
        splitter: tuple[int, ...],
        handlers: Mapping[str, Callable[..., object]],
    ) -> None:
        super().__init__()
        self._session, self._handlers = session, handlers
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
        """Return a tab, built and up to date."""
        self._refresh(place)
        tab = self.widget(place)
        assert isinstance(tab, Tab)
        return tab

    def show_badge(self, place: int, count: int) -> None:
        """Show on a tab how many problems it lists."""
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
        for name in TAB_SIGNALS:
            getattr(tab, name).connect(self._handlers[name])
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
    """A bar with room for the accents of capitals, which the style cuts off."""

    def tabSizeHint(self, index: int) -> QSize:
        return super().tabSizeHint(index) + QSize(0, layout.STEP)
