"""Rows F01–F15 of the hard inputs: what is not a file, and files in odd places."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from ketgui.importing import import_files, import_text
from ketgui.importing.changes import ColumnChange, TableChange
from ketgui.importing.tables.readers.registry import READERS

PLAIN = "id,MADRS before,MADRS after\nP1,30,12\nP2,28,27\n"


@pytest.mark.parametrize("content", ["", "  \n\n", "\ufeff"])
def test_an_empty_file(read: Any, keys: Any, content: str) -> None:
    assert keys(read(content)) & {"empty_file", "nothing_known"}


def test_a_header_alone(read: Any, keys: Any) -> None:
    imported = read("id,MADRS before,MADRS after\n")
    assert imported.cohort is None
    assert keys(imported) == {"no_rows"}


@pytest.mark.parametrize("name", ["https://example.org/a.csv", "s3://bucket/a.csv", "no such.csv"])
def test_addresses_and_missing_files(name: str, keys: Any) -> None:
    assert keys(import_files([Path(name)])) == {"no_such_file"}


def test_a_name_with_a_zero_byte(keys: Any) -> None:
    assert keys(import_files([Path("a\x00b.csv")])) == {"no_such_file"}


def test_a_device_and_a_fifo_are_not_read(tmp_path: Path, keys: Any) -> None:
    if sys.platform == "win32":
        pytest.skip("no such files there")
    fifo = tmp_path / "a.csv"
    os.mkfifo(fifo)
    assert keys(import_files([fifo])) == {"not_a_file"}
    assert keys(import_files([Path("/dev/zero")])) == {"not_a_file"}


def test_no_permission(tmp_path: Path, keys: Any, monkeypatch: Any) -> None:
    def refuse(*_arguments: Any) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)
    assert keys(import_files([tmp_path / "a.csv"])) == {"no_permission"}


def test_a_share_that_goes_away(read: Any, keys: Any, monkeypatch: Any) -> None:
    def drop(*_arguments: Any) -> int:
        raise OSError(5, "gone")

    monkeypatch.setattr(os, "open", drop)
    assert keys(import_files([Path("a.csv")])) == {"unreadable"}


def test_a_share_that_goes_away_while_reading(tmp_path: Path, keys: Any, monkeypatch: Any) -> None:
    from ketgui.importing.tables import sources

    class Dropping:
        def __init__(self, handle: int) -> None:
            self.handle = handle

        def __enter__(self) -> Dropping:
            return self

        def __exit__(self, *_error: object) -> None:
            os.close(self.handle)

        def read(self) -> bytes:
            raise OSError(5, "gone")

    def dropping(handle: int, _mode: str) -> Dropping:
        return Dropping(handle)

    path = tmp_path / "a.csv"
    path.write_text(PLAIN)
    monkeypatch.setattr(sources.os, "fdopen", dropping)
    assert keys(import_files([path])) == {"unreadable"}


def test_too_large_a_file(read: Any, keys: Any, monkeypatch: Any) -> None:
    from ketgui.importing.tables import sources

    monkeypatch.setattr(sources, "MOST_BYTES", 10)
    assert keys(read(PLAIN)) == {"too_large"}


def test_too_many_rows(read: Any, keys: Any, monkeypatch: Any) -> None:
    from ketgui.importing.tables.readers import delimited

    monkeypatch.setattr(delimited, "MOST_ROWS", 2)
    assert keys(read(PLAIN)) == {"too_long"}


@pytest.mark.parametrize(
    "name", ["patients é 😀.csv", "a%20b.csv", "x" * 200 + ".csv", "-flag.csv"]
)
def test_odd_names(read: Any, name: str) -> None:
    imported = read(PLAIN, name)
    assert imported.cohort is not None
    assert imported.sources[0].name == name


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text(PLAIN)
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    assert import_files([tmp_path / "link.csv"]).cohort is not None


def test_an_empty_folder(tmp_path: Path, keys: Any) -> None:
    assert keys(import_files([tmp_path])) == {"empty_folder"}


def test_a_folder_and_several_files_are_joined_by_id(tmp_path: Path) -> None:
    (tmp_path / "patients.csv").write_text("patient_id,age\nP1,40\nP2,50\n")
    (tmp_path / "madrs.csv").write_text(PLAIN)
    (tmp_path / "~$lock.csv").write_text("x")
    (tmp_path / "about.csv").write_text("key,value\ninvented,yes\n")
    imported = import_files([tmp_path])
    assert imported.cohort is not None, imported.issues
    assert list(imported.cohort.patients["age"]) == [40, 50]
    assert len(imported.cohort.assessments) == 4
    assert imported.cohort.invented


def test_cells_pasted_from_a_spreadsheet() -> None:
    imported = import_text(PLAIN.replace(",", "\t"))
    assert imported.cohort is not None
    assert imported.sources[0].name == "pasted.txt"


def test_the_same_bytes_have_the_same_hash(read: Any) -> None:
    assert read(PLAIN).sources == read(PLAIN).sources


def test_nothing_is_known_of_a_file_about_something_else(read: Any, keys: Any) -> None:
    imported = read("colour,price\nred,3\nblue,4\n")
    assert keys(imported) == {"nothing_known"}
    mapping = imported.mapping.with_change(ColumnChange("a.csv", "", "B", "assessments.score"))
    assert "nothing_known" not in keys(read("colour,price\nred,3\nblue,4\n", mapping=mapping))


def test_a_table_can_be_left_out(read: Any, keys: Any) -> None:
    mapping = read(PLAIN).mapping.with_change(TableChange("a.csv", "", used=False))
    assert keys(read(PLAIN, mapping=mapping)) == {"nothing_known"}


def test_readers_have_names_and_suffixes() -> None:
    assert len({reader.key for reader in READERS}) == len(READERS)
    assert all(suffix.startswith(".") for reader in READERS for suffix in reader.suffixes)
