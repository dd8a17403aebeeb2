"""What a person has typed and chosen in a tab, kept while the tab is built anew.

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
class ViewState:
    """The state of a window's tabs.

    Attributes
    ----------
    current : int
        The tab that is shown.
    values : mapping of int to sequences
        For each tab that was built, the states of its widgets, by the order of ``_KINDS``.
    focus : int
        Which widget of the current tab has the keyboard focus; -1 for none.
    """

    current: int
    values: Mapping[int, Sequence[Sequence[Any]]]
    focus: int


def capture_view(pages: Pages) -> ViewState:
    """Return what is typed and chosen in every tab that was built."""
    values = {
        index: [[_read(widget) for widget in widgets] for widgets in _list_widgets(tab)]
        for index, tab in pages.list_built().items()
    }
    current = pages.currentWidget()
    children = current.findChildren(QWidget) if current else []
    focused = next((i for i, widget in enumerate(children) if widget.hasFocus()), -1)
    return ViewState(pages.currentIndex(), values, focused)


def restore_view(pages: Pages, state: ViewState) -> None:
    """Show in other tabs what was typed and chosen before."""
    pages.setCurrentIndex(state.current)
    for index, values in state.values.items():
        for widgets, kept in zip(_list_widgets(pages.get_tab(index)), values, strict=True):
            # Widgets that depend on the data may be others by now: those are left as they are.
            if len(widgets) == len(kept):
                for widget, value in zip(widgets, kept, strict=True):
                    _write(widget, value)
    current = pages.currentWidget()
    children = current.findChildren(QWidget) if current else []
    if 0 <= state.focus < len(children):
        children[state.focus].setFocus(Qt.FocusReason.OtherFocusReason)


def _list_widgets(tab: QWidget) -> list[list[QWidget]]:
    return [
        [widget for widget in tab.findChildren(kind) if not _is_part_of_field(widget)]
        for kind in _KINDS
    ]


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
