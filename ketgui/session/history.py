"""The history of a session: its current state, undo and redo, and whether it is saved."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from ketgui.session.state import Saved, State
from ketgui.session.undo_stack import UndoStack


class History(QObject):
    """Holds the current state, those before it, and those undone.

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

    @property
    def state(self) -> State:
        """The current state."""
        return self._state

    @property
    def lines(self) -> tuple[str, ...]:
        """What was done and not undone, a line each, the oldest first."""
        return tuple(line for state in (*self._stack.past, self._state) for line in state.lines)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to undo."""
        return self._stack.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to redo."""
        return self._stack.can_redo

    @property
    def has_unsaved_work(self) -> bool:
        """Whether closing now would lose work that no project file holds."""
        return self._saved.is_outdated(self._state)

    def record(self, line: str) -> None:
        """Add a line about something that changed no number, such as a file written."""
        self.amend(replace(self._state, lines=(*self._state.lines, line)))

    def amend(self, state: State) -> None:
        """Replace the current state without a step to undo."""
        self._state = state
        self.changed.emit()

    def push(self, state: State) -> None:
        """Make a state the current one; the one before can be restored by undo."""
        self._stack.push(self._state)
        self._set_current(state)

    def push_saved(self, state: State) -> None:
        """Make the state of a project file the current one, which needs no saving."""
        had_data = self._state.imported is not None
        self._saved = replace(self._saved, state=state)
        self.push(state)
        if not had_data:
            # Nothing was open that undoing could restore.
            self._stack.clear()
            self.changed.emit()

    def mark_saved(self) -> None:
        """Note that a project file now holds the current state."""
        self._saved = replace(self._saved, state=self._state)
        self.changed.emit()

    @Slot()
    def undo(self) -> None:
        """Undo the last change."""
        if self.can_undo:
            self._set_current(self._stack.undo(self._state))

    @Slot()
    def redo(self) -> None:
        """Redo the change that was undone last."""
        if self.can_redo:
            self._set_current(self._stack.redo(self._state))

    def _set_current(self, state: State) -> None:
        before, self._state = self._state, state
        self.changed.emit()
        self.state_changed.emit(before, state)
