"""The kinds of document: each declared once, each written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

import pytest

from ketgui.figures.catalogue import MAIN_FIGURES
from ketgui.reporting.documents.kinds import DOCUMENTS, get_documents
from ketgui.reporting.documents.report import build_report
from tests.stub_renderer import STUB

# What a file of each kind begins with.
STARTS = {
    "docx": b"PK",
    "pptx": b"PK",
    "xlsx": b"PK",
    "html": b"<!DOCTYPE html>",
    "md": b"# ",
    "pdf": b"MADRS",
}
# The key of a kind that is a folder, and the file in it by which it is known.
FOLDERS = {"r": ("check.R", b"# ")}


def test_no_two_kinds_share_a_key_or_a_file():
    assert len({kind.key for kind in DOCUMENTS}) == len(DOCUMENTS)
    files = [file for kind in DOCUMENTS for file in kind.list_files(divides=True)]
    assert len(set(files)) == len(files) > len(DOCUMENTS)


@pytest.mark.parametrize("kind", DOCUMENTS, ids=lambda kind: kind.key)
def test_every_kind_is_written_in_its_own_format(example, kind):
    document = build_report(example, MAIN_FIGURES[:1], STUB.draw_picture)
    written = kind.write(example, document, STUB)
    if isinstance(written, Mapping):
        name, start = FOLDERS[kind.key]
        assert written[name].startswith(start)
        return
    assert written.lower().startswith(STARTS[kind.key].lower())
    assert kind.file.endswith(f".{kind.key}")


def test_kinds_come_in_the_order_of_their_keys():
    assert [kind.key for kind in get_documents(("md", "docx"))] == ["md", "docx"]
    with pytest.raises(KeyError):
        get_documents(("odt",))


def test_the_kinds_are_listed_without_what_writes_them():
    script = (
        "import sys; import ketgui.cli;"
        "heavy = {'pandas', 'docx', 'xlsxwriter', 'PySide6'}; print(heavy & set(sys.modules))"
    )
    listed = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert listed.stdout.strip() == "set()"
