"""What is saved under Windows' rules for files, imitated: whole, or as it was, and said."""

from __future__ import annotations

from pathlib import Path

import pytest

from ketgui import writing
from ketgui.project.lock import find_holder, get_this_process, release_lock, take_lock
from ketgui.project.opening import read_file
from ketgui.project.recovery import get_recovery_path, write_recovery
from ketgui.project.saving import get_backup_path, save_study
from ketgui.writing import StagedFolder, explain_failure, replace_file
from tests.project.test_saving import contents, score_in
from tests.windows_files import WindowsFiles


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "Étude dépression.ketgui"
    save_study(path, contents(12))
    return path


@pytest.fixture
def windows(tmp_path: Path, study: Path, monkeypatch: pytest.MonkeyPatch) -> WindowsFiles:
    del study
    monkeypatch.setattr(writing.time, "sleep", lambda _seconds: None)
    return WindowsFiles(tmp_path, monkeypatch)


def list_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_study_is_saved_with_its_backup_and_read_again(windows, study):
    save_study(study, contents(13))
    assert score_in(study).endswith(b",13")
    assert score_in(get_backup_path(study)).endswith(b",12")
    assert list_names(study.parent) == [study.name, f"{study.name}.bak"]


@pytest.mark.parametrize("kept", ["study", "backup"])
def test_a_file_that_is_open_elsewhere_leaves_the_study_as_it_was(windows, study, kept):
    save_study(study, contents(13))
    windows.open_elsewhere.add(study if kept == "study" else get_backup_path(study))
    with pytest.raises(PermissionError) as raised:
        save_study(study, contents(14))
    assert "open elsewhere" in explain_failure(raised.value)
    assert score_in(study).endswith(b",13")
    assert list_names(study.parent) == [study.name, f"{study.name}.bak"]


def test_a_file_that_a_scanner_looks_at_is_replaced_a_moment_later(windows, study, monkeypatch):
    windows.open_elsewhere.add(study)
    monkeypatch.setattr(writing.time, "sleep", lambda _seconds: windows.open_elsewhere.clear())
    save_study(study, contents(14))
    assert score_in(study).endswith(b",14")


@pytest.mark.parametrize(
    "name",
    ["NUL.ketgui", "con", "Com1.csv", "aux .txt", "part:two.csv", "what?.csv", "study.", "a "],
)
def test_a_name_that_windows_would_not_keep_is_refused(windows, tmp_path, name):
    before = list_names(tmp_path)
    with pytest.raises(OSError, match="Invalid") as raised:
        replace_file(tmp_path / name, b"work")
    assert "Windows does not allow its name" in explain_failure(raised.value)
    with pytest.raises(OSError, match="Invalid"):
        StagedFolder(tmp_path / name).begin()
    assert list_names(tmp_path) == before
    assert not windows.devices


@pytest.mark.parametrize("name", ["NULL.csv", "contact.csv", "com10.csv", "a.b.csv", "été (2).csv"])
def test_names_that_only_look_like_them_are_kept(windows, tmp_path, name):
    replace_file(tmp_path / name, b"work")
    assert (tmp_path / name).read_bytes() == b"work"


def test_a_path_that_is_too_long_is_said_to_be(windows, tmp_path):
    folder = tmp_path
    for _level in range(6):
        folder /= "a folder of forty letters in a hospital"
        if len(str(folder.relative_to(tmp_path))) < 200:
            folder.mkdir()
    with pytest.raises(OSError) as raised:  # noqa: PT011 - which error differs by the length
        replace_file(folder / "study.ketgui", b"work")
    assert "too long" in explain_failure(raised.value)


def test_a_name_in_other_letters_is_the_same_study(windows, study):
    other = study.with_name(study.name.upper())
    save_study(other, contents(15))
    assert study.name in list_names(study.parent)
    assert other.name not in list_names(study.parent)
    assert score_in(study).endswith(b",15")


def test_a_lock_is_taken_and_released_under_either_spelling(windows, study):
    assert take_lock(study) is None
    other = study.with_name(study.name.upper())
    assert find_holder(other) == get_this_process()
    release_lock(other)
    assert find_holder(study) is None


def test_a_recovery_copy_beside_an_open_study_is_written_and_read(windows, study):
    windows.open_elsewhere.add(study)
    copy = get_recovery_path(study)
    write_recovery(copy, contents(16))
    write_recovery(copy, contents(17))
    assert read_file(copy)[0].is_usable
    assert score_in(copy).endswith(b",17")


def test_a_report_of_which_one_file_is_open_stays_whole(windows, tmp_path):
    folder = tmp_path / "Rapport"
    for text in ("before", "after"):
        staged = StagedFolder(folder)
        staged.begin()
        for name in ("report.docx", "tables.xlsx"):
            (staged.path / name).write_text(text, encoding="utf-8")
        if text == "before":
            staged.place()
    windows.open_elsewhere.add(folder / "tables.xlsx")
    with pytest.raises(PermissionError) as raised:
        staged.place()
    assert "tables.xlsx" in explain_failure(raised.value)
    read = [(folder / name).read_text(encoding="utf-8") for name in list_names(folder)]
    assert read == ["before", "before"]
