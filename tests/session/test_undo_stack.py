"""The undo stack goes back and forth through states."""

from __future__ import annotations

from ketgui.session.undo_stack import MOST_STEPS, UndoStack


def test_undo_and_redo_return_the_states_in_their_order():
    stack: UndoStack[str] = UndoStack()
    stack.push("a")
    stack.push("b")
    assert stack.past == ("a", "b")
    assert stack.undo("c") == "b"
    assert stack.undo("b") == "a"
    assert not stack.can_undo
    assert stack.redo("a") == "b"
    assert stack.redo("b") == "c"
    assert not stack.can_redo


def test_a_new_change_ends_what_could_be_redone():
    stack: UndoStack[str] = UndoStack()
    stack.push("a")
    stack.undo("b")
    assert stack.can_redo
    stack.push("a")
    assert not stack.can_redo


def test_a_cleared_stack_is_empty():
    stack: UndoStack[str] = UndoStack()
    stack.push("a")
    stack.push("b")
    stack.undo("c")
    stack.clear()
    assert not stack.can_undo
    assert not stack.can_redo


def test_the_oldest_steps_are_dropped():
    stack: UndoStack[int] = UndoStack()
    for state in range(MOST_STEPS + 3):
        stack.push(state)
    assert (stack.past[0], stack.past[-1]) == (3, MOST_STEPS + 2)
