"""The tabs: each is built when it is first shown, and then shows the newest analysis."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QTabBar, QTabWidget, QWidget

from ketgui.session.session import Session
from ketgui.settings import Settings
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.tabs import TABS

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis
    from ketgui.views.widgets.tab import Tab


class Pages(QTabWidget):
    """The tabs over one session.

    Parameters
    ----------
    settings : Settings
        The widths of a tab's parts, and the columns that are hidden.
    handlers : mapping of str to callable
        The slot for each signal that every tab has, by the signal's name.

    Signals
    -------
    splitter_moved(tuple of int)
        The parts of a tab have other widths, in pixels.
    """

    splitter_moved = Signal(tuple)

    def __init__(
        self,
        session: Session,
        settings: Settings,
        handlers: Mapping[str, Callable[..., object]],
    ) -> None:
        super().__init__()
        self._session, self._handlers = session, handlers
        self._splitter, self._hidden_columns = settings.splitter, settings.hidden_columns
        self._analysis: Analysis | None = None
        self._built: dict[int, Tab] = {}
        self._stale: set[int] = set()
        self._badges: dict[int, int] = {}
        self.setTabBar(_TabBar())
        self.setDocumentMode(True)
        layout.read_tabs_first(self)
        for tab in TABS:
            # An empty page in each tab's place: building all five would delay the first result.
            index = self.addTab(QWidget(), tab.title_under(session.plan))
            self.setTabToolTip(index, _(tab.question))
        self.currentChanged.connect(self._refresh)

    def show_analysis(self, analysis: Analysis) -> None:
        """Show another analysis: at once in the visible tab, in the others when they are opened."""
        self._analysis = analysis
        self._show_titles()
        self._stale = set(range(len(TABS)))
        self._refresh(self.currentIndex())

    def get_tab(self, index: int) -> Tab:
        """Return a tab, built and up to date."""
        self._refresh(index)
        return self._built[index]

    def list_built(self) -> dict[int, Tab]:
        """Return the tabs that were shown once, by their index."""
        return dict(self._built)

    def show_badge(self, index: int, count: int) -> None:
        """Show on a tab how many problems it lists."""
        self._badges[index] = count
        self._show_titles()

    def _show_titles(self) -> None:
        plan = self._analysis.plan if self._analysis else self._session.plan
        for index, tab in enumerate(TABS):
            title, count = tab.title_under(plan), self._badges.get(index, 0)
            self.setTabText(index, f"{title}  {count}" if count else title)

    def _refresh(self, index: int) -> None:
        if self._analysis is None or index < 0:
            return
        if index not in self._built:
            self._build(index)
        if index in self._stale:
            self._stale.discard(index)
            self._built[index].show_analysis(self._analysis)

    def _build(self, index: int) -> None:
        from ketgui.views.widgets.tab import TAB_SIGNALS

        tab = self._built[index] = TABS[index].load()(self._session)
        for name in TAB_SIGNALS:
            getattr(tab, name).connect(self._handlers[name])
        if self._splitter:
            tab.setSizes(list(self._splitter))
        tab.hide_columns(self._hidden_columns)
        tab.splitterMoved.connect(self._on_splitter)
        placeholder, current_index = self.widget(index), self.currentIndex()
        title, tip = self.tabText(index), self.tabToolTip(index)
        # Removing the page makes a neighbour current for a moment, which would build that too.
        self.blockSignals(True)
        self.removeTab(index)
        self.insertTab(index, tab, title)
        self.setTabToolTip(index, tip)
        self.setCurrentIndex(current_index)
        self.blockSignals(False)
        self._stale.add(index)
        if placeholder:
            placeholder.deleteLater()

    def _on_splitter(self) -> None:
        tab = self._built.get(self.currentIndex())
        # Where the side is below, these are heights.
        if tab and tab.orientation() == Qt.Orientation.Horizontal:
            # Tabs that are built later begin with the same widths.
            self._splitter = tuple(tab.sizes())
            self.splitter_moved.emit(self._splitter)


class _TabBar(QTabBar):
    """A tab bar with room for accents on capitals, which the style sheet's padding cuts off."""

    def tabSizeHint(self, index: int) -> QSize:
        return super().tabSizeHint(index) + QSize(0, layout.STEP)
