"""Word's own features for a report: styles, numbered captions, repeated header rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ketgui.languages import LANGUAGES
from ketgui.reporting.documents.column_widths import TABLE_POINTS
from ketgui.reporting.paper import MARGIN_MM
from ketgui.reporting.paragraphs.typography import split_spans
from ketgui.reporting.tables.display_table import DisplayTable

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table as Grid
    from docx.table import _Row as GridRow  # pyright: ignore[reportPrivateUsage]
    from docx.text.paragraph import Paragraph as WordParagraph

TABLE_STYLE, NOTE, WARNING = "KetGUI Table", "KetGUI Note", "KetGUI Warning"
_CELL_TEXT, _HEADER_TEXT = "KetGUI Cell", "KetGUI Column Heading"
# python-docx gives a style of ours the name without spaces.
_CELL_TEXT_ID, _HEADER_TEXT_ID = "KetGUICell", "KetGUIColumnHeading"
# Rows of a table that stay together at its beginning and at its end.
_KEPT_ROWS = 2
_FONT = "Arial"
_XMLNS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
# Lines above, below and under the headers only, as journals print tables.
_TABLE_STYLE_XML = f"""
<w:style {_XMLNS} w:type="table" w:customStyle="1" w:styleId="KetGUITable">
  <w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>
  <w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/>
    <w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/></w:tblBorders>
    <w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="110" w:type="dxa"/>
    <w:bottom w:w="30" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>
</w:style>"""
_HEAD_RULE = (
    f'<w:tcBorders {_XMLNS}><w:bottom w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    "</w:tcBorders>"
)


def set_up(file: WordDocument, language: str, paper_mm: tuple[float, float]) -> None:
    """Set the language, page, margins and styles of a blank document."""
    from docx.enum.section import WD_ORIENT
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    styles: Any = file.styles
    styles.element.append(_parse_xml(_TABLE_STYLE_XML))
    for language_tag in styles.element.iter(qn("w:lang")):
        language_tag.set(qn("w:val"), LANGUAGES[language].tag)
    page = file.sections[0]
    if paper_mm[0] > paper_mm[1]:
        page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(paper_mm[0]), Mm(paper_mm[1])
    for edge in ("left", "right", "top", "bottom"):
        setattr(page, f"{edge}_margin", Mm(MARGIN_MM))
    for name, size, bold in (
        ("Normal", 10, False), ("Title", 17, True), ("Heading 1", 14, True),
        ("Heading 2", 12, True), ("Heading 3", 10.5, True), ("Caption", 9, True),
    ):  # fmt: skip
        style = styles[name]
        _set_font(style)
        style.font.size, style.font.bold = Pt(size), bold
        style.font.color.rgb = RGBColor(0, 0, 0)
    _remove_rule(styles["Title"])
    for name, size in (
        (NOTE, 9), (WARNING, 9), (_CELL_TEXT, TABLE_POINTS), (_HEADER_TEXT, TABLE_POINTS)
    ):  # fmt: skip
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.size, style.font.bold = Pt(size), name in (WARNING, _HEADER_TEXT)
    # A paragraph style overrides the table's style, so that cells need a paragraph style.
    styles[NOTE].paragraph_format.space_before = Pt(3)
    styles["Caption"].paragraph_format.space_before = Pt(6)
    for name in (_CELL_TEXT, _HEADER_TEXT):
        styles[name].paragraph_format.space_after = Pt(0)
        styles[name].paragraph_format.line_spacing = 1.0
    for name in ("Body Text", "Caption", "List Bullet", NOTE, WARNING):
        styles[name].paragraph_format.space_after = Pt(6)


def _remove_rule(style: Any) -> None:
    """Remove the coloured line under the title of the blank document."""
    from docx.oxml.ns import qn

    for line in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(line)


def _set_font(style: Any) -> None:
    from docx.oxml.ns import qn

    style.font.name = _FONT
    # Theme fonts take precedence over the named font in Word.
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)


def add_caption_number(paragraph: WordParagraph, kind: str, label: str, number: int) -> None:
    """Start a caption with a number that Word updates ("Table 1. "); nothing for number 0.

    Parameters
    ----------
    kind : str
        Name of the numbering sequence: "Table", "FigureS".
    label : str
        The full label, which ends with the number.
    """
    if not number:
        return
    paragraph.add_run(label.removesuffix(str(number)))
    for content in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> SEQ {kind} \\* ARABIC </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{number}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        get_xml(paragraph).append(_parse_xml(f"<w:r {_XMLNS}>{content}</w:r>"))
    paragraph.add_run(". ")


def add_words(paragraph: WordParagraph, text: str, bold: bool | None = None) -> None:
    """Add a text to a paragraph, with the typography of statistical symbols."""
    for span in split_spans(text):
        run = paragraph.add_run(span.text)
        run.bold = bold
        if span.italic:
            run.italic = True
        if span.subscript:
            run.font.subscript = True


def set_table_alt(grid: Grid, text: str) -> None:
    """Set a table's alternative text, for readers who cannot see it."""
    from docx.oxml.ns import qn

    description = _create_element("tblDescription")
    description.set(qn("w:val"), text)
    get_xml(grid).tblPr.append(description)


