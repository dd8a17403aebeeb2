"""The guide to the columns: each that the program knows, with what its cells may hold."""

from __future__ import annotations

from typing import Any

import pytest

from ketgui.domain.fields import FIELDS, Choice, Field, FieldKind
from ketgui.text import language
from ketgui.views.dialogs.column_guide import build_column_guide, describe_values
from ketgui.views.widgets.tables.table_view import TableView


def test_every_column_has_a_row_and_a_meaning(qtbot):
    guide = build_column_guide()
    qtbot.addWidget(guide)
    assert isinstance(guide, TableView)
    model = guide.model()
    assert model.rowCount() == len(FIELDS)
    keys = [model.index(row, 1).data() for row in range(model.rowCount())]
    assert keys == [field.key for field in FIELDS]


def field(kind: FieldKind, **more: Any) -> Field:
    return Field("x", "X", "patients", kind, "Help.", **more)


@pytest.mark.parametrize(
    ("declared", "english", "french"),
    [
        (field("number", low=0, high=2.5, unit="mg/kg"), "0–2.5 mg/kg", "0–2,5 mg/kg"),
        (field("yes_no"), "yes / no", "oui / non"),
        (field("text"), "text", "texte"),
        (field("choice", choices=(Choice("f", "Female"), Choice("m", "Male"))), "f / m", "f / m"),
    ],
    ids=["range", "yes or no", "text", "choice"],
)
def test_what_a_cell_may_hold_is_said_in_words(declared, english, french):
    for code, words in (("en", english), ("fr", french)):
        with language(code):
            assert describe_values(declared) == words
