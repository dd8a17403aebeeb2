"""The history of a session: its current state, undo and redo, the audit trail, what is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from ketgui.project.audit import AuditEntry
from ketgui.session.state import Saved, State, make_entries
from ketgui.session.undo_stack import UndoStack
from ketgui.text import _


class History(QObject):
    """Holds the current state, those before it, and those undone.

    Attributes
    ----------
    person : str
        The name that goes with each change; empty for none.

    Signals
    -------
    changed()
        A change was made, undone, redone, noted or saved.
    state_changed(State, State)
        Another state is current: the one before, and the one now.
    """

    changed = Signal()
    state_changed = Signal(object, object)

    def __init__(self, state: State, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._stack: UndoStack[State] = UndoStack()
        self._saved = Saved(state.plan)
        self._trail: list[AuditEntry] = [*state.entries]
        self._saved_entries = 0
        self.person = ""

    @property
    def state(self) -> State:
        """The current state."""
        return self._state

    @property
    def trail(self) -> tuple[AuditEntry, ...]:
        """Everything that was done to the study, undone steps and their undoing too."""
        return tuple(self._trail)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the trail, the oldest first."""
        return tuple(entry.what for entry in self._trail if entry.what)

    @property
    def unsaved_entries(self) -> int:
        """How many entries of the trail no study file holds yet."""
        return len(self._trail) - self._saved_entries

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to undo."""
        return self._stack.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to redo."""
        return self._stack.can_redo

    @property
    def undo_line(self) -> str:
        """What undo takes back, as the history words it; empty if there is nothing."""
        return _find_line(self._state) if self.can_undo else ""

    @property
    def redo_line(self) -> str:
        """What redo makes again, as the history words it; empty if there is nothing."""
        return _find_line(self._stack.future[-1]) if self.can_redo else ""

    @property
    def has_unsaved_work(self) -> bool:
        """Whether closing now would lose work that no study file holds."""
        return self._saved.is_outdated(self._state)

    def record(self, line: str) -> None:
        """Add a line about something that changed no number, such as a file written."""
        self._add(make_entries(line))
        self.changed.emit()

    def amend(self, state: State) -> None:
        """Replace the current state without a step to undo."""
        self._state = state
        self.changed.emit()

    def push(self, state: State) -> None:
        """Make a state the current one; the one before can be restored by undo."""
        self._stack.push(self._state)
        self._add(state.entries)
        self._set_current(state)

    def begin(
        self,
        state: State,
        trail: Sequence[AuditEntry] = (),
        saved_entries: int = 0,
        *,
        is_saved: bool | None = None,
    ) -> None:
        """Make the state of another study the current one; nothing before it can be undone.

        Parameters
        ----------
        state : State
        trail : sequence of AuditEntry
            The earlier history of the study.
        saved_entries : int
            How many entries of it a study file holds.
        is_saved : bool or None
            Whether a study file holds the state; None where there is no such file.
        """
        self._stack.clear()
        self._trail = [*trail]
        self._add(state.entries)
        self._saved_entries = saved_entries
        must_save = is_saved is False
        self._saved = replace(self._saved, state=state if is_saved else None, must_save=must_save)
        self._set_current(state)

    def mark_saved(self, state: State | None = None, entries: int | None = None) -> None:
        """Note that a study file now holds a state, else the current one, and its trail."""
        self._saved = replace(self._saved, state=state or self._state, must_save=False)
        self._saved_entries = len(self._trail) if entries is None else entries
        self.changed.emit()

    @Slot()
    def undo(self) -> None:
        """Undo the last change."""
        if self.can_undo:
            # Named before the step back: the entry is about the state that is left.
            self._note(_("Undone: {line}"), self._state)
            self._set_current(self._stack.undo(self._state))

    @Slot()
    def redo(self) -> None:
        """Redo the change that was undone last."""
        if self.can_redo:
            state = self._stack.redo(self._state)
            self._note(_("Redone: {line}"), state)
            self._set_current(state)

    def _note(self, line: str, state: State) -> None:
        """Note that each change that led to a state was undone or redone."""
        for entry in state.entries:
            if entry.what:
                self._add(make_entries(line.format(line=entry.what)))

    def _add(self, entries: Sequence[AuditEntry]) -> None:
        self._trail += (replace(entry, person=self.person) for entry in entries)

    def _set_current(self, state: State) -> None:
        before, self._state = self._state, state
        self.changed.emit()
        self.state_changed.emit(before, state)


def _find_line(state: State) -> str:
    """Return the line of the change that led to a state."""
    return next((entry.what for entry in state.entries if entry.what), "")
