"""The pages of the window without numbers: the empty one, and that of a stopped computation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ketgui.domain.scales import USUAL
from ketgui.paths import find_resource
from ketgui.session.session import Session
from ketgui.text import LANGUAGES, _, current_language
from ketgui.views import layout
from ketgui.views.widgets.steady_area import VerticalArea

_TEXT_WIDTH_EM = 32
_MOST_STUDIES = 4


class Welcome(QWidget):
    """The empty state.

    Signals
    -------
    open_wanted(), new_wanted(), example_wanted(), template_wanted()
        A file or the example is to be opened, a study begun, or a blank template saved.
    study_wanted(Path)
        A recent study is to be opened.
    language_wanted(str)
        The window is to speak another language.
    """

    open_wanted = Signal()
    new_wanted = Signal()
    example_wanted = Signal()
    template_wanted = Signal()
    study_wanted = Signal(object)
    language_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        centre = Qt.AlignmentFlag.AlignHCenter
        content = QWidget()
        layout.pad(QVBoxLayout(self), 0).addWidget(VerticalArea(content))
        box = layout.pad(QVBoxLayout(content), spacing=3 * layout.STEP)
        box.addStretch(2)
        box.addWidget(_make_picture(), 0, centre)
        title = layout.make_heading(
            _("From your spreadsheet to Figure 1, on this computer alone."), layout.TITLE_SCALE
        )
        title.setWordWrap(True)
        title.setAlignment(centre)
        box.addWidget(title)
        box.addWidget(self._make_drop_card(), 0, centre)
        box.addLayout(self._make_buttons())
        self._recent = QWidget()
        self._recent_box = layout.pad(QHBoxLayout(self._recent), 0)
        self._recent.hide()
        box.addWidget(self._recent, 0, centre)
        box.addLayout(self._make_languages())
        box.addStretch(3)

    def show_recent(self, studies: Sequence[Path]) -> None:
        """Offer the studies opened last, by their names: a folder may be named after a patient."""
        while item := self._recent_box.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        self._recent_box.addWidget(layout.make_label(_("Recent studies")))
        for path in studies[:_MOST_STUDIES]:
            button = QPushButton(path.stem.replace("&", "&&"))
            button.setFlat(True)
            button.setIcon(layout.make_icon("history"))
            button.clicked.connect(lambda _checked=False, path=path: self.study_wanted.emit(path))
            self._recent_box.addWidget(button)
        self._recent.setVisible(bool(studies))

    def _make_drop_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("drop", True)
        box = layout.pad(QVBoxLayout(card), 6 * layout.STEP, 4 * layout.STEP)
        introduction = layout.make_paragraph(
            _(
                "Open a workbook or CSV file of patients treated with ketamine after TMS, drop it "
                "here, or paste cells copied from a spreadsheet (Ctrl+V). Three columns are "
                "enough: patient, {scale} before, {scale} after.",
                scale=USUAL.title,
            )
        )
        introduction.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        width = _TEXT_WIDTH_EM * self.fontMetrics().height()
        introduction.setFixedWidth(width)
        # With an alignment, a layout does not ask a label how high its wrapped text is.
        introduction.setMinimumHeight(introduction.heightForWidth(width))
        box.addWidget(introduction)
        button = _make_button(_("Open a file…"), "folder-open", self.open_wanted)
        layout.make_primary(button, "folder-open")
        button.setDefault(True)
        box.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        return card

    def _make_buttons(self) -> QBoxLayout:
        row = layout.pad(QHBoxLayout(), 0)
        row.addStretch()
        for title, icon, signal in (
            (_("New study…"), "pencil", self.new_wanted),
            (_("Open the example"), "file-spreadsheet", self.example_wanted),
            (_("Save a blank template…"), "file-plus", self.template_wanted),
        ):
            row.addWidget(_make_button(title, icon, signal))
        row.addStretch()
        return row

    def _make_languages(self) -> QBoxLayout:
        """Return a button for each other language, in that language."""
        row = layout.pad(QHBoxLayout(), 0)
        row.addStretch()
        for language in LANGUAGES.values():
            if language.code != current_language():
                button = QPushButton(language.name)
                button.setFlat(True)
                button.setIcon(layout.make_icon("languages"))
                button.clicked.connect(
                    lambda _checked=False, code=language.code: self.language_wanted.emit(code)
                )
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


def _make_picture() -> QWidget:
    picture = layout.make_label()
    side = 3 * layout.measure_row_height()
    picture.setPixmap(QIcon(str(find_resource("icons", "ketgui.svg"))).pixmap(QSize(side, side)))
    return picture


def _make_button(title: str, icon: str, signal: SignalInstance) -> QPushButton:
    button = QPushButton(title)
    button.setIcon(layout.make_icon(icon))
    button.setMinimumHeight(8 * layout.STEP)
    button.clicked.connect(signal)
    return button
