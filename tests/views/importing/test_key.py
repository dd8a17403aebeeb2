"""The key of replaced ids."""

from __future__ import annotations

from ketgui.views.importing.key import KeyOfIds, write_key

KEY = (("S01", "Ann"), ("S02", "Bob"))


def test_the_key_names_each_id_once():
    lines = write_key(KEY).splitlines()
    assert lines[1:] == ["S01,Ann", "S02,Bob"]


def test_it_is_explained_and_written_nowhere_by_itself(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("ketgui.views.importing.key.ask_save", lambda *_args: None)
    widget = KeyOfIds(KEY)
    qtbot.addWidget(widget)
    widget._on_save()
    assert widget._message.text() == ""
    monkeypatch.setattr("ketgui.views.importing.key.ask_save", lambda *_args: tmp_path / "key")
    widget._on_save()
    assert (tmp_path / "key.csv").read_bytes().decode("utf-8-sig") == write_key(KEY)
