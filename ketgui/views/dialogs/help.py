"""The help: a page for each place in the window, and how each number is obtained."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser, QWidget

from ketgui.languages import ENGLISH
from ketgui.paths import find_resource
from ketgui.text import _, current_language
from ketgui.views import layout
from ketgui.views.tabs import TABS
from ketgui.views.widgets.dialogs import open_dialog

NUMBERS = "numbers"
# In the order of the work, a page for each tab; each is a file of resources/help.
PAGES = (
    "import",
    *(tab.key for tab in TABS),
    NUMBERS,
    "glossary",
    "keys",
    "accessibility",
    "privacy",
)
_LIST_WIDTH = 220


def read_page(key: str) -> str:
    """Return a page as Markdown: in the language of the interface, else in English."""
    translated = find_resource("help", current_language(), f"{key}.md")
    path = translated if translated.exists() else find_resource("help", ENGLISH.code, f"{key}.md")
    return path.read_text(encoding="utf-8")


def find_title(markdown: str) -> str:
    """Return the title of a page: its first heading."""
    return markdown.partition("\n")[0].removeprefix("# ")


class Help(QWidget):
    """The list of pages, and the page that is shown."""

    def __init__(self, key: str, heading: str = "") -> None:
        super().__init__()
        self._pages = [read_page(name) for name in PAGES]
        self._names = QListWidget()
        self._names.setAccessibleName(_("Pages of the help"))
        self._names.setFixedWidth(_LIST_WIDTH)
        self._names.setWordWrap(True)
        self._names.setSpacing(layout.STEP // 2)
        self._names.addItems([find_title(text) for text in self._pages])
        self.browser = QTextBrowser()
        self.browser.setAccessibleName(_("Help"))
        # A link would load a page that is no file, and empty the browser.
        self.browser.setOpenLinks(False)
        self._names.currentRowChanged.connect(self._on_chosen)
        box = layout.pad(QHBoxLayout(self), 0)
        box.addWidget(self._names)
        box.addWidget(self.browser, 1)
        self._names.setCurrentRow(PAGES.index(key))
        if heading:
            self._show_heading(heading)

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        self.browser.setMarkdown(self._pages[index])

    def _show_heading(self, heading: str) -> None:
        block = self.browser.document().begin()
        while block.isValid() and not _is_heading(block, heading):
            block = block.next()
        if block.isValid():
            # Scrolling up from the end puts the heading at the top; scrolling down, at the bottom.
            self.browser.moveCursor(QTextCursor.MoveOperation.End)
            self.browser.setTextCursor(QTextCursor(block))
            self.browser.setFocus(Qt.FocusReason.OtherFocusReason)


def _is_heading(block: QTextBlock, heading: str) -> bool:
    return block.blockFormat().headingLevel() > 0 and block.text() == heading


def open_help(parent: QWidget, key: str, heading: str = "") -> None:
    """Open a page of the help in a dialog, at a heading if one is given."""
    open_dialog(parent, _("Help"), Help(key, heading), layout.WIDE_DIALOG)
