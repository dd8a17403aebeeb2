"""The page breaks of a report: between the rows of tables, and never after a heading.

Each break moves what comes after it, so they are made from the first page on.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextImageFormat,
    QTextTable,
)

from ketgui.rendering.printing.rich_text import count_header_rows, write_continuation
from ketgui.reporting.documents.model import Document, TableBlock
from ketgui.reporting.tables.display_table import DisplayTable

# What stands for an image in the text of a block.
_IMAGE = "\ufffc"
# A table moves to the next page as a whole where it would leave no more than this share empty.
_EMPTY = 0.25
# A figure is made smaller where it would leave more than this share empty; its letters set a limit.
_MOST_EMPTY, _SMALLEST = 0.3, 0.72
# A table that is higher than this share of a page fits on none with what is above it.
_WHOLE = 0.9
# Rows of a table that may not stand alone on a page.
_FEWEST_ROWS = 2
# What measuring a table by itself may miss, as a share of a page.
_SLACK = 0.02
_ALWAYS, _NEVER = (
    QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore,
    QTextFormat.PageBreakFlag.PageBreak_Auto,
)


def break_pages(text: QTextDocument, document: Document, page: float, room_mm: float) -> None:
    """Break the pages of a laid-out document.

    Parameters
    ----------
    text : QTextDocument
    document : Document
        What was laid out; its tables are continued on the next page where they do not fit.
    page : float
        The height of a page.
    room_mm : float
        The width of the text.
    """
    _PageBreaker(text, document, page, room_mm).run()


class _PageBreaker:
    def __init__(
        self, text: QTextDocument, document: Document, page: float, room_mm: float
    ) -> None:
        self._text, self._page, self._room_mm = text, page, room_mm
        # The table of each frame, in order; one that is continued has several.
        self._tables = [block for block in document.blocks if isinstance(block, TableBlock)]
        self._frames: dict[int, int] = {}
        self._number_frames()

    def run(self) -> None:
        block = self._text.begin()
        while block.isValid():
            if block.position() in self._frames:
                self._keep_table(self._frames[block.position()])
            elif block.blockFormat().headingLevel():
                self._keep_heading(block)
            elif (
                _is_figure(block)
                and self._ends_elsewhere(block, block.next())
                and not self._shrink_figure(block, block)
            ):
                self._break_page(block, _ALWAYS)
            block = block.next()
        _split_paragraphs(self._text, self._page)

    def _number_frames(self) -> None:
        """Number the tables by the position of their first block, which every change moves."""
        self._frames = {
            frame.firstPosition(): number for number, frame in enumerate(self._list_tables())
        }

    def _list_tables(self) -> list[QTextTable]:
        frames = self._text.rootFrame().childFrames()
        # An image has a frame, too.
        tables = [frame for frame in frames if isinstance(frame, QTextTable)]
        return sorted(tables, key=lambda table: table.firstPosition())

    def _ends_elsewhere(self, first: QTextBlock, last: QTextBlock) -> bool:
        """Tell whether the last of some blocks ends on another page than the first begins."""
        layout = self._text.documentLayout()
        begins = layout.blockBoundingRect(first).top() // self._page
        return begins != (layout.blockBoundingRect(last).bottom() - 1) // self._page

    def _keep_table(self, number: int) -> None:
        """Move a table to the next page, or continue it there, where it runs over its page."""
        frame = self._list_tables()[number]
        layout, above = self._text.documentLayout(), self._find_gap_above(frame)
        box, top = layout.frameBoundingRect(frame), layout.blockBoundingRect(above).top()
        begins = top // self._page
        first = layout.blockBoundingRect(self._text.findBlock(frame.firstPosition()))
        # Pages are stacked in the layout: a box on two pages has two quotients. One pixel is taken
        # off the bottom, which may coincide with the page's end.
        pages = {y // self._page for y in (box.top(), first.top(), box.bottom() - 1)}
        if len(pages) == 1:
            # Where the gap alone is left on the page before, Qt prints the headers twice.
            if begins not in pages:
                self._move_gap(above, begins)
            return
        empty = (begins + 1) * self._page - top
        is_movable = box.height() < self._page * _WHOLE and empty <= self._page * _EMPTY
        parts = () if is_movable else self._divide_rows(self._tables[number], empty)
        if parts:
            self._continue_table(number, frame, parts)
        elif above.blockFormat().pageBreakPolicy() != _ALWAYS and top % self._page:
            self._move_gap(above, begins)
            # At the top of a page it may still be longer than the page.
            self._keep_table(number)

    def _move_gap(self, gap: QTextBlock, page: float) -> None:
        """Move the gap above a table from the end of a page to the table's own page."""
        layout = self._text.documentLayout()
        top = layout.blockBoundingRect(gap).top()
        self._break_page(gap, _ALWAYS)
        if (layout.blockBoundingRect(gap).top() + 1) // self._page <= page + 1:
            return
        # A gap that itself does not fit on its page would be moved twice, and a page stay empty.
        self._break_page(gap, _NEVER)
        shape = gap.blockFormat()
        shape.setTopMargin(shape.topMargin() + (page + 1) * self._page - top)
        QTextCursor(gap).setBlockFormat(shape)
        self._text.markContentsDirty(0, self._text.characterCount())

    def _divide_rows(self, block: TableBlock, room: float) -> tuple[int, ...]:
        """Return the first row of each continuation of a table; empty where none can begin.

        Parameters
        ----------
        block : TableBlock
        room : float
            The height left on the page on which the table begins.
        """
        head, heights = self._measure_rows(block)
        parts: list[int] = []
        used, start = head, 0
        for row, height in enumerate(heights):
            if used + height > room - _SLACK * self._page:
                first = _find_break(block.table, start, row)
                if first - start < _FEWEST_ROWS:
                    return ()
                parts.append(first)
                used, start, room = head + sum(heights[first : row + 1]), first, self._page
            else:
                used += height
        return tuple(parts)

    def _measure_rows(self, block: TableBlock) -> tuple[float, list[float]]:
        """Return the height of a table's caption and headers, and of each row with the note."""
        text = QTextDocument()
        text.documentLayout().setPaintDevice(self._text.documentLayout().paintDevice())
        text.setDefaultFont(self._text.defaultFont())
        text.setDocumentMargin(0)
        text.setTextWidth(self._text.pageSize().width())
        text.setHtml(write_continuation(block, 0, self._room_mm))
        layout = text.documentLayout()
        (grid,) = (each for each in text.rootFrame().childFrames() if isinstance(each, QTextTable))
        tops = [
            min(
                layout.blockBoundingRect(
                    grid.cellAt(row, column).firstCursorPosition().block()
                ).top()
                for column in range(grid.columns())
            )
            for row in range(grid.rows())
        ]
        box, head = layout.frameBoundingRect(grid), count_header_rows(block.table)
        tops = [*tops[head : head + len(block.table.rows)], box.bottom()]
        heights = [below - above for above, below in pairwise(tops)]
        return tops[0], heights

    def _continue_table(self, number: int, grid: QTextTable, parts: tuple[int, ...]) -> None:
        """End a table before the first of its parts, each of which follows on its own page."""
        block = self._tables[number]
        kept = count_header_rows(block.table) + parts[0]
        grid.removeRows(kept, grid.rows() - kept)
        _rule_below(grid, kept - 1)
        ends = (*parts[1:], len(block.table.rows))
        # Each is inserted before the one that was inserted last.
        for first, end in reversed(list(zip(parts, ends, strict=True))):
            cursor = QTextCursor(self._text)
            cursor.setPosition(grid.lastPosition() + 1)
            cursor.insertBlock(cursor.blockFormat())
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
            gap = QTextBlockFormat()
            gap.setPageBreakPolicy(_ALWAYS)
            cursor.setBlockFormat(gap)
            tiny = QTextCharFormat()
            tiny.setFontPointSize(1)
            cursor.setBlockCharFormat(tiny)
            cursor.insertHtml(write_continuation(block, first, self._room_mm, end))
        self._tables[number + 1 : number + 1] = [block] * len(parts)
        self._text.markContentsDirty(0, self._text.characterCount())
        self._number_frames()

    def _find_gap_above(self, frame: QTextFrame) -> QTextBlock:
        """Return the empty line before a table.

        The page is broken there: before a table that begins a page itself, Qt leaves a rule behind.
        """
        return self._text.findBlock(frame.firstPosition() - 1)

    def _break_page(self, block: QTextBlock, policy: QTextFormat.PageBreakFlag) -> None:
        block_format = block.blockFormat()
        block_format.setPageBreakPolicy(policy)
        QTextCursor(block).setBlockFormat(block_format)
        # Laid out again from the changed block on alone, some later blocks would be without lines.
        self._text.markContentsDirty(0, self._text.characterCount())

    def _shrink_figure(self, first: QTextBlock, figure: QTextBlock) -> bool:
        """Make a figure fit on its page, where moving it would leave too much of the page empty.

        Parameters
        ----------
        first : QTextBlock
            The figure, or the heading that stays with it.
        figure : QTextBlock

        Returns
        -------
        bool
            False where too little is left, or the figure would become too small.
        """
        layout = self._text.documentLayout()
        top = layout.blockBoundingRect(first).top()
        room = self._page - top % self._page
        image, cursor = _find_image(figure)
        height = layout.blockBoundingRect(figure).height()
        # By their heights: the figure itself may begin on the next page already.
        rest = sum(map(_measure_height, (figure.next(), *_list_between(first, figure))))
        share = (room - rest - _SLACK * self._page) / height
        if room <= _MOST_EMPTY * self._page or not _SMALLEST <= share < 1:
            return False
        image.setWidth(image.width() * share)
        image.setHeight(image.height() * share)
        cursor.setCharFormat(image)
        self._text.markContentsDirty(0, self._text.characterCount())
        return True

    def _keep_heading(self, heading: QTextBlock) -> None:
        """Keep a heading with what follows it: a table, which is moved first, or text."""
        # Headings that follow each other, and the empty line before a table, move as one.
        follows = heading.next()
        while follows.isValid() and (
            follows.blockFormat().headingLevel() or not follows.text().strip()
        ):
            if follows.position() in self._frames:
                break
            follows = follows.next()
        number = self._frames.get(follows.position())
        if number is not None:
            self._keep_table(number)
        # A figure and its caption stay with their heading as one.
        last = follows.next() if _is_figure(follows) else follows
        if follows.isValid() and self._ends_elsewhere(heading, last):
            if _is_figure(follows) and self._shrink_figure(heading, follows):
                return
            self._break_page(heading, _ALWAYS)
            if number is not None:
                # The table moves with its heading; a second
                # break would leave an empty page between them.
                above = self._find_gap_above(self._list_tables()[number])
                self._break_page(above, _NEVER)


