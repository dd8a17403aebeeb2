"""The dialog that all others are: it fits on the screen, has Alt letters and shows the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QInputDialog,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ketgui.views import layout
from ketgui.views.focus_ring import FocusRing
from ketgui.views.reading_order import move_focus
from ketgui.views.widgets.letters import give_letters
from ketgui.views.widgets.steady_area import SteadyArea

# A repaint follows every change of what is shown.
_CHANGES = frozenset({QEvent.Type.Show, QEvent.Type.UpdateRequest})


class Dialog(QDialog):
    """A dialog whose content scrolls where it does not fit, above its buttons, which never do."""

    def __init__(self, parent: QWidget | None, title: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.focus_ring = FocusRing(self)
        self._content: QWidget | None = None
        self._least = layout.NARROW_DIALOG

    def event(self, event: QEvent) -> bool:
        """Keep a letter in every button and label."""
        if event.type() in _CHANGES:
            give_letters(self)
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Go to the control after or before the current one; from the last to the first."""
        return move_focus(self, forward)

    def fill(self, content: QWidget, foot: QWidget, least: QSize = layout.NARROW_DIALOG) -> None:
        """Lay out the dialog.

        Parameters
        ----------
        content, foot : QWidget
            What may scroll, and the row of buttons below it.
        least : QSize
            The size with little content, in pixels at the system's text size.
        """
        self._content, self._foot, self._least = content, foot, least
        box = layout.pad(QVBoxLayout(self))
        self._area = SteadyArea(content)
        box.addWidget(self._area, 1)
        box.addWidget(foot)
        self.fit()

    def fit(self) -> None:
        """Become as large as the content needs, on the screen; never smaller than before."""
        if self._content is None:
            return
        around = 2 * layout.MARGIN
        wanted = self._content.sizeHint().expandedTo(self._foot.sizeHint())
        before = self.size() if self.isVisible() else QSize(0, 0)
        width = max(wanted.width() + around, layout.scale(self._least.width()), before.width())
        # At this width, paragraphs may have fewer or more lines than in the hint.
        height = self._content.heightForWidth(width - around)
        height = max(height, self._content.minimumSizeHint().height(), wanted.height())
        height += self._foot.sizeHint().height() + around + 2 * layout.STEP
        height = max(height, layout.scale(self._least.height()), before.height())
        screen = layout.measure_screen(self)
        if height > screen.height():
            # The content scrolls, and stays as wide beside the bar.
            width += self._area.verticalScrollBar().sizeHint().width()
        self.resize(QSize(width, height).boundedTo(screen))


class Question(QMessageBox):
    """A message box with a letter in each button; that which goes on is the primary one."""

    def showEvent(self, event: QShowEvent) -> None:
        """Fill the default button with the accent, unless it is the one that does nothing."""
        button = self.defaultButton()
        if (
            isinstance(button, QPushButton)
            and self.buttonRole(button) == self.ButtonRole.AcceptRole
        ):
            layout.make_primary(button)
            # A style sheet looks at a property only when it meets a widget.
            button.style().unpolish(button)
            button.style().polish(button)
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep a letter in every button."""
        if event.type() in _CHANGES:
            give_letters(self)
        return super().event(event)


class Request(QInputDialog):
    """A dialog that asks for one value, with a letter in its label and each button."""

    def event(self, event: QEvent) -> bool:
        """Keep a letter in the label and every button."""
        if event.type() in _CHANGES:
            give_letters(self)
        return super().event(event)
