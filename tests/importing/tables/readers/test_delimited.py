"""Rows E01–E12, D01–D20 of the hard inputs: encodings, delimiters, headers and rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ketgui.importing import Import
from ketgui.importing.changes import Decision, FileChange, TableChange
from ketgui.importing.tables.readers import delimited

Read = Callable[..., Import]
PLAIN = "id,MADRS before,MADRS after\nP1,30,12\nP2,28,27\nP3,35,20\n"


def scores(imported: Import) -> dict[tuple[str, str], float]:
    assert imported.cohort is not None, imported.issues
    rows = imported.cohort.assessments
    return {(r.patient_id, r.moment): r.score for r in rows.itertuples()}  # type: ignore[misc]


EXPECTED = {
    ("P1", "before"): 30, ("P1", "after"): 12, ("P2", "before"): 28,
    ("P2", "after"): 27, ("P3", "before"): 35, ("P3", "after"): 20,
}  # fmt: skip


@pytest.mark.parametrize("mark", ["¦", "x", '"', ";;"])
def test_a_declared_mark_that_parts_no_cells_is_a_line_of_its_own(read: Read, mark: str) -> None:
    imported = read(f"sep={mark}\n{PLAIN}")
    assert imported.mapping.files[0].delimiter == ","
    assert scores(imported) == EXPECTED


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.replace(",", "\t").encode("utf-16"),
        b"\xfe\xff" + PLAIN.replace(",", "\t").encode("utf-16-be"),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "|").encode(),
        b"sep=;\r\n" + PLAIN.replace(",", ";").encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace("P2", '"P2"').encode(),
        PLAIN.replace("28", "28\u00a0").encode(),
        PLAIN.replace("MADRS before", "  madrs\u00a0  BEFORE ").encode(),
        PLAIN.replace("after\n", "after,\n").replace("12\n", "12,\n").encode(),
        PLAIN.replace("\n", ",\n").encode(),
        (PLAIN + "\n\n").encode(),
        PLAIN.replace("P2", "\n,,\nP2").encode(),
    ],
    ids=[
        "utf8", "bom", "utf16", "utf16be", "semicolon", "pipe", "sep", "crlf", "cr", "quoted",
        "no-break space", "spaced header", "ragged but empty", "trailing delimiter", "blank end",
        "blank middle",
    ],
)  # fmt: skip
def test_a_file_written_another_way_gives_the_same_scores(read: Read, content: bytes) -> None:
    imported = read(content)
    assert scores(imported) == EXPECTED
    assert not [issue for issue in imported.issues if issue.severity != "note"]


def test_columns_apart_by_spaces(read: Read) -> None:
    assert scores(read("id madrs_pre madrs_post\nP1 30 12\nP2 28 27\n"))[("P2", "after")] == 27


def test_one_column_has_no_delimiter(read: Read, keys: Any) -> None:
    assert "no_score" in keys(read("patient_id\nP1\nP2\n"))


def test_windows_1252_is_read_and_said(read: Read, keys: Any) -> None:
    text = "identifiant;MADRS avant;MADRS après\nÉlise;30;12,5\nP2;28;27\n"
    imported = read(text.encode("cp1252"))
    assert scores(imported)[("Élise", "after")] == 12.5
    assert {"encoding_likely"} <= keys(imported)
    column = imported.mapping.tables[0].columns[2]
    assert column.rule.decimal == ","
    assert column.read_as == "“12,5” as 12.5"


def test_mac_roman_is_asked_about_and_read_once_chosen(read: Read, keys: Any) -> None:
    content = "identifiant;MADRS avant;MADRS après\nÉlodie;30;12\nZoé;28;27\n".encode("mac-roman")
    asked = read(content)
    assert asked.cohort is None
    assert keys(asked) >= {"encoding_unknown"}
    settled = asked.mapping.with_change(FileChange("a.csv", encoding="mac-roman"))
    assert ("Zoé", "after") in scores(read(content, mapping=settled))


def test_utf_16_without_its_mark_is_asked_about(read: Read, keys: Any) -> None:
    assert "encoding_unknown" in keys(read(PLAIN.encode("utf-16-le")))
    assert "encoding_unknown" in keys(read(PLAIN.encode("utf-16-be")))


def test_mixed_encodings_are_refused_with_line_and_byte(read: Read) -> None:
    content = "id,MADRS before,MADRS after\nÉlise,30,12\n".encode() + b"Zo\xe9,28,27\n"
    issue = read(content).issues[0]
    assert (issue.severity, issue.key, issue.row) == ("error", "encoding_mixed", 3)
    assert "0xE9" in issue.message


@pytest.mark.parametrize("encoding", ["klingon", "unicode_escape"])
def test_an_encoding_that_makes_no_text_is_refused(read: Read, keys: Any, encoding: str) -> None:
    mapping = read(PLAIN).mapping.with_change(FileChange("a.csv", encoding=encoding))
    assert "encoding_mixed" in keys(read(PLAIN + r"\ud800", mapping=mapping))


def test_zero_bytes_are_removed_and_counted(read: Read) -> None:
    imported = read(PLAIN.replace("P2", "P\x002"))
    assert scores(imported) == EXPECTED
    assert "1 zero byte" in next(i.message for i in imported.issues if i.key == "zero_bytes")


def test_invisible_characters_in_ids_are_left_out_and_said(read: Read, keys: Any) -> None:
    imported = read(PLAIN.replace("P2", "P2\u200b\u200f"))
    assert scores(imported) == EXPECTED
    assert "hidden_characters" in keys(imported)


@pytest.mark.parametrize("written", ["２７", "٢٧", "+27", "27.0"])
def test_digits_of_other_scripts(read: Read, keys: Any, written: str) -> None:
    imported = read(PLAIN.replace("28", written))
    assert scores(imported)[("P2", "before")] == 27
    assert ("converted" in keys(imported)) is not written.isascii()


def test_a_true_minus_is_a_minus(read: Read) -> None:
    issue = read(PLAIN.replace("28", "\u22125")).issues[0]
    assert (issue.key, issue.row, issue.column) == ("outside_range", 3, "B")


def test_ids_that_look_the_same_are_warned_of(read: Read, keys: Any) -> None:
    assert "ids_alike" in keys(read(PLAIN.replace("P2", "Р1")))


def test_ids_in_two_unicode_forms_are_one(read: Read, keys: Any) -> None:
    imported = read(PLAIN.replace("P1", "e\u0301").replace("P2", "\u00e9"))
    assert "repeated_id" in keys(imported)


def test_ids_that_differ_by_case_are_asked_about(read: Read) -> None:
    asked = read(PLAIN.replace("P2", "p1"))
    issue = asked.issues[0]
    assert (issue.severity, issue.key, issue.row) == ("error", "ids_alike", 3)
    kept = asked.mapping.with_change(issue.answers[1].change)
    assert len(scores(read(PLAIN.replace("P2", "p1"), mapping=kept))) == 6


def test_a_delimiter_or_line_break_inside_quotes_stays_in_its_cell(read: Read) -> None:
    content = 'id;MADRS before;MADRS after;note\nP1;30;12;"a, b\r\nc;d ""e"""\nP2;28;99;x\n'
    imported = read(content)
    assert imported.tables[0].columns[3].at(0) == 'a, b\nc;d "e"'
    assert imported.issues[0].row == 3


