"""The import page: source above, mapping beneath, what to answer at the right, one button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ketgui.session.session import Session
from ketgui.session.undo_stack import UndoStack
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.importing import understood
from ketgui.views.importing.changed import list_names
from ketgui.views.importing.choices import Cell
from ketgui.views.importing.kept import KeptAnswers
from ketgui.views.importing.sides import Sides
from ketgui.views.importing.source import ShortLabel, SourceTables
from ketgui.views.importing.unfinished import UnfinishedImport, capture_answer, resume_answer
from ketgui.views.view_state import capture_values, restore_values
from ketgui.views.widgets.dialogs import ask_cohort, open_dialog
from ketgui.views.widgets.stacking import StackingSplitter
from ketgui.views.widgets.steady_area import VerticalArea

if TYPE_CHECKING:
    from ketgui.importing import Import
    from ketgui.importing.changes import Change
    from ketgui.importing.issues import Issue
    from ketgui.importing.mapping.mapping import Mapping, TableMapping


class ImportPage(QWidget):
    """Shows what files are imported as, and takes the user's answers until they can be used.

    Signals
    -------
    dismissed()
        The user goes back to what was open.
    open_wanted()
        The user would rather open another file.
    """

    dismissed = Signal()
    open_wanted = Signal()

    def __init__(
        self,
        session: Session,
        when_saved: Callable[[Callable[[], None]], None] = lambda then: then(),
    ) -> None:
        super().__init__()
        self._session, self._when_saved = session, when_saved
        self._imported: Import | None = None
        self._refocus = self._resumes_typing = False
        self._led_to_question = False
        self._undo_stack: UndoStack[Mapping] = UndoStack()
        self._title = ShortLabel()
        self._title.setFont(layout.make_heading("", layout.TITLE_SCALE).font())
        self._words = layout.make_paragraph()
        self._files = SourceTables()
        self._sides = Sides()
        self._answers = self._sides.answers
        self._undo = layout.make_button("undo-2", _("Undo"), self._on_undo)
        self._redo = layout.make_button("redo-2", _("Redo"), self._on_redo)
        self._kept = KeptAnswers()
        self._message = layout.make_label()
        self._key = layout.make_button("lock", _("Save the key…"), self._on_key)
        self._use = QPushButton()
        self._use.setDefault(True)
        layout.make_primary(self._use)
        self._use.setToolTip("Ctrl+Enter")
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._use.click)
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        self._files.changed.connect(self._on_answered)
        self._files.cell_chosen.connect(self._on_cell)
        self._files.table_shown.connect(self._on_table)
        self._files.more_wanted.connect(self._on_more)
        self._answers.answered.connect(self._on_all_answered)
        self._answers.shown.connect(self._on_shown)
        self._sides.answered.taken_back.connect(self._on_taken_back)
        self._sides.answered.change_wanted.connect(self._on_change_wanted)
        self._sides.unused.chosen.connect(self._files.choose)
        self._kept.loaded.connect(self._read_under)
        self._kept.reported.connect(self._message.setText)
        self._answers.list.reported.connect(self._message.setText)
        self._use.clicked.connect(self._on_use)

    def show_import(self, imported: Import, unfinished: UnfinishedImport | None = None) -> None:
        """Show what files are imported as; the table looked at stays chosen.

        Parameters
        ----------
        imported : Import
        unfinished : UnfinishedImport, optional
            What was typed on the page before this one; it counts for the same files only.
        """
        if unfinished and unfinished.names == tuple(list_names(imported)):
            self._imported, self._undo_stack = imported, unfinished.undo_stack
            self.show_import(imported)
            self._resume(unfinished)
            return
        other = self._imported is None or list_names(imported) != list_names(self._imported)
        if other:
            self._undo_stack.clear()
        self._imported = imported
        self._led_to_question = False
        self._title.show_text(" + ".join(list_names(imported)) or _("This file"))
        self._words.setText(understood.summarise(imported, self._session.imported))
        self._files.show_import(imported)
        self._sides.show_import(imported, self._session.imported)
        self._kept.show_import(imported, fresh=other)
        self._message.clear()
        self._key.setVisible(bool(imported.pseudonyms))
        self._use.setText(understood.write_button_text(imported))
        self._use.setEnabled(imported.cohort is not None)
        self._undo.setEnabled(self._undo_stack.can_undo)
        self._redo.setEnabled(self._undo_stack.can_redo)
        if self._refocus:
            self._refocus = False
            self._to_next()

    def capture(self) -> UnfinishedImport:
        """Return what is typed and chosen here, for a page in another language or theme."""
        answer = capture_answer(self._answers)
        names = list_names(self._imported) if self._imported else ()
        return UnfinishedImport(tuple(names), capture_values(self), answer, self._undo_stack)

    def _resume(self, unfinished: UnfinishedImport) -> None:
        restore_values(self, unfinished.typed)
        self._answers.list.filter_now()
        resume_answer(self._answers, unfinished.answer)
        self._resumes_typing = unfinished.answer.is_typing

    def _to_next(self) -> None:
        """Give the keys to the list that the answer came from: Space then presses no button."""
        if self._sides.currentWidget() is not self._answers:
            self._sides.currentWidget().setFocus()
        else:
            self._answers.list.setFocus()

    def show_issue(self, issue: Issue) -> None:
        """Bring one issue and its cell to the eye."""
        self._sides.setCurrentWidget(self._answers)
        self._answers.show_issue(issue)

    def _lay_out(self) -> None:
        halves = StackingSplitter()
        halves.addWidget(self._files)
        halves.addWidget(self._sides)
        halves.setSizes(list(layout.SPLIT))
        content = QWidget()
        box = layout.pad(QVBoxLayout(content), 0)
        box.addLayout(self._make_head())
        box.addWidget(self._words)
        box.addWidget(self._kept.notice)
        box.addWidget(halves, 1)
        whole = layout.pad(QVBoxLayout(self))
        # On a low screen all but the button that goes on scrolls.
        whole.addWidget(VerticalArea(content), 1)
        whole.addLayout(self._make_foot())

    def _make_head(self) -> QHBoxLayout:
        other = QPushButton(_("Open another file…"))
        other.setIcon(layout.make_icon("folder-open"))
        other.clicked.connect(self.open_wanted)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        for part in (other, self._kept, self._undo, self._redo):
            head.addWidget(part)
        return head

    def _make_foot(self) -> QHBoxLayout:
        back = QPushButton(_("Back"))
        back.clicked.connect(self.dismissed)
        self._message.setWordWrap(True)
        foot = QHBoxLayout()
        for part in (back, self._key):
            foot.addWidget(part)
        foot.addWidget(self._message, 1)
        foot.addWidget(self._use)
        return foot

    def _on_table(self, mapping: TableMapping | None) -> None:
        if self._imported:
            self._sides.show_table(mapping, self._imported)

    def _on_more(self) -> None:
        """Read further files with these: a table of events, a data dictionary."""
        if self._imported and (more := ask_cohort(self)):
            self._session.propose_more(more)

    def _on_answered(self, change: Change) -> None:
        self._on_all_answered((change,))

    def _on_all_answered(self, changes: Sequence[Change]) -> None:
        """Take several answers as one: they are undone together."""
        if self._imported:
            mapping = self._imported.mapping
            for change in changes:
                mapping = mapping.with_change(change)
            self._read_under(mapping)

    def _on_taken_back(self, without: Mapping) -> None:
        self._read_under(without)

    def _on_change_wanted(self, without: Mapping) -> None:
        """Take an answer back and turn to the questions, where it is asked again."""
        self._sides.setCurrentWidget(self._answers)
        self._answers.list.setFocus()
        self._read_under(without)

    def _read_under(self, mapping: Mapping) -> None:
        """Read the files under another answer, which can be taken back."""
        if self._imported:
            # The button that was pressed goes; the keys must not go to whatever comes next.
            self._refocus = self._sides.isAncestorOf(self.focusWidget() or self)
            self._undo_stack.push(self._imported.mapping)
            self._session.read_again(mapping)

    def _on_undo(self) -> None:
        if self._imported and self._undo_stack.can_undo:
            self._session.read_again(self._undo_stack.undo(self._imported.mapping))

    def _on_redo(self) -> None:
        if self._imported and self._undo_stack.can_redo:
            self._session.read_again(self._undo_stack.redo(self._imported.mapping))

    def _on_shown(self, issue: Issue) -> None:
        """Bring an issue's cell to the eye, and offer what can happen to it."""
        self._answers.choices.show_cell(self._files.bring(issue))

    def _on_cell(self, cell: Cell | None) -> None:
        """Offer the choices about a cell that the user goes to."""
        self._sides.setCurrentWidget(self._answers)
        self._answers.show_cell(cell)

    def _on_key(self) -> None:
        from ketgui.views.importing.key import KeyOfIds

        if self._imported:
            title = _("Key of the patient ids")
            open_dialog(self, title, KeyOfIds(self._imported.pseudonyms))

    def _on_use(self) -> None:
        """Use the cohort; where that closes work that no file holds, ask first."""
        if self._imported is None or self._lead_to_question(self._imported):
            return
        if self._session.is_other_study:
            self._when_saved(self._accept)
        else:
            self._accept()

    def _lead_to_question(self, imported: Import) -> bool:
        """Show, once, the question that leaves every patient without one of the two ratings."""
        if self._led_to_question or not understood.has_only_unpaired_scores(imported):
            return False
        self._led_to_question = True
        if issue := understood.find_question_behind(imported):
            self.show_issue(issue)
            self._to_next()
        self._message.setText(
            _("No patient has both ratings, so nothing can be compared before and after. "
              "Press again to use the file for the rest.")
        )  # fmt: skip
        return True

    def _accept(self) -> None:
        """Use the cohort, and keep the answers for the next file with these headers."""
        if self._imported:
            columns = [c for table in self._imported.mapping.tables for c in table.columns]
            if any(column.by_user for column in columns):
                self._kept.remember()
            self._session.accept(self._imported)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keys, so that answering needs no mouse."""
        super().showEvent(event)
        target = self._answers.choices if self._resumes_typing else self._answers.list
        target.setFocus()
        self._resumes_typing = False

    def event(self, event: QEvent) -> bool:
        """Keep the keys of undo and redo for the answers given here."""
        overriding = event.type() == QEvent.Type.ShortcutOverride
        if overriding and isinstance(event, QKeyEvent) and _get_key(event) in (*_UNDO, *_REDO):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take an answer back, or give it again."""
        if _get_key(event) in _UNDO:
            self._on_undo()
        elif _get_key(event) in _REDO:
            self._on_redo()
        else:
            super().keyPressEvent(event)


def _get_key(event: QKeyEvent) -> QKeySequence:
    return QKeySequence(event.keyCombination())


_UNDO = (QKeySequence("Ctrl+Z"),)
_REDO = (QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y"))
