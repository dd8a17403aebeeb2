"""A file is replaced whole or stays as it was."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from ketgui.reporting.writing import replace_file


@pytest.fixture
def kept(tmp_path) -> Path:
    path = tmp_path / "résultats d’été.csv"
    path.write_bytes(b"old")
    return path


def test_a_file_is_replaced_and_nothing_else_is_left(kept):
    replace_file(kept, b"new")
    assert kept.read_bytes() == b"new"
    assert list(kept.parent.iterdir()) == [kept]


def refusing(number):
    def refuse(*_given):
        raise OSError(number, os.strerror(number), "elsewhere")

    return refuse


@pytest.mark.parametrize(
    ("name", "number"),
    [("fsync", errno.ENOSPC), ("replace", errno.EACCES)],
    ids=["the disk is full", "it is open elsewhere"],
)
def test_what_cannot_be_written_leaves_the_old_file(kept, monkeypatch, name, number):
    monkeypatch.setattr(os, name, refusing(number))
    with pytest.raises(OSError, match=os.strerror(number)) as raised:
        replace_file(kept, b"new")
    assert raised.value.filename == str(kept)
    assert kept.read_bytes() == b"old"
    assert list(kept.parent.iterdir()) == [kept]


def test_a_share_that_cannot_sync_is_believed(kept, monkeypatch):
    monkeypatch.setattr(os, "fsync", refusing(errno.EINVAL))
    replace_file(kept, b"new")
    assert kept.read_bytes() == b"new"


def test_a_folder_that_is_not_there_or_a_name_too_long_is_said(tmp_path):
    with pytest.raises(FileNotFoundError):
        replace_file(tmp_path / "gone" / "x.csv", b"new")
    with pytest.raises(OSError, match="too long"):
        replace_file(tmp_path / ("x" * 300), b"new")
    assert list(tmp_path.iterdir()) == []