def test_a_quote_inside_an_unquoted_cell_is_a_letter(read: Read) -> None:
    content = 'id,MADRS before,MADRS after,height\nP1,30,12,5\'9"\nP2,28,27,"6""1"\n'
    imported = read(content)
    assert [imported.tables[0].columns[3].at(row) for row in (0, 1)] == ["5'9\"", '6"1']


def test_an_open_quote_is_refused_with_its_row(read: Read) -> None:
    issue = read(PLAIN.replace("P2", '"P2')).issues[0]
    assert (issue.severity, issue.key, issue.row) == ("error", "open_quote", 3)


@pytest.mark.parametrize("row", ["P4,30", "P4,30,12,9", "P4,1,30,12"])
def test_a_ragged_row_is_asked_about(read: Read, row: str) -> None:
    content = PLAIN + row + "\n"
    asked = read(content)
    issue = asked.issues[0]
    assert (issue.severity, issue.key, issue.row) == ("error", "ragged_row", 5)
    settled = asked.mapping.with_change(issue.answers[0].change)
    assert scores(read(content, mapping=settled)) == EXPECTED


def test_titles_above_the_header_are_passed_over(read: Read, keys: Any) -> None:
    imported = read("Our series\n\n" + PLAIN)
    assert scores(imported) == EXPECTED
    assert imported.mapping.tables[0].header_row == 3
    assert "header_below" in keys(imported)


def test_another_header_row_can_be_chosen(read: Read) -> None:
    content = "a,b,c\n" + PLAIN
    mapping = read(content).mapping.with_change(TableChange("a.csv", "", header_row=2))
    assert scores(read(content, mapping=mapping)) == EXPECTED


def test_no_header_is_asked_about(read: Read) -> None:
    content = PLAIN.partition("\n")[2]
    asked = read(content)
    issue = next(i for i in asked.issues if i.key == "no_header")
    assert issue.severity == "error"
    headless = read(content, mapping=asked.mapping.with_change(issue.answers[0].change))
    assert headless.tables[0].headers == ("Column A", "Column B", "Column C")
    assert len(headless.tables[0]) == 3
    headed = read(content, mapping=asked.mapping.with_change(issue.answers[1].change))
    assert headed.tables[0].headers[1] == "30"


