"""The user's presets are files beside the preferences."""

from __future__ import annotations

import pytest

from ketgui.figures.presets import Preset, PresetError
from ketgui.views.report.composer import preset_store

OURS, THEIRS = Preset("Ours: grey!", 85.0, palette="grey"), Preset("Ours. grey?", 120.0)


def test_presets_are_kept_by_name_and_forgotten():
    assert preset_store.list_presets() == ()
    preset_store.save_preset(OURS)
    preset_store.save_preset(THEIRS)
    assert preset_store.list_presets() == (THEIRS, OURS)
    changed = Preset(OURS.name, 90.0)
    preset_store.save_preset(changed)
    assert preset_store.list_presets() == (THEIRS, changed)
    preset_store.delete_preset(THEIRS.name)
    preset_store.delete_preset("never there")
    assert preset_store.list_presets() == (changed,)


def test_a_damaged_file_among_them_hides_no_other(tmp_path, monkeypatch):
    monkeypatch.setenv("KETGUI_HOME", str(tmp_path))
    preset_store.save_preset(OURS)
    (tmp_path / "figure-presets" / "damaged.toml").write_text("[preset")
    assert preset_store.list_presets() == (OURS,)


def test_a_file_is_shared(tmp_path):
    path = tmp_path / preset_store.suggest_file_name(OURS)
    preset_store.write_preset_file(path, OURS)
    assert path.suffix == ".toml"
    assert preset_store.read_preset_file(path) == OURS


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"[preset", "damaged"), (b"\xff\xfe\x00", "no text file"), (b"#" * 200_000, "too large")],
)
def test_what_is_no_preset_is_named_with_its_file(tmp_path, data, message):
    path = tmp_path / "theirs.toml"
    path.write_bytes(data)
    with pytest.raises(PresetError, match=rf"theirs\.toml: .*{message}"):
        preset_store.read_preset_file(path)
