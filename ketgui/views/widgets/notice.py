"""A quiet notice at the foot of a window: what was done, for some seconds, and a way there.

It lies above the window's contents and takes no room from them. It is announced to assistive
technology, since nobody is to look for it.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QDesktopServices,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QPushButton, QWidget

from ketgui.text import _
from ketgui.views import layout

_LEAST_MS = 6_000
# A long sentence stays for as long as it takes to read.
_MS_PER_LETTER = 70
_MOST_WIDTH_SHARE = 0.8


class Notice(QFrame):
    """Shows one sentence at a time; a newer one takes the place of the older.

    Parameters
    ----------
    window : QWidget
        The main window or dialog at whose foot it appears.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._path: Path | None = None
        self._focus_before: QWidget | None = None
        self.setProperty("card", True)
        self.setAutoFillBackground(True)
        self._label = layout.make_paragraph()
        self._open, self._open_folder, self._close = (QPushButton() for _number in range(3))
        self._close.setFlat(True)
        self._open.clicked.connect(partial(self._open_path, False))
        self._open_folder.clicked.connect(partial(self._open_path, True))
        self._close.clicked.connect(self.dismiss)
        box = layout.pad(QHBoxLayout(self), 2 * layout.STEP)
        box.addWidget(self._label, 1)
        for button in self.buttons:
            box.addWidget(button)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time_over)
        key = QShortcut(QKeySequence("F6"), window)
        key.activated.connect(self._take_focus)
        window.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown, empty if none is."""
        return "" if self.isHidden() else self._label.text()

    @property
    def buttons(self) -> tuple[QPushButton, QPushButton, QPushButton]:
        """Open, Open folder and Close."""
        return self._open, self._open_folder, self._close

    def show_text(self, text: str, path: Path | None = None) -> None:
        """Show a sentence, with buttons that open the file or folder that was written."""
        self._path = path
        self._label.setText(text)
        # Language and theme may have changed since the last notice.
        self._open.setText(_("Open"))
        self._open_folder.setText(_("Open folder"))
        self._close.setIcon(layout.make_icon("x"))
        self._close.setAccessibleName(_("Close"))
        self._open.setVisible(path is not None)
        self._open_folder.setVisible(path is not None and not path.is_dir())
        self._place()
        self.show()
        self.raise_()
        self._timer.start(_LEAST_MS + _MS_PER_LETTER * len(text))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    @Slot()
    def dismiss(self) -> None:
        """Hide it, and give the keyboard focus back."""
        had_focus = self.isAncestorOf(self._window.focusWidget() or self._window)
        self.hide()
        if had_focus and self._focus_before:
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        most = round(_MOST_WIDTH_SHARE * self._window.width())
        self._label.setMinimumWidth(0)
        buttons = sum(button.sizeHint().width() for button in self.buttons if not button.isHidden())
        text_width = self._label.fontMetrics().horizontalAdvance(self._label.text())
        room = most - buttons - 10 * layout.STEP
        self._label.setFixedWidth(max(0, min(room, text_width + layout.STEP)))
        self.adjustSize()
        window = self._window
        foot = window.height()
        if isinstance(window, QMainWindow):
            foot = window.statusBar().geometry().top()
        top = foot - 2 * layout.STEP - self.height()
        self.move((window.width() - self.width()) // 2, max(0, top))

    def _open_path(self, folder: bool) -> None:
        self.dismiss()
        if self._path:
            target = self._path.parent if folder else self._path
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    @Slot()
    def _take_focus(self) -> None:
        if self.isVisible():
            self._focus_before = self._window.focusWidget()
            first = next(button for button in self.buttons if not button.isHidden())
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_time_over(self) -> None:
        # Somebody is about to click, or has the keyboard on it.
        if self.underMouse() or any(button.hasFocus() for button in self.buttons):
            self._timer.start(_LEAST_MS)
        else:
            self.hide()


def find_notice(widget: QWidget) -> Notice:
    """Return the notice of a widget's window; it is made when it is first needed."""
    window = widget.window()
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    return window.findChild(Notice, options=direct) or Notice(window)
