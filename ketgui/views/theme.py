"""Colours and fonts of the window: a table of colours for each theme, a palette, a style sheet.

Every colour on screen, except in figures, comes from here. A test computes the contrast of each
pair that can meet: text at least 4.5:1, borders, icons and the focus ring at least 3:1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ketgui.paths import find_resource
from ketgui.text import mark

THEME_TITLES: dict[str, str] = {
    "system": mark("As the system"),
    "light": mark("Light"),
    "dark": mark("Dark"),
}
# Text sizes to choose from, as percentages of the system's.
TEXT_SIZES = (90, 100, 110, 125, 150, 175, 200)
FONT = "Inter"
_FONT_FILES = ("Inter-Regular.otf", "Inter-SemiBold.otf", "Inter-Italic.otf")


@dataclass(frozen=True)
class Theme:
    """The colours of one theme, each ``#RRGGBB``.

    Attributes
    ----------
    window, surface, hover : str
        Behind everything; of cards, tables and fields; beneath the pointer.
    line, border : str
        Hairlines that only divide; borders of controls.
    text, muted : str
        Text, and secondary text.
    accent, accent_text : str
        Links and the primary button, and the text on it.
    selection, selection_text : str
        Selected rows and text.
    focus : str
        The ring around the control that has the keyboard focus.
    good, look, stop : str
        The three states; each is also shown by a shape or a word.
    """

    key: Literal["light", "dark"]
    window: str
    surface: str
    hover: str
    line: str
    border: str
    text: str
    muted: str
    accent: str
    accent_text: str
    selection: str
    selection_text: str
    focus: str
    good: str
    look: str
    stop: str

    def get_colour(self, name: str) -> QColor:
        """Return one of the colours by its name."""
        return QColor(getattr(self, name))


LIGHT = Theme(
    "light",
    window="#F2F4F7",
    surface="#FFFFFF",
    hover="#EBEFF4",
    line="#D8DDE3",
    border="#7C8590",
    text="#1A1F24",
    muted="#545D68",
    accent="#1F6FB2",
    accent_text="#FFFFFF",
    selection="#E3EFFA",
    selection_text="#0F2233",
    focus="#1257A0",
    good="#1F6B41",
    look="#8A5200",
    stop="#B3261E",
)
DARK = Theme(
    "dark",
    window="#15181C",
    surface="#1D2126",
    hover="#262C33",
    line="#363D45",
    border="#79838E",
    text="#E4E8EC",
    muted="#A9B2BC",
    accent="#6FB1E8",
    accent_text="#0B1A28",
    selection="#1F3F5E",
    selection_text="#FFFFFF",
    focus="#8CC4F5",
    good="#7CCB9B",
    look="#F0B35A",
    stop="#F2998F",
)
THEMES: tuple[Theme, ...] = (LIGHT, DARK)


def get_current_theme() -> Theme:
    """Return the theme of the application's palette."""
    # Read from the palette, so that there is no second record that could disagree with the screen.
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < 128 else LIGHT


def choose_theme(choice: str) -> Theme:
    """Return the theme of a key of ``THEME_TITLES``; for any other key, that of the system."""
    if choice not in ("light", "dark"):
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if choice == "dark" else LIGHT


def load_fonts() -> None:
    """Register the window's font files with Qt."""
    for name in _FONT_FILES:
        QFontDatabase.addApplicationFont(str(find_resource("fonts", name)))


def make_interface_font(text_percent: int = 100) -> QFont:
    """Return the window's font, as large as the system's at 100 %.

    All digits have the same width, so that numbers in a table line up.
    """
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setFamilies([FONT, *font.families()])
    # Qt gives a font its size in points or in pixels, and −1 for the other.
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * text_percent / 100)
    else:
        font.setPixelSize(round(font.pixelSize() * text_percent / 100))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def use_theme(application: QApplication, theme: Theme, text_percent: int = 100) -> None:
    """Show the whole application in a theme and a text size."""
    application.setFont(make_interface_font(text_percent))
    application.setPalette(make_palette(theme))
    application.setStyleSheet(style_sheet(theme, text_percent / 100))


def make_palette(theme: Theme) -> QPalette:
    """Return Qt's palette of a theme; disabled text is fainter."""
    role, colour = QPalette.ColorRole, theme.get_colour
    palette = QPalette()
    for roles, name in (
        ((role.Window, role.Button, role.AlternateBase, role.Midlight), "window"),
        ((role.Base, role.Light, role.ToolTipBase), "surface"),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), "text"),
        ((role.Mid, role.Dark), "border"),
        ((role.Shadow,), "line"),
        ((role.PlaceholderText,), "muted"),
        ((role.Highlight,), "selection"),
        ((role.HighlightedText,), "selection_text"),
        ((role.Link, role.LinkVisited, role.Accent), "accent"),
    ):
        for one_role in roles:
            palette.setColor(one_role, colour(name))
    for faint in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, faint, _mix_faint(theme))
    return palette


