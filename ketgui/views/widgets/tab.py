"""The base class of tabs: a figure or table on the left, choices and text on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketgui.session.session import Session
from ketgui.views import layout
from ketgui.views.widgets.stacking import StackingSplitter
from ketgui.views.widgets.steady_area import VerticalArea
from ketgui.views.widgets.tiles import TabAnswer

if TYPE_CHECKING:
    from ketgui.figures.spec import FigureSpec
    from ketgui.statistics.analysis import Analysis

_NARROWEST_SIDE, _WIDEST_SIDE = 320, 520


class Tab(StackingSplitter):
    """One question of the user's, answered from one analysis.

    Attributes
    ----------
    key : str
        Its name in code, as in ``tabs.TABS``.

    Signals
    -------
    export_wanted(FigureSpec, str)
        A figure is to be exported, in a format or in one to be chosen.
    report_wanted()
        Everything is to be written to a folder.
    patient_wanted(str)
        A patient's page is to be opened.
    problem_wanted(Issue)
        A problem is to be shown in the file it was found in.
    explanation_wanted(str)
        What the result under a title tells is to be shown.
    columns_hidden(tuple of str)
        Other columns of the tab's tables are hidden, which is to be remembered.
    """

    key: ClassVar[str]

    export_wanted = Signal(object, str)
    report_wanted = Signal()
    patient_wanted = Signal(str)
    problem_wanted = Signal(object)
    explanation_wanted = Signal(str)
    columns_hidden = Signal(tuple)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.main = _Main()
        self.main_box = layout.pad(self.main.box)
        self.answer = TabAnswer()
        self.main_box.addWidget(self.answer)
        self.side = QWidget()
        self.side_box = layout.pad(QVBoxLayout(self.side))
        # Both scroll, so that a short screen still reaches the last control.
        self.addWidget(VerticalArea(self.main))
        self.addWidget(VerticalArea(self.side, _NARROWEST_SIDE, _WIDEST_SIDE))
        self.setStretchFactor(0, 2)
        self.setStretchFactor(1, 1)
        self.setSizes(list(layout.SPLIT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the tiles out where the window is low."""
        super().resizeEvent(event)
        self.answer.set_compact(self.height() < layout.scale(layout.LOW_TAB))

    def hide_columns(self, columns: tuple[str, ...]) -> None:
        """Hide columns of the tab's tables; most tabs have none that can be hidden."""

    def show_analysis(self, analysis: Analysis) -> None:
        """Show another snapshot."""
        raise NotImplementedError

    def export(self, spec: FigureSpec, suffix: str) -> None:
        """Ask for a figure's export, once a change that is being computed is drawn."""

        def ask() -> None:
            from ketgui.views.widgets.figures.figure_view import FigureView

            shown = (view.spec for view in self.findChildren(FigureView))
            newest = (drawn for drawn in shown if drawn and drawn.key == spec.key)
            self.export_wanted.emit(next(newest, spec), suffix)

        self.session.latest.when_settled(ask)


# Whoever builds a tab connects all of these.
TAB_SIGNALS: tuple[str, ...] = tuple(
    name for name, member in vars(Tab).items() if isinstance(member, Signal)
)


class _MainLayout(QVBoxLayout):
    """Lets tables and figures shrink to their least height before the whole part scrolls."""

    def hasHeightForWidth(self) -> bool:
        """Return False: a scroll area would else keep the height that is wanted, not needed."""
        return False


class _Main(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.box = _MainLayout(self)
