"""Tables of a document: every reason is in the note, and no line holds reasons alone."""

from __future__ import annotations

from ketgui.domain.unavailable import NOT_ASKED, Unavailable
from ketgui.reporting.tables.display_table import DisplayTable
from ketgui.reporting.tables.reasons import move_reasons_to_note
from ketgui.statistics.rows import BLANK, Cell, Count, Number, Text

ONE = Unavailable("only one patient has both ratings")


def make_table(*lines: tuple[Cell, ...], indents: tuple[int, ...] = ()) -> DisplayTable:
    headers = ("", "Before", "Difference")
    return DisplayTable.from_cells("k", "T", headers, lines, indents=indents, n=4, note="A note.")


def test_a_reason_is_given_once_below_the_table():
    lines = ((Text("PHQ-9"), Number(27.0, spread=ONE), ONE), (Text("MADRS"), Count(3), Count(1)))
    shown = move_reasons_to_note(make_table(*lines))
    assert shown.rows == (("PHQ-9", "27.0", "–"), ("MADRS", "3", "1"))
    assert shown.note == "A note. PHQ-9: only one patient has both ratings."
    assert shown.numeric == (False, True, True)


def test_a_line_of_reasons_alone_is_in_the_note_and_what_was_not_asked_for_is_not():
    lines = (
        (Text("A"), Count(1), BLANK),
        (Text("B"), NOT_ASKED, BLANK),
        (Text("C"), Count(2), BLANK),
        *((Text(name), ONE, ONE) for name in "DEFG"),
    )
    shown = move_reasons_to_note(make_table(*lines, indents=(0, 1, 2, 0, 0, 0, 0)))
    assert [row[0] for row in shown.rows] == ["A", "C"]
    assert shown.indents == (0, 2)
    assert shown.note == "A note. D, E, F, G: only one patient has both ratings."


def test_of_many_lines_their_column_or_the_dash_stands_for_their_labels():
    table = make_table(*((Text(name), Count(1), ONE) for name in ("A", "B", "C", "D")))
    reason = "only one patient has both ratings."
    assert move_reasons_to_note(table).note == f"A note. {table.headers[2]}: {reason}"
    table = make_table(
        *((Text(n), Count(1), ONE) for n in ("A", "B", "C")), (Text("D"), ONE, Count(1))
    )
    assert move_reasons_to_note(table).note == f"A note. –: {reason}"