def _is_figure(block: QTextBlock) -> bool:
    """Tell whether a block is an image, which its caption follows."""
    return block.text().startswith(_IMAGE)


def _list_between(first: QTextBlock, last: QTextBlock) -> Iterator[QTextBlock]:
    """Yield some blocks in order, without the last."""
    while first != last:
        yield first
        first = first.next()


def _measure_height(block: QTextBlock) -> float:
    """Return a block's height with its margins."""
    box, shape = block.document().documentLayout().blockBoundingRect(block), block.blockFormat()
    return box.height() + shape.topMargin() + shape.bottomMargin()


def _find_image(figure: QTextBlock) -> tuple[QTextImageFormat, QTextCursor]:
    """Return the format of a block's image, and a cursor that selects it."""
    cursor = QTextCursor(figure)
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
    return cursor.charFormat().toImageFormat(), cursor


def _find_break(table: DisplayTable, start: int, row: int) -> int:
    """Return the row before which a table is broken, `row` at the latest."""
    # The last rows do not go on alone, and the heading of a group stays with its first row.
    row = min(row, len(table.rows) - _FEWEST_ROWS)
    while row - 1 > start and table.indent(row - 1) < table.indent(row):
        row -= 1
    return row


def _rule_below(grid: QTextTable, row: int) -> None:
    for column in range(grid.columns()):
        cell = grid.cellAt(row, column)
        cell_format = cell.format().toTableCellFormat()
        cell_format.setBottomBorder(1)
        cell_format.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        cell_format.setBottomBorderBrush(QBrush(Qt.GlobalColor.black))
        cell.setFormat(cell_format)


