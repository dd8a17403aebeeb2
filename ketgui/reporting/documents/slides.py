"""The figures of a report as PowerPoint slides: one a slide, with its title and caption.

The file is written by the program: the library for it needs an imaging library of its own, and is
larger than everything else that a report needs.
"""

from __future__ import annotations

import io
import zipfile
from html import escape

from ketgui.languages import LANGUAGES
from ketgui.reporting.documents.model import Document, FigureBlock, Paragraph
from ketgui.reporting.documents.slide_parts import (
    HEIGHT,
    WIDTH,
    build_fixed_parts,
    build_relations,
    build_slide,
)
from ketgui.reporting.paragraphs.typography import split_spans

# The zip format cannot store an earlier date.
_START = (1980, 1, 1, 0, 0, 0)
_EMU_PER_MM = 36_000
_MARGIN = 457_200
# The title is above these, the caption below.
_PICTURE_TOP, _CAPTION_TOP = 914_400, 5_760_720
_LAYOUT = ("slideLayout", "../slideLayouts/slideLayout1.xml")
# Named in each run: a text box does not take the font of the theme in every program.
_THEME_FONT = '<a:latin typeface="+mn-lt"/>'


def build_slides(document: Document) -> bytes:
    """Return a title slide and a slide for each drawn figure, as PPTX."""
    figures = [b for b in document.blocks if isinstance(b, FigureBlock) and b.image]
    tag = LANGUAGES[document.language].tag
    parts: dict[str, str | bytes] = {
        **build_fixed_parts(len(figures) + 1, ["png"], escape(document.title)),
        "ppt/slides/slide1.xml": build_slide(_draw_title_slide(document, tag)),
        "ppt/slides/_rels/slide1.xml.rels": build_relations([_LAYOUT]),
    }
    for number, figure in enumerate(figures, 2):
        picture = f"image{number}.png"
        parts[f"ppt/slides/slide{number}.xml"] = build_slide(_draw_figure_slide(figure, tag))
        parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = build_relations(
            [_LAYOUT, ("image", f"../media/{picture}")]
        )
        parts[f"ppt/media/{picture}"] = figure.image
    return _pack(parts)


def _draw_title_slide(document: Document, tag: str) -> str:
    # What must not be taken for patients' data says so on the first slide, too.
    notes = [b.text for b in document.blocks if isinstance(b, Paragraph) and b.style != "body"]
    lines = "".join(_write_paragraph(note, tag, 1600) for note in notes)
    return _draw_title(document.title, tag) + _draw_box(3, lines, _PICTURE_TOP, HEIGHT // 2)


def _draw_figure_slide(figure: FigureBlock, tag: str) -> str:
    title = figure.title if figure.title == figure.label else f"{figure.label}. {figure.title}"
    caption = _write_paragraph(figure.caption, tag, 1100)
    room = HEIGHT - _CAPTION_TOP - _MARGIN // 2
    return "".join(
        (_draw_title(title, tag), _draw_picture(figure), _draw_box(4, caption, _CAPTION_TOP, room))
    )


def _draw_title(title: str, tag: str) -> str:
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody>'
        f'<a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="{tag}"/><a:t>{escape(title)}</a:t></a:r>'
        "</a:p></p:txBody></p:sp>"
    )


def _draw_picture(figure: FigureBlock) -> str:
    """Return a picture as large as it fits between title and caption, in its proportions."""
    room_wide, room_high = WIDTH - 2 * _MARGIN, _CAPTION_TOP - _PICTURE_TOP - _MARGIN // 4
    wide, high = figure.width_mm * _EMU_PER_MM, figure.height_mm * _EMU_PER_MM
    scale = min(room_wide / wide, room_high / high)
    across, down = round(wide * scale), round(high * scale)
    left, top = (WIDTH - across) // 2, _PICTURE_TOP + (room_high - down) // 2
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="3" name="{escape(figure.key)}" '
        f'descr="{escape(figure.alt)}"/><p:cNvPicPr><a:picLocks noChangeAspect="1"/>'
        '</p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="rId2"/><a:stretch>'
        f'<a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
        f'<a:ext cx="{across}" cy="{down}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></p:spPr></p:pic>"
    )


def _draw_box(number: int, paragraphs: str, top: int, height: int) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Text"/><p:cNvSpPr txBox="1"/><p:nvPr/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{_MARGIN}" y="{top}"/>'
        f'<a:ext cx="{WIDTH - 2 * _MARGIN}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect">'
        '<a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="square">'
        f"<a:normAutofit/></a:bodyPr><a:lstStyle/>{paragraphs or '<a:p/>'}</p:txBody></p:sp>"
    )


def _write_paragraph(text: str, tag: str, size: int) -> str:
    """Return a paragraph, its size in hundredths of a point, with symbols of statistics set."""
    runs: list[str] = []
    for span in split_spans(text):
        look = ' i="1"' if span.italic else ' baseline="-25000"' if span.subscript else ""
        runs.append(
            f'<a:r><a:rPr lang="{tag}" sz="{size}"{look}>{_THEME_FONT}</a:rPr>'
            f"<a:t>{escape(span.text)}</a:t></a:r>"
        )
    return f"<a:p>{''.join(runs)}</a:p>"


def _pack(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _START)
            # A PNG is packed already.
            is_picture = name.endswith(".png")
            entry.compress_type = zipfile.ZIP_STORED if is_picture else zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return out.getvalue()