def test_two_header_rows_are_joined(read: Read, keys: Any) -> None:
    imported = read("id,MADRS,\n,before,after\nP1,30,12\nP2,28,27\nP3,35,20\n")
    assert imported.tables[0].headers == ("id", "MADRS before", "MADRS after")
    assert scores(imported) == EXPECTED
    assert "header_two_rows" in keys(imported)


def test_repeated_headers_are_told_apart(read: Read, keys: Any) -> None:
    imported = read("id,MADRS before,MADRS after,MADRS after\nP1,30,12,13\nP2,28,27,26\n")
    assert imported.tables[0].headers[2:] == ("MADRS after (column C)", "MADRS after (column D)")
    assert imported.cohort is None
    assert {"header_repeated", "two_columns"} <= keys(imported)


def test_a_nameless_column_is_called_by_its_letter(read: Read) -> None:
    imported = read("id,MADRS before,MADRS after,\nP1,30,12,x\nP2,28,27,y\n")
    note = next(i for i in imported.issues if i.key == "not_used")
    assert "Column D" in note.message


@pytest.mark.parametrize(
    "last", ["Total,93,59", "Moyenne,31,19.7", "TOTAL / moyenne,31,19.7", "n=3,3,3"]
)
def test_a_row_of_totals_is_left_out(read: Read, last: str) -> None:
    imported = read(PLAIN + last + "\n")
    issue = next(i for i in imported.issues if i.key == "totals_row")
    assert (issue.severity, issue.row) == ("warning", 5)
    assert scores(imported) == EXPECTED


def test_a_row_of_sums_without_a_word_is_asked_about(read: Read) -> None:
    asked = read(PLAIN + ",93,59\n")
    issue = next(i for i in asked.issues if i.key == "totals_row")
    assert (issue.severity, issue.row) == ("error", 5)
    settled = asked.mapping.with_change(issue.answers[0].change)
    assert scores(read(PLAIN + ",93,59\n", mapping=settled)) == EXPECTED


def test_patients_in_columns_are_turned_when_the_user_says_so(read: Read) -> None:
    content = "id,P1,P2,P3\nage,40,50,60\nMADRS before,30,28,35\nMADRS after,12,27,20\n"
    asked = read(content)
    issue = next(i for i in asked.issues if i.key == "transposed")
    settled = read(content, mapping=asked.mapping.with_change(issue.answers[0].change))
    assert scores(settled) == EXPECTED


def test_a_missing_id_is_its_row_number(read: Read) -> None:
    imported = read(PLAIN.replace("P2", ""))
    issue = next(i for i in imported.issues if i.key == "missing_id")
    assert (issue.severity, issue.row, issue.patient_id) == ("warning", 3, "row-3")
    assert ("row-3", "after") in scores(imported)


def test_a_file_without_ids_counts_its_rows(read: Read, keys: Any) -> None:
    imported = read("MADRS before,MADRS after\n30,12\n28,27\n")
    assert scores(imported)[("row-3", "after")] == 27
    assert "no_id" in keys(imported)


def test_a_decision_on_a_cell_that_has_changed_is_not_applied(read: Read, keys: Any) -> None:
    decision = Decision("correct", "a.csv", "", 3, "B", old="28", new="29")
    mapping = read(PLAIN).mapping.with_change(decision)
    assert scores(read(PLAIN, mapping=mapping))[("P2", "before")] == 29
    changed = read(PLAIN.replace("28", "31"), mapping=mapping)
    assert scores(changed)[("P2", "before")] == 31
    assert "stale_decision" in keys(changed)


def test_a_very_long_cell_is_refused(read: Read, keys: Any) -> None:
    assert "cell_too_long" in keys(read(PLAIN.replace("P2", "x" * (1 << 21))))


def test_more_columns_than_a_study_has_are_refused(read: Read, keys: Any) -> None:
    assert "too_wide" in keys(read(",".join(["a"] * 30_000) + "\n"))


def test_thousands_of_columns_are_read(read: Read) -> None:
    more = ",".join(f"q{n}" for n in range(4_000))
    zeros = ",".join("0" * 4_000)
    imported = read(f"id,MADRS before,MADRS after,{more}\nP1,30,12,{zeros}\nP2,28,27,{zeros}\n")
    assert len(scores(imported)) == 4


def test_what_is_cancelled_reads_no_further_column(monkeypatch):
    begun: list[int] = []
    real = delimited.code_column

    def code(tokens, column):
        begun.append(column)
        return real(tokens, column)

    def cancel() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(delimited, "code_column", code)
    monkeypatch.setattr(delimited.os, "cpu_count", lambda: 1)
    text = ",".join(f"c{n}" for n in range(3_000)).encode()
    with pytest.raises(KeyboardInterrupt):
        delimited.parse(text, ",", "wide.csv", cancel)
    assert len(begun) < 3_000
