"""Files dragged onto a window: where to drop them is shown, and dropping opens them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMainWindow, QWidget

from ketgui.text import _
from ketgui.views import layout
from ketgui.views.theme import get_current_theme

_VEIL = 235


class DropTarget(QWidget):
    """Covers the contents of a window with a frame and a sentence while files are over it.

    Parameters
    ----------
    window : QMainWindow
        The window that takes files from now on.
    open_paths : callable
        What is done with the dropped files.
    """

    def __init__(self, window: QMainWindow, open_paths: Callable[[list[Path]], object]) -> None:
        super().__init__(window)
        self._window, self._open_paths = window, open_paths
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files that are dragged in, and open those that are dropped."""
        # A drop event is a kind of drag event in Qt: the type decides.
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            if _list_files(event.mimeData()):
                event.acceptProposedAction()
                self._cover_contents()
        elif event.type() == QEvent.Type.DragLeave:
            self.hide()
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self.hide()
            if files := _list_files(event.mimeData()):
                self._open_paths(files)
        return super().eventFilter(watched, event)

    def _cover_contents(self) -> None:
        """Cover what is between the menus and the counts."""
        if contents := self._window.centralWidget():
            self.setGeometry(contents.geometry())
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the veil, the frame and the sentence."""
        theme = get_current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = theme.get_colour("window")
        veil.setAlpha(_VEIL)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(theme.get_colour("accent"), 2, Qt.PenStyle.DashLine))
        margin = 2 * layout.MARGIN
        frame = self.rect().adjusted(margin, margin, -margin, -margin)
        painter.drawRoundedRect(frame, layout.MARGIN, layout.MARGIN)
        painter.setPen(theme.get_colour("text"))
        painter.setFont(layout.make_strong_font())
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(frame, flags, _("Drop the files to see how they are understood."))


def _list_files(dragged: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile()]
