"""The user's presets of figures, a file each beside the preferences, and files from others."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ketgui.domain.folding import to_identifier
from ketgui.figures.presets import Preset, PresetError, read_preset, write_preset
from ketgui.paths import find_user_dir
from ketgui.text import _
from ketgui.writing import replace_file

_FOLDER = "figure-presets"
# A preset has some hundred letters; a file that is much larger is something else.
_MOST_BYTES = 100_000


def list_presets() -> tuple[Preset, ...]:
    """Return the user's presets by name; files that cannot be used are left out."""
    presets: list[Preset] = []
    try:
        paths = sorted(_get_folder().glob("*.toml"))
    except OSError:
        # A user without a home folder has no presets.
        return ()
    for path in paths:
        try:
            presets.append(read_preset_file(path))
        except (OSError, PresetError):
            continue
    return tuple(sorted(presets, key=lambda preset: preset.name.casefold()))


def save_preset(preset: Preset) -> None:
    """Keep a preset under its name, in place of one of the same name.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    path = _find_path(preset.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_preset_file(path, preset)


def delete_preset(name: str) -> None:
    """Forget the preset of a name.

    Raises
    ------
    OSError
        If its file cannot be deleted.
    """
    _find_path(name).unlink(missing_ok=True)


def read_preset_file(path: Path) -> Preset:
    """Return the preset in a file.

    Raises
    ------
    OSError
        If the file cannot be read.
    PresetError
        If it holds no preset; the message begins with the file's name.
    """
    data = path.read_bytes()
    try:
        if len(data) > _MOST_BYTES:
            raise PresetError(_("This is not a preset for figures: it is too large."))
        return read_preset(data.decode("utf-8"))
    except UnicodeDecodeError:
        message = _("This is not a preset for figures: it is no text file.")
        raise PresetError(f"{path.name}: {message}") from None
    except PresetError as error:
        raise PresetError(f"{path.name}: {error}") from None


def write_preset_file(path: Path, preset: Preset) -> None:
    """Write a preset for somebody else.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    replace_file(path, write_preset(preset).encode("utf-8"))


def suggest_file_name(preset: Preset) -> str:
    """Return a name for a preset's file."""
    return f"{to_identifier(preset.name) or 'preset'}.toml"


def _get_folder() -> Path:
    return find_user_dir() / _FOLDER


def _find_path(name: str) -> Path:
    # Two names may differ in signs alone, which no file name holds.
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return _get_folder() / f"{to_identifier(name)}-{digest}.toml"
