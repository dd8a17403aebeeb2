"""Files that are not those of the build are named."""

from __future__ import annotations

import pytest

from ketgui.domain.unavailable import Unavailable
from ketgui.validation.installation import FILE_LIST, InstalledFiles, check_files, format_file_list


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "_internal").mkdir()
    (tmp_path / "ketgui").write_bytes(b"program")
    (tmp_path / "_internal" / "library.so").write_bytes(b"library")
    (tmp_path / FILE_LIST).write_text(format_file_list(tmp_path), encoding="utf-8")
    return tmp_path


def test_the_list_has_the_form_of_sha256sum(folder):
    # `printf program | sha256sum`
    digest = "1310ca2c8932dbd118668bd97442558a3e1f546b5e15c69699dfbd6024f548d8"
    lines = (folder / FILE_LIST).read_text(encoding="utf-8").splitlines()
    assert [line.split("  ")[1] for line in lines] == ["_internal/library.so", "ketgui"]
    assert lines[1] == f"{digest}  ketgui"


def test_what_is_as_built_is_said_to_be(folder):
    found = check_files(folder)
    assert found == InstalledFiles(2)
    assert InstalledFiles(2).are_as_built


def test_a_changed_a_missing_and_an_added_file_are_named(folder):
    (folder / "ketgui").write_bytes(b"another")
    (folder / "_internal" / "library.so").unlink()
    (folder / "uninstall.exe").write_bytes(b"")
    found = check_files(folder)
    names = ("ketgui",), ("_internal/library.so",), ("uninstall.exe",)
    assert found == InstalledFiles(2, *names)
    assert not InstalledFiles(2, *names).are_as_built


def test_an_added_file_alone_is_no_change_of_the_build(folder):
    (folder / "uninstall.exe").write_bytes(b"")
    found = check_files(folder)
    assert found == InstalledFiles(2, added=("uninstall.exe",))
    assert InstalledFiles(2, added=("uninstall.exe",)).are_as_built


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"no list at all"])
def test_a_broken_list_is_a_reason(folder, content):
    (folder / FILE_LIST).write_bytes(content)
    assert isinstance(check_files(folder), Unavailable)


def test_run_from_its_source_there_is_no_list(tmp_path):
    assert isinstance(check_files(tmp_path), Unavailable)
