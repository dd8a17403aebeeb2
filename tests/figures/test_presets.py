"""Presets of journals, and their files."""

from __future__ import annotations

import pytest

from ketgui.figures.presets import BUILT_IN, Preset, PresetError, read_preset, write_preset
from ketgui.figures.style import FigureStyle
from ketgui.reporting.paragraphs.style import STYLES

OURS = Preset("J Affect Disord, “grey”", 140.0, 600, 8.0, "grey", 1.5, "apa")


def test_a_preset_sets_the_look_and_leaves_the_words():
    style = FigureStyle(before="Baseline", language="fr")
    applied = OURS.apply(style)
    assert applied == FigureStyle(140.0, 600, 8.0, "grey", 1.5, "Baseline", "", "fr")
    assert OURS.is_look_of(applied)
    assert not OURS.is_look_of(style)
    assert Preset.of(OURS.name, applied, "apa") == OURS


@pytest.mark.parametrize("preset", [OURS, *BUILT_IN], ids=lambda preset: preset.name)
def test_a_preset_goes_through_its_file_and_back(preset):
    assert read_preset(write_preset(preset)) == preset


def test_built_in_presets_are_possible_and_have_names_of_their_own():
    assert len({preset.name for preset in BUILT_IN}) == len(BUILT_IN)
    for preset in BUILT_IN:
        assert not preset.apply(FigureStyle()).is_small
        assert preset.style in ("", *(style.key for style in STYLES))


def test_what_is_left_out_has_its_default_and_whole_numbers_are_numbers():
    assert read_preset('[preset]\nname = "Ours"\nwidth_mm = 85') == Preset("Ours", 85.0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[preset", "damaged"),
        ("width_mm = 90", r"no part named \[preset\]"),
        ('preset = "Ours"', r"no part named \[preset\]"),
        ("[preset]\nwidth_mm = 90", "no name"),
        ('[preset]\nname = "  "', "no name"),
        ('[preset]\nname = "a\\u0007"', "no name"),
        ('[preset]\nname = "Ours"\ncolour = "red"', "has no colour; it may have name, width_mm"),
        ('[preset]\nname = "Ours"\ndpi = "300"', "dpi has a value of the wrong kind"),
        ('[preset]\nname = "Ours"\ndpi = 5', "resolution lies between 72 and 1200"),
        ('[preset]\nname = "Ours"\npalette = "pink"', "no such palette"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(text, message):
    with pytest.raises(PresetError, match=message):
        read_preset(text)
