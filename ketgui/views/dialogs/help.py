"""The help: a page for each place in the window, and how each number is obtained."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser, QWidget

from ketgui.text import _
from ketgui.views import layout
from ketgui.views.help_pages import GLOSSARY, NUMBERS, find_title, link_to_numbers, read_page
from ketgui.views.tabs import TABS
from ketgui.views.widgets.dialogs import open_dialog

# In the order of the work, a page for each tab; each is a file of resources/help.
PAGES = (
    "import",
    *(tab.key for tab in TABS),
    NUMBERS,
    GLOSSARY,
    "keys",
    "accessibility",
    "privacy",
)
_LIST_WIDTH = 220


class Help(QWidget):
    """The list of pages, and the page that is shown."""

    def __init__(self, key: str, heading: str = "") -> None:
        super().__init__()
        pages = {name: read_page(name) for name in PAGES}
        pages[GLOSSARY] = link_to_numbers(pages[GLOSSARY], pages[NUMBERS])
        self._pages = list(pages.values())
        self._names = QListWidget()
        self._names.setAccessibleName(_("Pages of the help"))
        self._names.setFixedWidth(_LIST_WIDTH)
        self._names.setWordWrap(True)
        self._names.setSpacing(layout.STEP // 2)
        self._names.addItems([find_title(text) for text in self._pages])
        self.browser = QTextBrowser()
        self.browser.setAccessibleName(_("Help"))
        # A link leads to another page, which is no file that the browser could load.
        self.browser.setOpenLinks(False)
        self.browser.anchorClicked.connect(self._on_link)
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

    @Slot(QUrl)
    def _on_link(self, url: QUrl) -> None:
        if url.path() in PAGES:
            self._names.setCurrentRow(PAGES.index(url.path()))
            self._show_heading(url.fragment(QUrl.ComponentFormattingOption.FullyDecoded))

    def _show_heading(self, heading: str) -> None:
        """Scroll to a heading, or to the entry of a glossary."""
        block = self.browser.document().begin()
        while block.isValid() and not _is_about(block, heading):
            block = block.next()
        if block.isValid():
            # Scrolling up from the end puts the heading at the top; scrolling down, at the bottom.
            self.browser.moveCursor(QTextCursor.MoveOperation.End)
            self.browser.setTextCursor(QTextCursor(block))
            self.browser.setFocus(Qt.FocusReason.OtherFocusReason)


def _is_about(block: QTextBlock, heading: str) -> bool:
    is_heading = block.blockFormat().headingLevel() > 0
    is_entry = QTextCursor(block).currentTable() is not None
    return (is_heading or is_entry) and block.text() == heading


def open_help(parent: QWidget, key: str, heading: str = "") -> None:
    """Open a page of the help in a dialog, at a heading if one is given."""
    open_dialog(parent, _("Help"), Help(key, heading), layout.WIDE_DIALOG)
