"""A heading that folds the content below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ketgui.text import _
from ketgui.views import layout
from ketgui.views.help_pages import read_glossary


class Section(QWidget):
    """A titled part of a side panel, open or folded.

    Signals
    -------
    explanation_wanted(str)
        What the result under this title tells is to be shown; only if `explained`.
    unfolded()
        The content is shown from now on.
    """

    explanation_wanted = Signal(str)
    unfolded = Signal()

    def __init__(
        self, title: str, content: QWidget, *, opened: bool = True, explained: bool = False
    ) -> None:
        super().__init__()
        self._button = QToolButton()
        self._button.setText(title)
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setAutoRaise(True)
        # In line with the headings that do not fold.
        self._button.setProperty("heading", True)
        font = self._button.font()
        font.setBold(True)
        self._button.setFont(font)
        self._content = content
        box = layout.pad(QVBoxLayout(self), 0, layout.STEP)
        head = layout.pad(QHBoxLayout(), 0, layout.STEP)
        head.addWidget(self._button)
        if explained:
            head.addWidget(self._make_question(title))
        head.addStretch()
        box.addLayout(head)
        box.addWidget(content)
        # Not checkable: a screen reader would call it a check box.
        self._button.clicked.connect(lambda: self.set_open(not self._is_open))
        self._is_open = False
        self._show_state(opened)

    @property
    def is_open(self) -> bool:
        """Whether the content is shown."""
        return self._is_open

    def unfold(self) -> None:
        """Show the content."""
        self.set_open(True)

    def set_open(self, opened: bool) -> None:
        """Show or hide the content."""
        if opened != self._is_open:
            self._show_state(opened)

    def _show_state(self, opened: bool) -> None:
        self._is_open = opened
        self._button.setIcon(layout.make_icon("chevron-down" if opened else "chevron-right"))
        self._button.setAccessibleDescription(_("expanded") if opened else _("collapsed"))
        self._content.setVisible(opened)
        if opened:
            self.unfolded.emit()

    def _make_question(self, title: str) -> QToolButton:
        question = QToolButton()
        question.setIcon(layout.make_icon("circle-question-mark"))
        question.setAutoRaise(True)
        question.setAccessibleName(_("What this is: {title}", title=title))
        meaning = read_glossary().get(title, "")
        question.setToolTip(_("{title}: {words}", title=title, words=meaning))
        question.setAccessibleDescription(meaning)
        question.clicked.connect(lambda: self.explanation_wanted.emit(title))
        return question
