"""A table of text comes back from a study as it was read, but for what was left out."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.importing import import_files
from ketgui.importing.tables.text_table import CodedText, Labels, TextTable
from ketgui.paths import find_resource
from ketgui.project.archive import pack, unpack
from ketgui.project.stored_tables import (
    INDEX,
    LostTable,
    StoredTableError,
    restore_tables,
)
from ketgui.project.stored_tables import (
    store_tables as store_members,
)


def restore(members):
    tables, lost = restore_tables(members)
    assert lost == ()
    return tables


def store_tables(*given):
    """Return the contents of the members, as an archive gives them back."""
    return dict(unpack(pack(store_members(*given))).files)


CELLS = st.text(max_size=8)


def text_table(columns: list[list[str]], headers: list[str] | None = None) -> TextTable:
    names = headers or [f"H{place}" for place in range(len(columns))]
    n = len(columns[0]) if columns else 0
    return TextTable(
        "clinic.xlsx", "Scores", tuple(names), tuple("ABCDEFGH"[: len(columns)]),
        tuple(CodedText.of(cells) for cells in columns), np.arange(2, n + 2),
    )  # fmt: skip


def same(one: TextTable, other: TextTable) -> bool:
    return (
        (one.file, one.sheet, one.headers, one.letters, one.labels)
        == (other.file, other.sheet, other.headers, other.letters, other.labels)
        and one.rows.tolist() == other.rows.tolist()
        and all(
            a.texts().tolist() == b.texts().tolist()
            and a.typed[a.codes].tolist() == b.typed[b.codes].tolist()
            for a, b in zip(one.columns, other.columns, strict=True)
        )
    )


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6))
def test_any_cells_come_back(rows):
    table = text_table([list(cells) for cells in zip(*rows, strict=True)] or [[], [], []])
    (restored,) = restore(store_tables([table]))
    assert same(restored, table)


def test_the_example_comes_back_with_its_types():
    tables = import_files([find_resource("samples", "example-cohort.xlsx")]).tables
    restored = restore(store_tables(tables))
    assert len(restored) == len(tables)
    assert all(map(same, restored, tables))
    assert any(column.typed.any() for table in restored for column in table.columns)


def test_words_that_the_file_types_are_known_among_others():
    column = CodedText(
        np.array(["30", "n/a"], object), np.array([0, 1, 0], np.int32), np.array([True, False])
    )
    table = TextTable("a.xlsx", "", ("MADRS",), ("A",), (column,), np.array([2, 3, 5]))
    (restored,) = restore(store_tables([table]))
    assert same(restored, table)


def test_labels_come_back():
    table = text_table([["1", "2"]], ["sex"])
    table = TextTable(
        table.file, table.sheet, table.headers, table.letters, table.columns, table.rows,
        {"sex": Labels("Sex of the patient", (("1", "Male"), ("2", "Female")))},
    )  # fmt: skip
    assert same(restore(store_tables([table]))[0], table)


def test_a_column_that_is_left_out_is_nowhere_in_the_members():
    table = text_table([["P1", "P2"], ["Tremblay", "Gagnon"], ["30", "20"]], ["id", "Nom", "MADRS"])
    members = store_tables([table], [("clinic.xlsx", "Scores", "B")])
    assert not any(
        word in content for content in members.values() for word in (b"Tremblay", b"Nom")
    )
    (restored,) = restore(members)
    assert restored.headers == ("id", "MADRS")
    assert restored.at(3, "C") == "20"


@pytest.mark.parametrize("content", [b"", b"[" * 9_999, b"{}", b'[{"member": 1}]', b"[3]"])
def test_a_damaged_index_is_named(content):
    with pytest.raises(StoredTableError, match="index"):
        restore_tables({INDEX: content})


def test_a_missing_or_changed_table_is_named():
    members = store_tables([text_table([["1", "2"]])])
    lost = (LostTable("tables/01.csv", "a.xlsx", "Sheet"),)
    assert lost[0].title == "Sheet"
    index = json.loads(members[INDEX])
    place = index[0]["file"], index[0]["sheet"]
    wrong = json.dumps([index[0] | {"letters": []}]).encode()
    for changed in (
        {INDEX: members[INDEX]},
        {**members, "tables/01.csv": b"row,H0\n2,1,9\n"},
        {**members, "tables/01.csv": b"row,H0\nx,1\n"},
        {**members, "tables/01.csv": b"\xff\xfe"},
        {**members, INDEX: wrong},
    ):
        assert restore_tables(changed) == ((), (LostTable("tables/01.csv", *place),))


def test_of_two_tables_the_whole_one_is_read():
    tables = [text_table([["1", "2"]]), replace(text_table([["3"]]), sheet="other")]
    members = store_tables(tables)
    (kept,), (lost,) = restore_tables({**members, "tables/01.csv": b""})
    assert same(kept, tables[1])
    assert lost.member == "tables/01.csv"