def add_groups(grid: Grid, table: DisplayTable) -> None:
    """Write the headings that span several columns."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    first = 0
    for group in table.groups:
        cell = grid.cell(0, first).merge(grid.cell(0, first + group.columns - 1))
        cell.paragraphs[0].style = _HEADER_TEXT
        cell.paragraphs[0].add_run(group.title)
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        if group.title:
            _rule_below(get_xml(cell))
        first += group.columns


def fill_row(
    row: GridRow, texts: tuple[str, ...], numeric: tuple[bool, ...], indent: int = 0
) -> None:
    """Write a row's cells: numbers right-aligned, the label indented by `indent` levels."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm
    from docx.text.paragraph import Paragraph

    # Working on the XML is much faster than python-docx cells, which rebuild the grid each time.
    for column, (cell, text) in enumerate(zip(get_xml(row).tc_lst, texts, strict=True)):
        paragraph = Paragraph(cell.p_lst[0], row)  # pyright: ignore[reportArgumentType]
        # By its key: python-docx would look through all styles in every cell.
        cell.p_lst[0].style = _CELL_TEXT_ID
        add_words(paragraph, text)
        if numeric[column]:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif indent and not column:
            paragraph.paragraph_format.left_indent = Mm(4 * indent)


def repeat_on_every_page(row: GridRow) -> None:
    """Make a row a header row: in the style of headings, and repeated on every page."""
    get_xml(row).get_or_add_trPr().append(_create_element("tblHeader"))
    for paragraph in (p for cell in get_xml(row).tc_lst for p in cell.p_lst):
        paragraph.style = _HEADER_TEXT_ID


def finish_table(
    grid: Grid, header_rows: int, widths: tuple[float, ...], keep_on_one_page: bool, *,
    has_note: bool = False,
) -> None:  # fmt: skip
    """Draw the line under the headers, set page breaks, and set the columns' widths."""
    from docx.text.paragraph import Paragraph

    rows: Any = list(grid.rows)
    for cell in get_xml(rows[header_rows - 1]).tc_lst:
        _rule_below(cell)
    for row in rows:
        # No row breaks across pages.
        get_xml(row).get_or_add_trPr().append(_create_element("cantSplit"))
    # A longer table keeps its first rows with its headers, and its last rows together.
    kept = rows[:-1] if keep_on_one_page else [*rows[: header_rows + _KEPT_ROWS - 1], *rows[-2:-1]]
    # The note stays with the last row.
    kept += rows[-1:] * has_note
    cells = [cell for row in kept for cell in get_xml(row).tc_lst]
    for paragraph in (p for cell in cells for p in cell.p_lst):
        cell_paragraph = Paragraph(paragraph, grid)  # pyright: ignore[reportArgumentType]
        cell_paragraph.paragraph_format.keep_with_next = True
    _set_widths(grid, widths)


def compute_text_width_mm(paper_mm: tuple[float, float]) -> float:
    """Return the width between the margins of a page."""
    return paper_mm[0] - 2 * MARGIN_MM


def _set_widths(grid: Grid, widths: tuple[float, ...]) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm

    # Word would otherwise widen columns by their contents and ignore these widths.
    grid.autofit = False
    for column, width in zip(get_xml(grid).tblGrid.gridCol_lst, widths, strict=True):
        column.w = Mm(width)
    for row in list(grid.rows):
        first = 0
        for cell in get_xml(row).tc_lst:
            # A merged cell is as wide as the columns that it spans.
            cell.width = Mm(sum(widths[first : first + cell.grid_span]))
            first += cell.grid_span
    get_xml(grid).tblPr.find(qn("w:tblW")).set(qn("w:w"), str(Mm(sum(widths)).twips))
    get_xml(grid).tblPr.find(qn("w:tblW")).set(qn("w:type"), "dxa")


def _rule_below(cell: Any) -> None:
    cell.get_or_add_tcPr().append(_parse_xml(_HEAD_RULE))


def _create_element(name: str) -> Any:
    return _parse_xml(f"<w:{name} {_XMLNS}/>")


def _parse_xml(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml)


def get_xml(part: Any) -> Any:
    """Return the XML element of a python-docx object, which has no public attribute for it."""
    return part._element


def get_picture_xml(shape: Any) -> Any:
    """Return the XML element of an inline picture."""
    return shape._inline
