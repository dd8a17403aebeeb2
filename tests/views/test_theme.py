"""Every pair of colours that can meet can be told apart, in every theme."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox

from ketgui.views import theme as themes
from ketgui.views.theme import DARK, LIGHT, THEMES, Theme, choose_theme, make_palette, style_sheet

SURFACES = ("window", "surface", "hover", "selection")
WORDS = ("text", "muted", "accent", "good", "look", "stop")
SHAPES = ("border", "focus", "accent", "good", "look", "stop")


def luminance(colour: str) -> float:
    """Return the relative luminance as WCAG 2.2 defines it."""
    found = QColor(colour)
    parts = [found.redF(), found.greenF(), found.blueF()]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio as WCAG 2.2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=THEMES, ids=lambda theme: theme.key)
def theme(request) -> Theme:
    return request.param


def test_contrast_of_black_and_white_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("surface", SURFACES)
def test_words_have_a_contrast_of_4_5(theme, surface):
    for name in WORDS:
        ratio = contrast(getattr(theme, name), getattr(theme, surface))
        assert ratio >= 4.5, f"{name} on {surface}: {ratio:.2f}"


def test_words_on_the_accent_and_on_selected_rows_have_a_contrast_of_4_5(theme):
    assert contrast(theme.accent_text, theme.accent) >= 4.5
    assert contrast(theme.selection_text, theme.selection) >= 4.5


@pytest.mark.parametrize("surface", ["window", "surface", "hover"])
def test_borders_icons_and_the_ring_have_a_contrast_of_3(theme, surface):
    for name in SHAPES:
        ratio = contrast(getattr(theme, name), getattr(theme, surface))
        assert ratio >= 3, f"{name} on {surface}: {ratio:.2f}"
    assert contrast(theme.focus, theme.selection) >= 3


def test_the_palette_holds_the_themes_colours(theme):
    palette = make_palette(theme)
    role = QPalette.ColorRole
    for name, of_role in (
        ("window", role.Window),
        ("surface", role.Base),
        ("text", role.Text),
        ("selection", role.Highlight),
        ("selection_text", role.HighlightedText),
        ("accent", role.Accent),
        ("accent", role.Link),
        ("muted", role.PlaceholderText),
    ):
        assert palette.color(of_role) == theme.get_colour(name)


def test_the_style_sheet_names_no_colour_that_is_not_the_themes(theme):
    own = {getattr(theme, name).upper() for name in Theme.__dataclass_fields__}
    own.add(themes._mix_faint(theme).name().upper())
    assert {found.upper() for found in re.findall(r"#\w{6}", style_sheet(theme))} <= own


def test_lengths_grow_with_the_letters():
    assert "padding: 2px 12px" in style_sheet(LIGHT)
    assert "padding: 4px 24px" in style_sheet(LIGHT, 2.0)


def test_a_theme_is_chosen_or_follows_the_system(qapp):
    assert choose_theme("dark") is DARK
    assert choose_theme("light") is LIGHT
    assert choose_theme("system") in THEMES


def test_the_window_has_its_letters_and_digits_of_one_width(qapp):
    themes.load_fonts()
    assert themes.FONT in QFontDatabase.families()
    normal, large = themes.make_interface_font(), themes.make_interface_font(200)
    assert large.pointSizeF() == pytest.approx(2 * normal.pointSizeF())
    assert normal.family() == themes.FONT


def test_a_theme_is_used_by_the_whole_application(qapp):
    assert isinstance(qapp, QApplication)
    before = qapp.palette(), qapp.font(), qapp.styleSheet()
    try:
        themes.use_theme(qapp, DARK, 150)
        assert themes.get_current_theme() is DARK
    finally:
        qapp.setPalette(before[0])
        qapp.setFont(before[1])
        qapp.setStyleSheet(before[2])


def test_what_is_ticked_is_drawn_from_files_that_are_there(theme):
    files = re.findall(r'url\("([^"]+)"\)', style_sheet(theme))
    assert len(files) >= 3
    assert all(Path(file).is_file() for file in files)


def test_an_unticked_box_has_a_border_of_3_in_both_themes(qapp, theme):
    before = qapp.palette(), qapp.font(), qapp.styleSheet()
    try:
        themes.use_theme(qapp, theme)
        box = QCheckBox("Hide")
        box.ensurePolished()
        picture = box.grab().toImage()
        row = [picture.pixelColor(x, picture.height() // 2).name() for x in range(6)]
        assert max(contrast(colour, theme.window) for colour in row) >= 3
        box.deleteLater()
    finally:
        qapp.setPalette(before[0])
        qapp.setFont(before[1])
        qapp.setStyleSheet(before[2])
