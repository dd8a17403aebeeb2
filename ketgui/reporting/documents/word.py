"""A document as DOCX, with Word's own styles, tables, captions and alternative texts."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ketgui import __version__
from ketgui.reporting.documents import word_parts as part
from ketgui.reporting.documents.column_widths import compute_column_widths, count_lines
from ketgui.reporting.documents.model import (
    Block,
    BulletList,
    Document,
    FigureBlock,
    Heading,
    Paragraph,
    TableBlock,
)
from ketgui.text import language

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

# Fixed dates make the same document the same bytes at any time.
_FIXED_DATE = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_START = (1980, 1, 1, 0, 0, 0)
# Word numbers captions by the name of their sequence; supplementary ones have their own.
_SEQUENCE_SUFFIXES = {False: "", True: "S"}
# A longer table may go on on the next page: kept whole, it would leave a third of a page white.
_MAX_UNBROKEN_LINES = 16
_STYLES = {"body": "Body Text", "note": part.NOTE, "warning": part.WARNING}


def build_word_file(document: Document) -> bytes:
    """Return the document as a DOCX file."""
    import docx

    file = docx.Document()
    part.set_up(file, document.language, document.paper_mm)
    _set_properties(file, document)
    file.add_paragraph(document.title, style="Title")
    with language(document.language):
        for block in document.blocks:
            _add_block(file, block, part.compute_text_width_mm(document.paper_mm))
    out = io.BytesIO()
    file.save(out)
    return _remove_dates(out.getvalue())


def _set_properties(file: WordDocument, document: Document) -> None:
    properties = file.core_properties
    properties.title, properties.author, properties.last_modified_by = document.title, "", ""
    properties.comments, properties.language = f"KetGUI {__version__}", document.language
    properties.created = properties.modified = _FIXED_DATE
    properties.revision = 1


def _add_block(file: WordDocument, block: Block, available_mm: float) -> None:
    match block:
        case Heading(text, level):
            file.add_heading(text, level)
        case Paragraph(text, style):
            part.add_words(file.add_paragraph(style=_STYLES[style]), text)
        case BulletList(items):
            for item in items:
                part.add_words(file.add_paragraph(style="List Bullet"), item)
        case TableBlock():
            _add_table(file, block, available_mm)
        case FigureBlock():
            _add_figure(file, block, available_mm)


def _add_table(file: WordDocument, block: TableBlock, available_mm: float) -> None:
    table = block.table
    caption = file.add_paragraph(style="Caption")
    # A caption must not stand alone at the foot of a page.
    caption.paragraph_format.keep_with_next = True
    part.add_caption_number(
        caption, f"Table{_SEQUENCE_SUFFIXES[block.supplements]}", block.label, block.number
    )
    caption.add_run(table.heading)
    header_rows = 1 + bool(table.groups)
    grid = file.add_table(header_rows + len(table.rows), len(table.headers), style=part.TABLE_STYLE)
    part.set_table_alt(grid, table.heading)
    part.add_groups(grid, table)
    part.fill_row(grid.rows[header_rows - 1], table.headers, table.numeric)
    for row in list(grid.rows)[:header_rows]:
        part.repeat_on_every_page(row)
    for index, (row, texts) in enumerate(
        zip(list(grid.rows)[header_rows:], table.rows, strict=True)
    ):
        part.fill_row(row, texts, table.numeric, table.indent(index))
    widths = compute_column_widths(table, available_mm)
    is_short = count_lines(table, widths) <= _MAX_UNBROKEN_LINES
    part.finish_table(grid, header_rows, widths, is_short, has_note=bool(table.note))
    note = file.add_paragraph(style=part.NOTE)
    note.paragraph_format.keep_together = True
    part.add_words(note, table.note)


def _add_figure(file: WordDocument, figure: FigureBlock, available_mm: float) -> None:
    if figure.image:
        _add_picture(file, figure, available_mm)
    caption = file.add_paragraph(style="Caption")
    caption.paragraph_format.keep_together = True
    part.add_caption_number(
        caption, f"Figure{_SEQUENCE_SUFFIXES[figure.supplements]}", figure.label, figure.number
    )
    part.add_words(caption, figure.words, bold=False)


def _add_picture(file: WordDocument, figure: FigureBlock, available_mm: float) -> None:
    from docx.shared import Mm

    paragraph = file.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    # A figure wider than the text is scaled down in its proportions.
    width = min(figure.width_mm, available_mm)
    height = figure.height_mm * width / figure.width_mm
    shape = paragraph.add_run().add_picture(io.BytesIO(figure.image), Mm(width), Mm(height))
    properties = part.get_picture_xml(shape).docPr
    properties.set("descr", figure.alt)
    properties.set("name", figure.key)


def _remove_dates(data: bytes) -> bytes:
    """Return the same file without the times at which its parts were packed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            # The zip format cannot store an earlier date than 1980.
            entry = zipfile.ZipInfo(name, _ZIP_START)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()
