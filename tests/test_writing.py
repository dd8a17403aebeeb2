"""A file is replaced whole or stays as it was."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ketgui import writing
from ketgui.importing.template import write_filled
from ketgui.reporting.documents.table_file import write_table
from ketgui.reporting.tables.display_table import build_tables
from ketgui.text import language
from ketgui.views.importing import key
from ketgui.writing import StagedFolder, describe_cause, explain_failure, replace_file


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


WRITERS = {
    "a filled template": lambda path, example: write_filled(path, example.cohort),
    "a table": lambda path, example: write_table(build_tables(example)[0], path, "csv"),
    "a key": lambda path, _example: key._report_written(path, [("P01", "1234567")]),
}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_nothing_that_is_written_harms_an_older_file(kept, monkeypatch, example, write):
    monkeypatch.setattr(os, "fsync", refusing(errno.ENOSPC))
    with contextlib.suppress(OSError):
        assert "was not written" in write(kept, example)
    assert kept.read_bytes() == b"old"
    assert list(kept.parent.iterdir()) == [kept]


def test_what_is_said_names_the_file_the_reason_and_what_to_do(kept):
    error = OSError(errno.ENOSPC, "No space left on device", str(kept))
    assert explain_failure(error) == (
        f"{kept} was not written: the disk is full. Make room on the disk, or choose another one. "
        "What was there before is as it was."
    )


@pytest.mark.parametrize("name", ["ENOSPC", "EACCES", "EROFS", "ENOENT", "ENAMETOOLONG", "EISDIR"])
def test_no_word_of_the_system_s_own_language_is_shown(kept, name):
    number = getattr(errno, name)
    with language("fr"):
        said = explain_failure(OSError(number, os.strerror(number), str(kept)))
    assert os.strerror(number) not in said
    assert "n’a pas été écrit" in said


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


def test_a_file_in_the_place_of_the_folder_is_said_of_the_file_that_was_wanted(kept):
    with pytest.raises(NotADirectoryError) as raised:
        replace_file(kept / "x.csv", b"new")
    assert raised.value.filename == str(kept / "x.csv")


def test_the_reason_alone_is_in_the_program_s_own_words():
    denied = OSError(errno.EACCES, os.strerror(errno.EACCES))
    with language("fr"):
        assert describe_cause(denied) == "vous ne pouvez pas y écrire, ou il est ouvert ailleurs"
    assert (
        describe_cause(OSError(errno.EIO, "a reason of the disk's own"))
        == "a reason of the disk's own"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_stays_a_link_and_what_it_leads_to_is_replaced(tmp_path, kept):
    link = tmp_path / "link.csv"
    link.symlink_to(kept)
    replace_file(link, b"new")
    assert link.is_symlink()
    assert kept.read_bytes() == b"new"
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    with pytest.raises(OSError, match=r".*") as raised:
        replace_file(loop, b"new")
    assert raised.value.filename == str(loop)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such modes there")
def test_who_may_read_a_file_stays_and_a_private_one_is_its_owners(tmp_path, kept):
    kept.chmod(0o640)
    replace_file(kept, b"new", private=True)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640
    replace_file(tmp_path / "study.ketgui", b"new", private=True)
    assert stat.S_IMODE((tmp_path / "study.ketgui").stat().st_mode) == 0o600


def test_the_folder_is_synced_after_the_file(kept, monkeypatch):
    synced = []
    real = os.fsync

    def record(descriptor: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(descriptor).st_mode))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", record)
    replace_file(kept, b"new")
    assert synced == ([False] if sys.platform == "win32" else [False, True])


def test_what_a_killed_process_left_is_removed_and_what_a_running_one_writes_is_not(kept):
    folder = kept.parent
    for name in (".4194305-1.part", f".{os.getpid()}-99.part", ".notes-1.part", "a.part"):
        (folder / name).write_bytes(b"half")
    replace_file(kept, b"new")
    left = {path.name for path in folder.iterdir()} - {kept.name}
    assert left == {f".{os.getpid()}-99.part", ".notes-1.part", "a.part"}


def test_a_sharing_violation_on_windows_is_tried_again(kept, monkeypatch):
    monkeypatch.setattr(writing.sys, "platform", "win32")
    monkeypatch.setattr(writing.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(writing, "is_running", lambda _process: True)
    attempts = []
    real = os.replace

    def busy_twice(old: Path, new: Path) -> None:
        attempts.append(new)
        if len(attempts) < 3:
            raise PermissionError(errno.EACCES, "in use", str(new))
        real(old, new)

    monkeypatch.setattr(os, "replace", busy_twice)
    replace_file(kept, b"new")
    assert kept.read_bytes() == b"new"
    attempts.clear()
    monkeypatch.setattr(os, "replace", refusing(errno.EACCES))
    with pytest.raises(PermissionError):
        replace_file(kept, b"newer")
    assert kept.read_bytes() == b"new"


@pytest.fixture
def staged(tmp_path):
    """A folder with files of before, and others for it beside."""
    folder = tmp_path / "report"
    (folder / "tables").mkdir(parents=True)
    for name in ("a.txt", "tables/b.csv", "notes.txt"):
        (folder / name).write_text("before", encoding="utf-8")
    made = StagedFolder(folder)
    made.begin()
    (made.path / "tables").mkdir()
    for name in ("a.txt", "tables/b.csv", "tables/c.csv"):
        (made.path / name).write_text("after", encoding="utf-8")
    return made


def read_all(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}


BEFORE = {"a.txt": "before", "tables/b.csv": "before", "notes.txt": "before"}


def test_staged_files_take_their_places_together_and_others_stay(tmp_path, staged):
    assert read_all(tmp_path / "report") == BEFORE
    staged.place()
    placed = {"a.txt": "after", "tables/b.csv": "after", "tables/c.csv": "after"}
    assert read_all(tmp_path / "report") == placed | {"notes.txt": "before"}
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


@pytest.mark.parametrize("open_file", ["a.txt", "tables/b.csv"])
def test_a_file_that_is_open_elsewhere_leaves_all_as_it_was(
    tmp_path, staged, monkeypatch, open_file
):
    # As under Windows, where an open file can be neither replaced nor renamed.
    target = tmp_path / "report" / open_file
    replace = Path.replace

    def replace_unless_open(source: Path, wanted: Path) -> Path:
        if target in (source, wanted):
            raise PermissionError(errno.EACCES, "in use", str(source))
        return replace(source, wanted)

    monkeypatch.setattr(Path, "replace", replace_unless_open)
    with pytest.raises(PermissionError) as raised:
        staged.place()
    assert raised.value.filename == str(target)
    assert read_all(tmp_path / "report") == BEFORE
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


@pytest.mark.parametrize("fault", range(5))
def test_a_rename_that_fails_leaves_all_as_it_was(tmp_path, staged, monkeypatch, fault):
    calls, replace = [], Path.replace

    def replace_or_fail(source: Path, wanted: Path) -> Path:
        calls.append(source)
        if len(calls) == fault + 1:
            raise OSError(errno.EIO, "broken", str(source))
        return replace(source, wanted)

    monkeypatch.setattr(Path, "replace", replace_or_fail)
    with pytest.raises(OSError, match="broken"):
        staged.place()
    assert read_all(tmp_path / "report") == BEFORE


def test_what_a_killed_process_staged_is_removed(tmp_path, staged):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = tmp_path / f".{ended.pid}-1-2.part"
    left.mkdir()
    (left / "a.txt").write_text("half", encoding="utf-8")
    StagedFolder(tmp_path / "report").begin()
    assert not left.exists()
    assert staged.path.exists()
