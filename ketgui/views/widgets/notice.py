"""A quiet notice at the foot of the window: what was done, for some seconds, and a way there.

It lies above the window's contents and takes no room from them, and it is announced to assistive
technology, since nobody is to look for it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMainWindow, QPushButton

from ketgui.views import layout

_SHOWN_MS = 8_000
_MOST_WIDTH_SHARE = 0.8


class Notice(QFrame):
    """Shows one sentence at a time; a newer one takes the place of the older."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("card", True)
        self.setAutoFillBackground(True)
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._action = QPushButton()
        self._act: Callable[[], object] | None = None
        self._action.clicked.connect(self._on_action)
        box = layout.padded(QHBoxLayout(self), 2 * layout.STEP)
        box.addWidget(self._words, 1)
        box.addWidget(self._action)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self._on_time_over)
        window.installEventFilter(self)
        self.hide()

    @property
    def words(self) -> str:
        """What is shown, empty where nothing is."""
        return self._words.text() if self.isVisible() else ""

    def show_words(
        self, words: str, action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Show a sentence, with a button where there is something to do.

        Parameters
        ----------
        words : str
            What was done.
        action : str
            The button's words, empty for none.
        act : callable, optional
            What the button does.
        """
        self._words.setText(words)
        self._act = act
        self._action.setText(action)
        self._action.setVisible(act is not None)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        most = round(_MOST_WIDTH_SHARE * self._window.width())
        self._words.setMinimumWidth(
            min(most, self._words.fontMetrics().horizontalAdvance(self._words.text()) + layout.STEP)
        )
        self.setMaximumWidth(most)
        self.adjustSize()
        foot = self._window.statusBar().geometry().top() - 2 * layout.STEP
        self.move((self._window.width() - self.width()) // 2, foot - self.height())

    @Slot()
    def _on_time_over(self) -> None:
        # Somebody is about to click, or reads with the keyboard on it.
        if self.underMouse() or self._action.hasFocus():
            self._timer.start()
        else:
            self.hide()

    @Slot()
    def _on_action(self) -> None:
        self.hide()
        if self._act:
            self._act()