def _mix_faint(theme: Theme) -> QColor:
    """Return the colour of disabled text: between muted text and the window."""
    muted, window = theme.get_colour("muted"), theme.get_colour("window")
    return QColor.fromRgbF(
        0.6 * muted.redF() + 0.4 * window.redF(),
        0.6 * muted.greenF() + 0.4 * window.greenF(),
        0.6 * muted.blueF() + 0.4 * window.blueF(),
    )


# Braces are doubled, since `style_sheet` fills this in with str.format(). Lengths (p4 is 4 pixels)
# are for text of 100 % and grow with it: Qt's style sheets have no unit that follows the font.
_SHEET = """
QToolTip {{ color: {text}; background: {surface}; border: 1px solid {border}; padding: {p4}px; }}
QPushButton, QToolButton, QListView, QMenu {{ icon-size: {p20}px; }}
QMenuBar {{ background: {window}; padding: {p2}px; }}
QMenuBar::item {{ padding: {p4}px {p8}px; border-radius: {p4}px; }}
QMenuBar::item:selected {{ background: {selection}; color: {selection_text}; }}
QMenu {{ background: {surface}; border: 1px solid {border}; padding: {p4}px; }}
QMenu::item {{ padding: {p6}px {p24}px; border-radius: {p4}px; }}
QMenu::item:selected {{ background: {selection}; color: {selection_text}; }}
QMenu::item:disabled {{ color: {faint}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: {p4}px {p8}px; }}
QToolBar {{ background: {window}; border: none; border-bottom: 1px solid {line};
    padding: {p4}px {p8}px; spacing: {p4}px; }}
QToolButton {{ border: 1px solid transparent; border-radius: {p6}px; padding: {p2}px {p6}px;
    min-height: {p20}px; }}
QToolButton[tight="true"] {{ padding: 0px; min-height: 0px; }}
QToolBar QToolButton {{ padding: {p2}px {p8}px; }}
QToolBar QToolButton:disabled {{ color: {faint}; }}
QToolButton[heading="true"] {{ padding-left: 0px; }}
QToolButton::menu-indicator {{ image: url("{controls}/chevron-down.svg"); width: {p12}px;
    height: {p12}px; subcontrol-origin: padding; subcontrol-position: right center;
    right: {p4}px; }}
QToolButton[popupMode="2"], QToolButton[popupMode="InstantPopup"] {{ padding-right: {p24}px; }}
QToolButton:hover, QPushButton:flat:hover {{ background: {hover}; }}
QPushButton {{ background: {surface}; color: {text}; border: 1px solid {border};
    border-radius: {p6}px; padding: {p2}px {p12}px; min-height: {p20}px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {selection}; color: {selection_text}; }}
QPushButton:disabled {{ color: {faint}; border-color: {line}; background: {window}; }}
QPushButton:flat {{ border: 1px solid transparent; background: transparent; }}
QPushButton[primary="true"] {{ background: {accent}; color: {accent_text}; font-weight: 600;
    border: 1px solid {accent}; }}
QPushButton[primary="true"]:hover {{ border-color: {focus}; }}
QPushButton[primary="true"]:disabled {{ background: {line}; color: {muted};
    border-color: {line}; }}
QPushButton[chip="true"] {{ background: {surface}; border: 1px solid {line};
    border-radius: {p12}px; padding: {p2}px {p8}px; }}
QPushButton[chip="true"]:hover {{ border-color: {focus}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {line}; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{ background: transparent; color: {muted}; padding: {p8}px {p16}px;
    border: none; border-bottom: {p2}px solid transparent; }}
QTabBar::tab:selected {{ color: {text}; font-weight: 600; border-bottom: {p2}px solid {accent}; }}
QTabBar::tab:hover {{ color: {text}; background: {hover}; }}
QStatusBar {{ background: {window}; border-top: 1px solid {line}; }}
QStatusBar::item {{ border: none; }}
QTableView, QListView, QTreeView, QTextEdit, QPlainTextEdit, QTextBrowser {{
    background: {surface}; border: 1px solid {line}; border-radius: {p6}px;
    gridline-color: {line}; alternate-background-color: {window};
    selection-background-color: {selection}; selection-color: {selection_text}; }}
QListWidget::item {{ padding: {p4}px; }}
QTableView::item {{ padding: 0px {p5}px; }}
QHeaderView {{ background: {surface}; border: none; }}
QHeaderView::section {{ background: {surface}; color: {muted}; border: none;
    border-bottom: 1px solid {border}; padding: {p4}px {p8}px; }}
QTableCornerButton::section {{ background: {surface}; border: none; }}
QLineEdit {{ background: {surface}; border: 1px solid {border}; border-radius: {p4}px;
    padding: {p4}px {p6}px; min-height: {p16}px; }}
QLineEdit:disabled {{ color: {faint}; border-color: {line}; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; padding: 0px {p4}px;
    min-height: 0px; }}
QComboBox, QAbstractSpinBox {{ background: {surface}; color: {text}; border: 1px solid {border};
    border-radius: {p4}px; padding: {p4}px {p6}px; min-height: {p16}px;
    selection-background-color: {selection}; selection-color: {selection_text}; }}
QComboBox:hover, QAbstractSpinBox:hover {{ border-color: {focus}; }}
QComboBox:disabled, QAbstractSpinBox:disabled {{ color: {faint}; border-color: {line};
    background: {window}; }}
QComboBox {{ padding-right: {p24}px; }}
QComboBox::drop-down {{ border: none; width: {p24}px; }}
QComboBox::down-arrow {{ image: url("{controls}/chevron-down.svg"); width: {p12}px;
    height: {p12}px; }}
QAbstractSpinBox {{ padding-left: {p4}px; padding-right: {p12}px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: {p24}px;
    subcontrol-origin: border; }}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{ background: {hover}; }}
QAbstractSpinBox::up-arrow {{ image: url("{controls}/chevron-up.svg"); width: {p12}px;
    height: {p12}px; }}
QAbstractSpinBox::down-arrow {{ image: url("{controls}/chevron-down.svg"); width: {p12}px;
    height: {p12}px; }}
QCheckBox, QRadioButton {{ min-height: {p24}px; spacing: {p6}px; }}
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator, QTableView::indicator,
QListView::indicator, QTreeView::indicator {{ width: {p14}px; height: {p14}px;
    border: 1px solid {border}; border-radius: {p4}px; background: {surface}; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {focus}; }}
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QTableView::indicator:checked,
QListView::indicator:checked, QTreeView::indicator:checked {{ border-color: {accent};
    background: {accent}; image: url("{controls}/check-{key}.svg"); }}
QCheckBox::indicator:disabled {{ border-color: {line}; background: {window}; }}
QCheckBox::indicator:checked:disabled {{ background: {border}; }}
QRadioButton::indicator {{ border-radius: {p8}px; }}
QRadioButton::indicator:checked {{ border: {p5}px solid {accent}; width: {p6}px; height: {p6}px; }}
QProgressBar {{ border: 1px solid {border}; border-radius: {p4}px; background: {surface};
    text-align: center; }}
QProgressBar::chunk {{ background: {selection}; }}
QProgressBar[textVisible="false"]::chunk {{ background: {accent}; border-radius: {p2}px; }}
QScrollBar {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: {p14}px; }}
QScrollBar:horizontal {{ height: {p14}px; }}
QScrollBar::handle {{ background: {border}; border-radius: {p2}px; }}
QScrollBar::handle:vertical {{ min-height: {p24}px; margin: {p2}px {p4}px; }}
QScrollBar::handle:horizontal {{ min-width: {p24}px; margin: {p4}px {p2}px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0px; height: 0px; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {line}; }}
QGroupBox {{ background: {surface}; border: 1px solid {line}; border-radius: {p6}px;
    margin-top: {p24}px; padding: {p8}px; }}
QGroupBox::title {{ subcontrol-origin: margin; color: {text}; padding: {p4}px 0px; }}
QFrame[card="true"] {{ background: {surface}; border: 1px solid {line};
    border-radius: {p6}px; }}
QFrame[drop="true"] {{ background: {surface}; border: 2px dashed {border};
    border-radius: {p12}px; }}
QLabel[quiet="true"] {{ color: {muted}; }}
"""
_LENGTHS = (2, 4, 5, 6, 8, 12, 14, 16, 20, 24)


def style_sheet(theme: Theme, letters: float = 1.0) -> str:
    """Return the style sheet of a theme; `letters` is the text size, 1 for the system's."""
    colours = {name: getattr(theme, name) for name in Theme.__dataclass_fields__}
    lengths = {f"p{length}": round(length * letters) for length in _LENGTHS}
    # Qt wants slashes in paths on every system.
    controls = find_resource("icons", "controls").as_posix()
    return _SHEET.format(**colours, **lengths, faint=_mix_faint(theme).name(), controls=controls)
