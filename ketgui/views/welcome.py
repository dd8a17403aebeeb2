"""The pages of the window without numbers: the empty one, and that of a stopped computation."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ketgui.domain.scales import USUAL
from ketgui.paths import find_resource
from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout

_WORDS_WIDTH = 520


class Welcome(QWidget):
    """The empty state.

    Signals
    -------
    open_wanted(), new_wanted(), example_wanted(), template_wanted()
        A file or the example is to be opened, a study begun, or a blank template saved.
    """

    open_wanted = Signal()
    new_wanted = Signal()
    example_wanted = Signal()
    template_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        centre = Qt.AlignmentFlag.AlignHCenter
        box = layout.pad(QVBoxLayout(self), spacing=3 * layout.STEP)
        box.addStretch(2)
        picture = layout.make_label()
        picture.setPixmap(QIcon(str(find_resource("icons", "ketgui.svg"))).pixmap(QSize(96, 96)))
        box.addWidget(picture, 0, centre)
        title = layout.make_heading(
            _("From your spreadsheet to Figure 1, on this computer alone."), layout.TITLE_SCALE
        )
        box.addWidget(title, 0, centre)
        introduction = layout.make_paragraph(
            _(
                "Open a workbook or CSV file of patients treated with ketamine after TMS, drop it "
                "here, or paste cells copied from a spreadsheet (Ctrl+V). Three columns are "
                "enough: patient, {scale} before, {scale} after.",
                scale=USUAL.title,
            )
        )
        introduction.setAlignment(centre)
        introduction.setFixedWidth(_WORDS_WIDTH)
        # With an alignment, a layout does not ask a label how high its wrapped text is.
        introduction.setMinimumHeight(introduction.heightForWidth(_WORDS_WIDTH))
        box.addWidget(introduction, 0, centre)
        box.addLayout(self._make_buttons())
        box.addStretch(3)

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * layout.STEP)
        row.addStretch()
        for title, icon, signal in (
            (_("Open a file…"), "folder-open", self.open_wanted),
            (_("New study…"), "pencil", self.new_wanted),
            (_("Open the example"), "file-spreadsheet", self.example_wanted),
            (_("Save a blank template…"), "file-plus", self.template_wanted),
        ):
            button = QPushButton(title)
            button.setIcon(layout.make_icon(icon))
            button.setMinimumHeight(8 * layout.STEP)
            button.clicked.connect(signal)
            button.setDefault(signal is self.open_wanted)
            row.addWidget(button)
        row.addStretch()
        return row


class NotComputed(QWidget):
    """Says that the last change is kept without numbers, and offers to compute or to undo it.

    Attributes
    ----------
    compute, undo : QPushButton
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._history = session.history
        self.compute = QPushButton(_("Compute"))
        self.compute.setDefault(True)
        self.compute.clicked.connect(session.latest.compute_again)
        self.undo = QPushButton(_("Undo the last change"))
        self.undo.clicked.connect(self._history.undo)
        self._history.changed.connect(self._show_undo)
        self._show_undo()
        centre = Qt.AlignmentFlag.AlignHCenter
        box = layout.pad(QVBoxLayout(self), spacing=3 * layout.STEP)
        box.addStretch(2)
        title = layout.make_heading(_("The numbers are not computed"), layout.TITLE_SCALE)
        box.addWidget(title, 0, centre)
        words = layout.make_paragraph(
            _(
                "Computing was cancelled or failed. Your data and your last change are kept and "
                "can be saved; numbers from before the change are not shown."
            )
        )
        words.setAlignment(centre)
        box.addWidget(words)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.compute)
        row.addWidget(self.undo)
        row.addStretch()
        box.addLayout(row)
        box.addStretch(3)

    def _show_undo(self) -> None:
        self.undo.setEnabled(self._history.can_undo)
