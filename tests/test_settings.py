"""Preferences: what is saved is loaded, and damage is the default."""

from __future__ import annotations

import errno
import json
import os
import sys

import pytest

from ketgui import paths, settings
from ketgui.settings import Settings


def test_what_is_saved_is_loaded(tmp_path):
    chosen = Settings("fr", 90.0, 600, (320, 700))
    assert settings.save(chosen, tmp_path / "new" / "folder") == ""
    assert settings.load(tmp_path / "new" / "folder") == chosen


def test_the_folder_is_the_users_own():
    settings.save(Settings(language="fr"))
    assert settings.load().language == "fr"
    assert (paths.find_user_dir() / "settings.json").exists()


@pytest.mark.parametrize("damaged", [b"", b"{", b"[1, 2]", b"\xff\xfe", b"null"])
def test_a_damaged_file_is_the_default(tmp_path, damaged):
    (tmp_path / "settings.json").write_bytes(damaged)
    assert settings.load(tmp_path) == Settings()


@pytest.mark.parametrize(
    "stored",
    [
        {"language": 3},
        {"figure_dpi": "300"},
        {"figure_dpi": True},
        {"figure_width_mm": None},
        {"splitter": ["320"]},
        {"splitter": 320},
        {"unknown": 1},
    ],
)
def test_a_value_of_another_type_is_the_default(tmp_path, stored):
    (tmp_path / "settings.json").write_text(json.dumps(stored), encoding="utf-8")
    assert settings.load(tmp_path) == Settings()


def test_a_whole_number_of_millimetres_is_a_width(tmp_path):
    (tmp_path / "settings.json").write_text('{"figure_width_mm": 90}', encoding="utf-8")
    assert settings.load(tmp_path).figure_width_mm == 90.0


def test_a_folder_that_cannot_be_written_to_is_no_hindrance(tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    assert settings.save(Settings(language="fr"), in_the_way / "folder")
    assert in_the_way.read_text(encoding="utf-8") == ""


def test_preferences_that_cannot_be_written_whole_stay_as_they_were(tmp_path, monkeypatch):
    kept = Settings(language="fr")
    settings.save(kept, tmp_path)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert settings.save(Settings(language="en"), tmp_path) == "the disk is full"
    assert settings.load(tmp_path) == kept
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
def test_a_user_without_a_home_has_the_defaults(monkeypatch, no_home, platform):
    monkeypatch.setattr(sys, "platform", platform)
    assert settings.save(Settings(language="fr")).startswith("the folder is not there")
    assert settings.load() == Settings()
    with pytest.raises(OSError, match="home"):
        paths.find_user_dir()
