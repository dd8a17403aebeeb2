"""The order in which readers are asked."""

from __future__ import annotations

import pytest

from ketgui.importing.tables.readers.registry import READERS
from ketgui.importing.tables.sources import SourceFile
from tests.places import DATA


@pytest.mark.parametrize(
    ("name", "key"),
    [("workbook.xlsx", "workbook"), ("labels.sav", "spss"), ("labels.dta", "stata"),
     ("transport.xpt", "sas"), ("clean.csv", "delimited")],
)  # fmt: skip
def test_the_first_that_recognises_a_file_is_its_own(name: str, key: str) -> None:
    source = SourceFile(name, (DATA / name).read_bytes())
    assert next(reader.key for reader in READERS if reader.can_read(source)) == key


def test_readers_have_keys_and_suffixes_of_their_own() -> None:
    assert len({reader.key for reader in READERS}) == len(READERS)
    suffixes = [suffix for reader in READERS for suffix in reader.suffixes]
    assert all(suffix.startswith(".") for suffix in suffixes)
