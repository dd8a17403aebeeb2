"""Every dialog by keyboard alone: Alt letters, the order of Tab, Escape and Enter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)
from shiboken6 import isValid

from ketgui.views.entry.item_row import ItemRow
from ketgui.views.reading_order import list_focusable
from ketgui.views.widgets import dialog as bases
from ketgui.views.widgets.letters import find_letter, list_targets
from ketgui.views.window import MainWindow
from tests.every_dialog import DIALOGS, close, open_named

FIELDS = (QLineEdit, QComboBox, QAbstractSpinBox)
pytestmark = pytest.mark.usefixtures("speak")


@pytest.fixture(scope="module", params=["en", "fr"])
def window(request, example_window) -> MainWindow:
    return example_window.show(request.param)


@pytest.fixture(params=DIALOGS)
def dialog(request, window) -> Iterator[QDialog]:
    opened = open_named(window, request.param)
    yield opened
    close(opened)


def describe(widget: QWidget) -> str:
    text = getattr(widget, "text", str)()
    return f"{type(widget).__name__} {widget.accessibleName() or text!r}"


def list_fields(dialog: QDialog) -> list[QWidget]:
    """Return the fields of a dialog that Tab comes to, without what Qt makes within them."""
    fields = [widget for widget in list_focusable(dialog) if isinstance(widget, FIELDS)]
    return [field for field in fields if not isinstance(field.parentWidget(), FIELDS)]


def test_each_button_and_label_has_a_letter_of_its_own(dialog):
    targets = list(list_targets(dialog))
    letters = Counter(filter(None, map(find_letter, targets)))
    assert letters
    assert [letter for letter, count in letters.items() if count > 1] == []
    # A form with more fields than the alphabet has letters leaves its last fields without.
    without = [target for target in targets if not find_letter(target)]
    assert [describe(target) for target in without if isinstance(target, QAbstractButton)] == []
    assert [describe(target) for target in without if not are_taken(target.text(), letters)] == []


def are_taken(text: str, letters: Container[str]) -> bool:
    own = {character for character in text.lower() if character.isascii() and character.isalpha()}
    return all(letter in letters for letter in own)


def test_a_label_leads_to_each_field(dialog):
    labels = [label for label in dialog.findChildren(QLabel) if label.isVisible()]
    led_to = {label.buddy() for label in labels if label.buddy()}
    alone = [
        describe(field)
        for field in list_fields(dialog)
        # A label may lead to the first of several fields.
        if not led_to.intersection(list_parents(field, dialog))
        and not any(isinstance(parent, ItemRow) for parent in list_parents(field, dialog))
    ]
    assert alone == []


def list_parents(widget: QWidget, dialog: QDialog) -> Iterator[QWidget]:
    parent: QWidget | None = widget
    while parent is not None and parent is not dialog:
        yield parent
        parent = parent.parentWidget()


def get_place(widget: QWidget, dialog: QDialog) -> QRect:
    return QRect(widget.mapTo(dialog, QPoint(0, 0)), widget.size())


def is_after(later: QRect, sooner: QRect) -> bool:
    """Whether one place is read after another: below it, or to its right."""
    if later.top() >= sooner.bottom() or later.left() >= sooner.right():
        return True
    return later.contains(sooner) or sooner.contains(later)


def test_tab_follows_the_reading_order(dialog):
    # While Python holds no part of what Qt has made itself, it holds none of the parts' own.
    held = dialog.findChildren(QWidget)
    assert held
    dialog.activateWindow()
    first = next(list_focusable(dialog), None)
    assert first is not None
    first.setFocus(Qt.FocusReason.TabFocusReason)
    stops, jumps = [first], []
    while (last := stops[-1]) is not None:
        QTest.keyClick(last, Qt.Key.Key_Tab)
        focused = dialog.focusWidget()
        assert focused is not None
        if focused in stops:
            break
        # Where both are after the content was scrolled to the second.
        if not is_after(get_place(focused, dialog), get_place(last, dialog)):
            jumps.append(f"{describe(last)} → {describe(focused)}")
        stops.append(focused)
    assert focused is first, f"{describe(focused)} holds the focus"
    assert jumps == []


def test_escape_closes(dialog):
    dialog.activateWindow()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert not isValid(dialog) or not dialog.isVisible()


def test_enter_never_cancels(dialog):
    buttons = [each for each in dialog.findChildren(QPushButton) if each.isVisible()]
    defaults = [button for button in buttons if button.isDefault()]
    assert len(defaults) <= 1
    rejecting = [each for each in buttons if each.text().replace("&", "") in ("Cancel", "Annuler")]
    assert not [describe(button) for button in rejecting if button in defaults
                and not isinstance(dialog, QMessageBox)]  # fmt: skip


def test_every_dialog_is_opened_here(window):
    """A new dialog that is not in the list of all dialogs is found here."""
    opened = set()
    for name in DIALOGS:
        dialog = open_named(window, name)
        opened.add(type(dialog))
        close(dialog)
    kinds = {*bases.Dialog.__subclasses__(), *bases.Question.__subclasses__(), bases.Request}
    assert kinds <= opened
