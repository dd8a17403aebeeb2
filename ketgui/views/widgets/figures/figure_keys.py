"""A figure by keyboard and for screen readers: its values in words, its patients one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QKeyEvent,
)
from PySide6.QtWidgets import QAccessibleWidget

from ketgui.figures.spec import Bars, Points
from ketgui.rendering.canvas import FigureCanvas
from ketgui.text import _

if TYPE_CHECKING:
    from ketgui.figures.spec import FigureSpec

# More values than these are in the table that "Show as table" opens.
_MOST_VALUES = 12
_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}
# Qt takes an interface over, but Python must not delete it before.
_interfaces: list[QAccessibleInterface] = []


class FigureKeys(QObject):
    """Lets arrows go through the patients of a figure; Space selects one, Enter opens the page."""

    def __init__(self, canvas: FigureCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._patients: dict[str, str] = {}
        self._current = ""
        canvas.installEventFilter(self)

    @property
    def current(self) -> str:
        """The patient that the keyboard is at, empty for none."""
        return self._current

    def show_spec(self, spec: FigureSpec) -> None:
        """Describe another figure; the keyboard stays at its patient."""
        self._patients = _list_patients(spec)
        if self._current not in self._patients:
            self._current = ""
        self._canvas.setAccessibleDescription(describe_figure(spec, bool(self._patients)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go to the next patient, select or open the current one."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in _STEPS and self._patients:
                self._step(_STEPS[key])
                return True
            if key == Qt.Key.Key_Space and self._current:
                self._canvas.patients_chosen.emit(frozenset({self._current}), True)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current:
                self._canvas.patient_opened.emit(self._current)
                return True
        return super().eventFilter(watched, event)

    def _step(self, step: int) -> None:
        ids = list(self._patients)
        index = ids.index(self._current) + step if self._current else min(0, step)
        self._current = ids[index % len(ids)]
        self._canvas.highlight(frozenset({self._current}))
        text = self._patients[self._current]
        self._canvas.setToolTip(text)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._canvas, text))


def describe_figure(spec: FigureSpec, has_patients: bool) -> str:
    """Return a figure's summary, the values of its bars and group means, and its keys."""
    values = [
        text
        for panel in spec.panels
        for mark in panel.marks
        if isinstance(mark, Bars | Points) and not (isinstance(mark, Points) and mark.ids)
        for text in mark.hover
    ]
    shown = [text.replace("\n", ", ") for text in dict.fromkeys(values) if text]
    parts = [spec.summary, "; ".join(shown[:_MOST_VALUES])]
    if has_patients:
        parts.append(_("Arrow keys go from patient to patient, Space selects, Enter opens."))
    return " ".join(part for part in parts if part)


def _list_patients(spec: FigureSpec) -> dict[str, str]:
    """Return each patient's values in words, in the order of the figure's symbols."""
    texts: dict[str, list[str]] = {}
    for panel in spec.panels:
        for mark in panel.marks:
            if isinstance(mark, Points) and mark.ids:
                for patient_id, text in zip(mark.ids, mark.hover, strict=False):
                    if text not in texts.setdefault(patient_id, []):
                        texts[patient_id].append(text)
    return {
        patient_id: "; ".join(text.replace("\n", ", ") for text in lines)
        for patient_id, lines in sorted(texts.items())
    }


class _Graphic(QAccessibleWidget):
    """A figure as one thing: what it is drawn on says nothing."""

    def __init__(self, canvas: FigureCanvas) -> None:
        super().__init__(canvas, QAccessible.Role.Graphic)

    def childCount(self) -> int:  # noqa: N802
        """Return 0."""
        return 0

    def child(self, _index: int) -> QAccessibleInterface | None:
        """Return None."""
        return None


def _make_interface(_key: str, widget: QObject) -> QAccessibleInterface | None:
    """Return what a screen reader asks about a figure: it is a graphic, not a scroll area."""
    if not isinstance(widget, FigureCanvas):
        return None
    interface = _Graphic(widget)
    _interfaces.append(interface)
    return interface


QAccessible.installFactory(_make_interface)
