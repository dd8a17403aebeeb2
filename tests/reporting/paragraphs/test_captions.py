"""The captions and sizes of figures as text."""

from __future__ import annotations

from ketgui.figures.catalogue.outcomes import before_after
from ketgui.figures.style import FigureStyle
from ketgui.reporting.paragraphs.captions import format_captions
from ketgui.text import language


def test_a_caption_has_the_size_on_paper_and_in_pixels(example):
    spec = before_after.build(example)
    style = FigureStyle(width_mm=127.0, dpi=300, font_points=8.0)
    name, title, caption, size = format_captions([("before_after.svg", spec)], style).splitlines()
    assert (name, title, caption) == ("before_after.svg", spec.title, spec.caption)
    # 127 mm are five inches.
    assert size.startswith("127.0 × ")
    assert "; 1500 × " in size.replace("\u00a0", "").replace(",", "")
    assert size.endswith("at 300 dpi; letters of 8.0 points")


def test_every_figure_is_named_in_the_readers_language(example):
    figures = [(name, before_after.build(example)) for name in ("a", "b")]
    with language("fr"):
        lines = format_captions(figures, FigureStyle(width_mm=127.0)).splitlines()
    assert [line for line in lines if line in ("a", "b")] == ["a", "b"]
    assert "127,0" in lines[3]