def _split_paragraphs(text: QTextDocument, page: float) -> None:
    """Divide each paragraph that runs over a page's end where the next page begins.

    Of a paragraph on two pages, Qt would write a line twice, once out of sight.
    """
    block = text.begin()
    while block.isValid():
        if start := _find_next_page(text, block, page):
            _divide(text, block, start)
        block = block.next()


def _find_next_page(text: QTextDocument, block: QTextBlock, page: float) -> int:
    """Return where in a paragraph its first line on another page begins; 0 where there is none."""
    lines, top = block.layout(), text.documentLayout().blockBoundingRect(block).top()
    pages = [
        (top + lines.lineAt(n).y() + lines.lineAt(n).height() / 2) // page
        for n in range(lines.lineCount())
    ]
    places = (lines.lineAt(n).textStart() for n in range(len(pages)) if pages[n] != pages[0])
    return next(places, 0)


def _divide(text: QTextDocument, block: QTextBlock, start: int) -> None:
    cursor, shape = QTextCursor(block), block.blockFormat()
    bullets, indent = block.textList(), block.blockFormat().indent()
    cursor.setPosition(block.position() + start)
    shape.setTopMargin(0)
    if bullets:
        shape.setIndent(indent + bullets.format().indent())
    cursor.insertBlock(shape)
    if bullets:
        bullets.remove(cursor.block())
        cursor.setBlockFormat(shape)
    shape = block.blockFormat()
    shape.setBottomMargin(0)
    QTextCursor(block).setBlockFormat(shape)
    text.markContentsDirty(0, text.characterCount())
