"""What a person has typed and chosen in a tab or window, kept while that is built anew.

Another language or theme builds the window's contents again. The new widgets are the same, in the
same order, so that each takes over from the one in its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QWidget,
)

from ketgui.views.pages import Pages
from ketgui.views.report.sentence_editor import SentenceEditor
from ketgui.views.widgets.section import Section

# In the order in which they are restored: a chosen page or sentence first, then what is in it.
_KINDS = (QTabWidget, SentenceEditor, QComboBox, Section, QLineEdit, QPlainTextEdit)


@dataclass(frozen=True)
class TypedValues:
    """What the widgets within one hold.

    Attributes
    ----------
    values : sequence of sequences
        The states of the widgets of each of ``_KINDS``.
    focus : int
        Which widget has the keyboard focus; -1 for none.
    """

    values: Sequence[Sequence[Any]]
    focus: int


@dataclass(frozen=True)
class ViewState:
    """The state of a window's tabs.

    Attributes
    ----------
    current : int
        The tab that is shown.
    tabs : mapping of int to TypedValues
        What each tab that was built holds.
    """

    current: int
    tabs: Mapping[int, TypedValues]


def capture_view(pages: Pages) -> ViewState:
    """Return what is typed and chosen in every tab that was built."""
    tabs = {index: capture_values(tab) for index, tab in pages.list_built().items()}
    return ViewState(pages.currentIndex(), tabs)


def restore_view(pages: Pages, state: ViewState) -> None:
    """Show in other tabs what was typed and chosen before."""
    pages.setCurrentIndex(state.current)
    # The current tab last: the focus stays in it.
    for index in sorted(state.tabs, key=lambda index: index == state.current):
        restore_values(pages.get_tab(index), state.tabs[index])


def capture_values(parent: QWidget) -> TypedValues:
    """Return what is typed and chosen within a widget."""
    values = [[_read(widget) for widget in _list_widgets(parent, kind)] for kind in _KINDS]
    children = parent.findChildren(QWidget)
    focused = (index for index, widget in enumerate(children) if widget.hasFocus())
    return TypedValues(values, next(focused, -1))


def restore_values(parent: QWidget, state: TypedValues) -> None:
    """Show within another widget of the same kind what was typed and chosen before."""
    for kind, values in zip(_KINDS, state.values, strict=True):
        # Listed only now: another choice may have brought other fields.
        widgets = _list_widgets(parent, kind)
        # Widgets that depend on the data may be others by now: those are left as they are.
        if len(widgets) == len(values):
            for widget, value in zip(widgets, values, strict=True):
                _write(widget, value)
    children = parent.findChildren(QWidget)
    if 0 <= state.focus < len(children):
        children[state.focus].setFocus(Qt.FocusReason.OtherFocusReason)


def _list_widgets(parent: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [widget for widget in parent.findChildren(kind) if not _is_part_of_field(widget)]


def _is_part_of_field(widget: QWidget) -> bool:
    """Whether a widget belongs to a number field or a list, whose value the plan holds."""
    return isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox)


def _read(widget: QWidget) -> Any:
    if isinstance(widget, QTabWidget | QComboBox):
        return widget.currentIndex()
    if isinstance(widget, Section):
        return widget.is_open
    if isinstance(widget, QLineEdit):
        return widget.text()
    if isinstance(widget, SentenceEditor):
        return widget.chosen
    # A text that nobody has changed is shown anew, in the language of the window.
    if isinstance(widget, QPlainTextEdit) and widget.document().isModified():
        return widget.toPlainText()
    return None


def _write(widget: QWidget, value: Any) -> None:
    if _read(widget) == value:
        return
    if isinstance(widget, QTabWidget | QComboBox):
        widget.setCurrentIndex(value)
    elif isinstance(widget, Section):
        widget.set_open(value)
    elif isinstance(widget, QLineEdit):
        widget.setText(value)
    elif isinstance(widget, SentenceEditor):
        widget.choose(value)
    elif isinstance(widget, QPlainTextEdit) and value is not None:
        widget.setPlainText(value)
        widget.document().setModified(True)
