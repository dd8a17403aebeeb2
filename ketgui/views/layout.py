"""Spacing, sizes and small building blocks of the interface: the only place that sets them."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QFontMetrics,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ketgui.paths import find_resource
from ketgui.views.theme import DARK, get_current_theme

STEP = 4
MARGIN = 3 * STEP
# The side of an icon, and of the empty square around it that keeps words at a distance.
_DRAWN_ICON, ICON = 16, 20
_LEAST_ROW_HEIGHT = 24
WINDOW = QSize(1280, 700)
DIALOG = QSize(480, 320)
# A form's dialog is as high as the form.
NARROW_DIALOG = QSize(480, 0)
WIDE_DIALOG = QSize(900, 620)
FORM_DIALOG = QSize(560, 520)
# The room that a window's title bar and borders take on the screen.
FRAME = QSize(16, 40)
# Below this height, at the system's text size, a tab has no room for its tiles.
LOW_TAB = 520
SPLIT = (816, 524)
# Sizes of headings and titles, relative to the window's text.
HEADING_SCALE = 1.2
TITLE_SCALE = 1.4
TOOL_TIP = Qt.ItemDataRole.ToolTipRole
DELETE_ON_CLOSE = Qt.WidgetAttribute.WA_DeleteOnClose


def fit_screen(window: QWidget, size: QSize) -> None:
    """Resize a window for the size of the letters, to its screen at most.

    At 125 %, 1366×768 is 1093×614.
    """
    wanted = QSize(scale(size.width()), scale(size.height()))
    window.resize(wanted.boundedTo(measure_screen(window)))


def measure_screen(window: QWidget) -> QSize:
    """Return the largest size that a window can have on its screen, without its frame."""
    return window.screen().availableSize() - FRAME


def scale(pixels: int) -> int:
    """Return a length that grows with the letters; `pixels` is for the system's text size."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    sizes = [QFontInfo(font).pixelSize() for font in (QApplication.font(), system)]
    return round(pixels * sizes[0] / sizes[1])


def measure_row_height() -> int:
    """Return the height of a table's row: enough for the text, and for a finger."""
    return max(_LEAST_ROW_HEIGHT, QFontMetrics(QApplication.font()).height() + 2 * STEP)


def is_dark() -> bool:
    """Whether the interface's palette is a dark one."""
    return get_current_theme() is DARK


def get_text_colour() -> QColor:
    """The colour of text."""
    return QApplication.palette().color(QPalette.ColorRole.Text)


def get_accent() -> QColor:
    """The one accent colour."""
    return get_current_theme().get_colour("accent")


def get_state_colour(severity: str) -> QColor:
    """The colour of "good", "warning" and "error"."""
    names = {"good": "good", "warning": "look", "error": "stop"}
    return get_current_theme().get_colour(names.get(severity, "accent"))


def get_quiet_colour() -> QColor:
    """The colour of secondary text."""
    return get_current_theme().get_colour("muted")


def make_icon(name: str, colour: QColor | None = None) -> QIcon:
    """Return a line icon in the text's colour, or in another."""
    # One black drawing for both themes, painted at twice its size for sharp screens and then filled
    # with the colour wherever it is not transparent.
    source = QIcon(str(find_resource("icons", f"{name}.svg")))
    pixmap = QPixmap(QSize(2 * ICON, 2 * ICON))
    pixmap.fill(Qt.GlobalColor.transparent)
    margin = ICON - _DRAWN_ICON
    painter = QPainter(pixmap)
    source.paint(painter, pixmap.rect().adjusted(margin, margin, -margin, -margin))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(
        pixmap.rect(), colour or QApplication.palette().color(QPalette.ColorRole.ButtonText)
    )
    painter.end()
    return QIcon(QPixmap(pixmap))


def make_label(text: str = "") -> QLabel:
    """Return a label that shows text as it is.

    Qt would read an id such as "<img src=…>" as a page, and open the file that it names.
    """
    plain = QLabel()
    plain.setTextFormat(Qt.TextFormat.PlainText)
    plain.setText(text)
    return plain


def format_tool_tip(text: str) -> str:
    """Return text of a file as a tool tip shows it: Qt reads tips that look like pages as such."""
    return f"<span>{escape(text)}</span>" if "<" in text else text


def make_heading(text: str, scale: float = HEADING_SCALE) -> QLabel:
    """Return a heading, `scale` times as large as the window's text."""
    title = make_label(text)
    font = title.font()
    font.setPointSizeF(QApplication.font().pointSizeF() * scale)
    font.setWeight(QFont.Weight.DemiBold)
    title.setFont(font)
    return title


def make_strong_font() -> QFont:
    """Return the interface's font, bold."""
    font = QApplication.font()
    font.setBold(True)
    return font


def make_paragraph(text: str = "") -> QLabel:
    """Return text that wraps and can be selected."""
    wrapped = make_label(text)
    wrapped.setWordWrap(True)
    # A clinician copies numbers out of sentences.
    wrapped.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return wrapped


def make_links() -> QLabel:
    """Return a label for rich text with links; what is put into it must be escaped."""
    label = make_paragraph()
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.LinksAccessibleByMouse
        | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
    )
    return label


def make_button(icon_name: str, text: str, act: Callable[[], object]) -> QPushButton:
    """Return a button with its icon."""
    push_button = QPushButton(text)
    push_button.setIcon(make_icon(icon_name))
    # clicked passes its state, which `act` does not take.
    push_button.clicked.connect(lambda _checked=False: act())
    return push_button


def make_primary(button: QPushButton, icon_name: str = "") -> None:
    """Fill a button with the accent: the one that goes on."""
    button.setProperty("primary", True)
    if icon_name:
        button.setIcon(make_icon(icon_name, get_current_theme().get_colour("accent_text")))


def pad(box: QBoxLayout, margin: int = MARGIN, spacing: int = 2 * STEP) -> QBoxLayout:
    """Give a layout the usual margins and spacing, and return it."""
    box.setContentsMargins(margin, margin, margin, margin)
    box.setSpacing(spacing)
    return box


def read_tabs_first(tabs: QTabWidget) -> None:
    """Let screen readers come to the row of tabs before the page: Qt has it after.

    The row takes the focus, and not the whole, which has no name.
    """
    tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    # The row is its proxy, to which Qt passes the policy on.
    tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if stack := tabs.findChild(QStackedWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        stack.raise_()


def put_beside(*parts: QWidget) -> QWidget:
    """Return widgets in one row, as the field of a form."""
    row = QWidget()
    # The letter of the row's label leads to the first.
    row.setFocusProxy(parts[0])
    box = pad(QHBoxLayout(row), 0, STEP)
    for part in parts:
        box.addWidget(part, 1 if isinstance(part, QLineEdit) else 0)
    if not any(isinstance(part, QLineEdit) for part in parts):
        box.addStretch()
    return row


def put_below(title: str, field: QWidget) -> QVBoxLayout:
    """Return a field below its title, which names it and leads to it."""
    label = make_label(title)
    label.setBuddy(field)
    field.setAccessibleName(title)
    box = QVBoxLayout()
    pad(box, 0, STEP)
    box.addWidget(label)
    box.addWidget(field)
    return box
