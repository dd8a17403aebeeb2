"""Where the program's files and the user's folder are."""

from __future__ import annotations

import sys

import pytest

from ketgui import paths


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("win32", {"APPDATA": "/roaming"}, "/roaming/KetGUI"),
        ("win32", {}, "/home/AppData/Roaming/KetGUI"),
        ("darwin", {}, "/home/Library/Application Support/KetGUI"),
        ("linux", {"XDG_CONFIG_HOME": "/config"}, "/config/ketgui"),
        ("linux", {}, "/home/.config/ketgui"),
    ],
)
def test_each_system_has_its_own_folder(monkeypatch, platform, environment, folder):
    for name in ("KETGUI_HOME", "APPDATA", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(paths.Path, "home", staticmethod(lambda: paths.Path("/home")))
    assert paths.find_user_dir().as_posix() == folder


def test_resources_of_a_frozen_program_lie_beside_it(monkeypatch):
    assert paths.find_resource("samples", "example-cohort.xlsx").exists()
    monkeypatch.setattr(sys, "_MEIPASS", "/frozen", raising=False)
    assert paths.find_resource("a", "b").as_posix() == "/frozen/resources/a/b"


def test_a_user_without_a_home_begins_from_the_working_folder(monkeypatch, no_home, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert paths.find_home() == tmp_path


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("report", "/home/report"),
        (" study.ketgui ", "/home/study.ketgui"),
        ("/data/report", "/data/report"),
        ("~nobody-of-this-name/report", "/home/~nobody-of-this-name/report"),
    ],
)
def test_a_path_that_was_typed_begins_at_home(monkeypatch, text, path):
    monkeypatch.setattr(paths.Path, "home", staticmethod(lambda: paths.Path("/home")))
    assert paths.read_path(text).as_posix() == path


def test_what_comes_from_a_file_is_saved_beside_it_but_not_within_the_program(
    monkeypatch, tmp_path
):
    monkeypatch.setattr(paths.Path, "home", staticmethod(lambda: paths.Path("/home")))
    example = paths.find_resource("samples", "example-cohort.xlsx")
    assert paths.find_folder_beside([tmp_path / "clinic.xlsx"]) == tmp_path
    assert paths.find_folder_beside([example]) == paths.Path("/home")
    assert paths.find_folder_beside([]) == paths.Path("/home")
