"""How a column is read can be changed at any time, with every way at hand."""

from __future__ import annotations

from typing import Any

from ketgui.importing.changes import ColumnChange
from ketgui.importing.checks.reading_choices import Way, list_ways

TEXT = (
    "id;Sexe;Poids;Date;MADRS avant;MADRS après\n"
    "P1;F;1;05/06/2024;27,5;12\nP2;H;2;14/06/2024;30;99\n"
)


def ways_of(imported: Any, letter: str) -> tuple[Way, ...]:
    table = imported.mapping.tables[0]
    column = table.column(letter)
    assert column is not None
    return list_ways(table, column)


def test_every_way_is_listed_and_the_one_that_holds_is_marked(read: Any) -> None:
    imported = read(TEXT)
    chosen = {(w.group, w.title) for w in ways_of(imported, "E") if w.chosen}
    assert ("Decimal mark", "Decimal comma: 1,5") in chosen
    assert ("“H” stands for", "Male") in {
        (w.group, w.title) for w in ways_of(imported, "B") if w.chosen
    }


def test_another_decimal_mark_makes_the_others_unread_and_never_another_number(read: Any) -> None:
    imported = read(TEXT)
    (point,) = (w for w in ways_of(imported, "E") if w.title.startswith("Decimal point"))
    other = read(TEXT, mapping=imported.mapping.with_change(point.change))
    assert [(i.row, i.column) for i in other.issues if i.key == "unread"] == [(2, "E")]


def test_a_word_for_missing_is_added_and_taken_back(read: Any) -> None:
    place = ("a.csv", "", "F")
    imported = read(TEXT)
    assert "missing_code" in {i.key for i in imported.issues}
    with_99 = read(
        TEXT, mapping=imported.mapping.with_change(ColumnChange(*place, missing=("99",)))
    )
    assert "missing_code" not in {i.key for i in with_99.issues}
    (missing,) = (w for w in ways_of(with_99, "F") if w.group == "Missing values")
    assert missing.chosen
    back = read(TEXT, mapping=with_99.mapping.with_change(missing.change))
    assert "missing_code" in {i.key for i in back.issues}


def test_what_codes_are_read_as_is_shown(read: Any) -> None:
    column = read(TEXT).mapping.tables[0].column("B")
    assert column.read_as == "“F” as Female, “H” as Male"


def test_weights_can_be_said_to_be_in_pounds(read: Any) -> None:
    text = "id,infusion no,weight,dose mg\nP1,1,180,40\nP2,1,150,35\n"
    imported = read(text, "infusions.csv")
    (pounds,) = (w for w in ways_of(imported, "C") if (w.group, w.title) == ("Unit", "lb"))
    other = read(text, "infusions.csv", imported.mapping.with_change(pounds.change))
    (rule,) = (c.rule for c in other.mapping.tables[0].columns if c.column == "C")
    assert rule.unit == "lb"


def test_a_column_that_is_not_imported_has_no_ways(read: Any) -> None:
    assert ways_of(read("id,x,MADRS before,MADRS after\nP1,1,30,12\n"), "B") == ()
