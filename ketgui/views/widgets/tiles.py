"""A tab's answer, at its top: a sentence, and up to four numbers that link to their sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ketgui.views import layout
from ketgui.views.theme import get_current_theme

_RADIUS = 6
_NUMBER_SCALE = 1.5
_LEAST_WIDTH_EM = 8


@dataclass(frozen=True)
class TileContent:
    """The contents of a tile.

    Attributes
    ----------
    key : str
        The name of the table or figure that a click shows.
    title : str
        The name of the number: "Response".
    value : str
        The number, "19.0 %", or the reason why there is none.
    detail : str
        Its interval and its n: "4/21 · 95 % CI 5.4 to 41.9".
    """

    key: str
    title: str
    value: str
    detail: str = ""


@dataclass(frozen=True)
class Answer:
    """A tab's question answered in one sentence, with the numbers behind it."""

    sentence: str
    tiles: tuple[TileContent, ...]


class Tile(QAbstractButton):
    """A number with its name and its interval; a click leads to the table or picture behind it."""

    def __init__(self, content: TileContent) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # An abstract button can be reached with Tab and pressed with Space, unlike a frame.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        box = layout.pad(QVBoxLayout(self), 2 * layout.STEP, 0)
        self._title, self._value, self._detail = map(_make_label, ("quiet", "number", "quiet"))
        for label in (self._title, self._value, self._detail):
            box.addWidget(label)
        # The numbers of a row of tiles stand in one line.
        box.addStretch()
        self.show_content(content)

    def show_content(self, content: TileContent) -> None:
        """Show another number."""
        self.content = content
        name = f"{content.title}: {content.value}"
        self.setAccessibleName(". ".join(filter(None, (name, content.detail))))
        self._title.setText(content.title)
        self._value.setText(content.value)
        self._detail.setText(content.detail)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card, highlighted under the pointer."""
        theme = get_current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.get_colour("hover" if self.underMouse() else "surface"))
        painter.setPen(QPen(theme.get_colour("border" if self.underMouse() else "line"), 1))
        painter.drawRoundedRect(
            # Half a pixel in, so that a line of one pixel is sharp.
            self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5),
            _RADIUS,
            _RADIUS,
        )

    def measure_title(self, width: int) -> int:
        """Return the height of the title in a tile of some width."""
        return self._title.heightForWidth(width - 4 * layout.STEP)

    def reserve_title(self, height: int) -> None:
        """Keep room for a title of some height, as another tile of the row may have."""
        self._title.setMinimumHeight(height)
        self._title.setAlignment(Qt.AlignmentFlag.AlignTop)

    def sizeHint(self) -> QSize:
        """Return the size of its text: an abstract button has none of its own."""
        box = self.layout()
        return box.sizeHint() if box else super().sizeHint()


class TabAnswer(QWidget):
    """A tab's sentence above its tiles, which are arranged in as many columns as fit.

    Signals
    -------
    wanted(str)
        The key of the tile that was clicked.
    """

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._sentence = layout.make_paragraph()
        self._tiles: list[Tile] = []
        self._is_compact = False
        box = layout.pad(QVBoxLayout(self), 0)
        box.addWidget(self._sentence)
        self._grid = QGridLayout()
        self._grid.setSpacing(2 * layout.STEP)
        box.addLayout(self._grid)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """The tiles shown, in order."""
        return tuple(self._tiles)

    @property
    def sentence(self) -> str:
        """The sentence shown."""
        return self._sentence.text()

    def show_answer(self, answer: Answer) -> None:
        """Show another answer; the tile with the keyboard focus keeps it."""
        self._sentence.setText(answer.sentence)
        self._sentence.setVisible(bool(answer.sentence))
        if [tile.content.key for tile in self._tiles] != [tile.key for tile in answer.tiles]:
            self._make_tiles(answer.tiles)
        for tile, content in zip(self._tiles, answer.tiles, strict=True):
            tile.show_content(content)
        self._arrange()
        self.set_compact(self._is_compact)

    def _make_tiles(self, contents: Sequence[TileContent]) -> None:
        # The tiles are made anew, and Qt would pass the focus to another widget.
        focused = next((tile.content.key for tile in self._tiles if tile.hasFocus()), None)
        for tile in self._tiles:
            self._grid.removeWidget(tile)
            tile.deleteLater()
        self._tiles = [Tile(content) for content in contents]
        for tile in self._tiles:
            tile.clicked.connect(self._on_clicked)
            if tile.content.key == focused:
                tile.setFocus()

    def set_compact(self, is_compact: bool) -> None:
        """Show the sentence alone, where a low window needs its room for what is below."""
        for tile in self._tiles:
            tile.setVisible(not is_compact)
        self._is_compact = is_compact

    def minimumSizeHint(self) -> QSize:
        """Return the width of one tile and the height of the sentence.

        Tiles that do not fit go below one another, and in a low window they are hidden: they never
        make the window larger.
        """
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self._least_width()), self._sentence.sizeHint().height())

    def _least_width(self) -> int:
        return _LEAST_WIDTH_EM * self.fontMetrics().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the tiles in fewer columns where the window is narrow."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        # In ems, since a larger text needs wider tiles.
        columns = max(1, min(len(self._tiles) or 1, self.width() // max(1, self._least_width())))
        width = (self.width() - (columns - 1) * self._grid.spacing()) // columns
        height = max((tile.measure_title(width) for tile in self._tiles), default=0)
        for index, tile in enumerate(self._tiles):
            tile.reserve_title(height)
            self._grid.addWidget(tile, index // columns, index % columns)

    @Slot()
    def _on_clicked(self) -> None:
        tile = self.sender()
        if isinstance(tile, Tile):
            self.wanted.emit(tile.content.key)


def _make_label(look: str) -> QLabel:
    """Return a label of a tile, through which clicks go to the tile."""
    label = layout.make_label()
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    label.setWordWrap(True)
    if look == "number":
        font = label.font()
        font.setPointSizeF(font.pointSizeF() * _NUMBER_SCALE)
        font.setWeight(QFont.Weight.DemiBold)
        label.setFont(font)
    else:
        label.setProperty("quiet", True)
    return label
