"""The window: frame, menus, tabs; it passes wishes on and shows what comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QIcon,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QMainWindow,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTabWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from ketgui import settings as preferences
from ketgui.paths import resource
from ketgui.session import Session
from ketgui.settings import Settings
from ketgui.text import _, integer, use_language
from ketgui.views import commands, layout
from ketgui.views.parts.plan_editor import PlanEditor
from ketgui.views.refusal import Refusal
from ketgui.views.tabs import TABS
from ketgui.views.tabs.cohort import CohortTab
from ketgui.views.tabs.report import ReportTab
from ketgui.views.tabs.tab import Tab
from ketgui.views.welcome import Welcome

if TYPE_CHECKING:
    from ketgui.figures.spec import FigureSpec
    from ketgui.importing import Import
    from ketgui.statistics.analysis import Analysis


def example_path() -> Path:
    """Return where the invented example is."""
    return resource("samples", "example-cohort.xlsx")


class MainWindow(QMainWindow):
    """KetGUI's one window.

    Signals
    -------
    first_painted()
        The window has been on screen for one turn of the event loop: heavy work may begin.
    """

    first_painted = Signal()

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.session, self.settings = session, settings
        self._painted = False
        self._stale: set[int] = set()
        self.setWindowIcon(QIcon(str(resource("icons", "ketgui.png"))))
        self.setAcceptDrops(True)
        self.resize(layout.WINDOW)
        self._build()
        session.analysis_changed.connect(self._on_analysis)
        session.refused.connect(self._on_refused)
        session.busy_changed.connect(self._on_busy)
        session.history_changed.connect(self._on_history)

    # -- commands ---------------------------------------------------------------------------

    @Slot()
    def open_files(self) -> None:
        """Ask for files and open them."""
        from ketgui.views.parts.dialogs import ask_open

        if paths := ask_open(self):
            self.session.open(paths)

    @Slot()
    def open_example(self) -> None:
        """Open the invented example."""
        self.session.open([example_path()])

    @Slot()
    def save_template(self) -> None:
        """Write the blank workbook and CSV files into a folder that is asked for."""
        from ketgui.views.parts.dialogs import ask_folder

        if folder := ask_folder(self, _("Folder for the blank template")):
            from ketgui.importing.template import write_template

            self._attempt(lambda: write_template(folder), _("The template is in {folder}."), folder)

    @Slot()
    def write_report(self) -> None:
        """Write numbers, tables, words and figures into a folder that is asked for."""
        from ketgui.views.parts.dialogs import ask_folder

        if folder := ask_folder(self, _("Folder for the report")):
            self._attempt(lambda: self._write_all(folder), _("The report is in {folder}."), folder)

    @Slot()
    def export_all_figures(self) -> None:
        """Write every figure as PNG at the preferred size into a folder that is asked for."""
        from ketgui.views.parts.dialogs import ask_folder

        if folder := ask_folder(self, _("Folder for the figures")):
            self._attempt(
                lambda: self._write_figures(folder), _("The figures are in {folder}."), folder
            )

    @Slot()
    def export_figure_1(self) -> None:
        """Export the four panels."""
        from ketgui.figures.catalogue import figure_1

        if self.session.analysis:
            self.export(figure_1.build(self.session.analysis), "png")

    @Slot()
    def undo(self) -> None:
        """Take the last change back."""
        self.session.undo()

    @Slot()
    def redo(self) -> None:
        """Make the change again that was last taken back."""
        self.session.redo()

    @Slot()
    def change_plan(self) -> None:
        """Open the definitions beside the strip that shows them."""
        editor = PlanEditor(self.session.plan)
        editor.plan_changed.connect(self.session.set_plan)
        self._open_dialog(_("Definitions"), editor)

    @Slot()
    def show_history(self) -> None:
        """Open the list of what was done."""
        lines = self.session.history or (_("Nothing has been done yet."),)
        self._open_dialog(_("History"), layout.paragraph("\n".join(lines)))

    def export(self, spec: FigureSpec, suffix: str = "png") -> None:
        """Ask how large and where, then write the figure."""
        from ketgui.views.parts.export_dialog import ExportDialog

        dialog = ExportDialog(spec, self.settings, suffix, self)
        dialog.chosen.connect(
            lambda path, kind, width, dpi: self.write_figure(spec, path, kind, width, dpi)
        )
        dialog.open()

    def write_figure(
        self, spec: FigureSpec, path: Path, kind: str, width_mm: int, dpi: int
    ) -> None:
        """Write one figure and remember its size."""
        self.settings = replace(self.settings, figure_width_mm=float(width_mm), figure_dpi=dpi)
        preferences.save(self.settings)
        self._attempt(lambda: self._write(spec, path, kind), _("The figure is in {folder}."), path)

    def report_failure(self, where: str) -> None:
        """Say that something in the program failed; the window stays."""
        self._failure = where
        self._say(_("Something in KetGUI failed; your files are unchanged. See Help for a report."))

    # -- building ---------------------------------------------------------------------------

    def _build(self) -> None:
        """Make everything that holds words; called again when the language changes."""
        self.menuBar().clear()
        for bar in self.findChildren(QToolBar):
            self.removeToolBar(bar)
            bar.deleteLater()
        self._actions = commands.build_menus(self)
        commands.add_view_menu(
            self,
            tuple(_(tab.title) for tab in TABS),
            self._on_tab_wanted,
            self._on_language_wanted,
        )
        self._build_help()
        self._build_strip()
        self._build_pages()
        self._build_status()
        self._on_history()
        self._show_state()

    def _build_help(self) -> None:
        menu = self.menuBar().addMenu(_("&Help"))
        menu.addAction(_("Column guide…")).triggered.connect(self._on_guide)
        menu.addAction(_("About KetGUI")).triggered.connect(self._on_about)
        menu.addAction(_("Open the licence")).triggered.connect(self._on_licence)

    def _build_strip(self) -> None:
        bar = QToolBar(_("Analysis plan"))
        bar.setMovable(False)
        bar.setIconSize(QSize(layout.ICON, layout.ICON))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for name in commands.TOOLBAR:
            bar.addAction(self._actions[name])
        bar.addWidget(_spring())
        self._plan_words = QPushButton()
        self._plan_words.setFlat(True)
        self._plan_words.setToolTip(_("The definitions of this analysis. Click to change them."))
        self._plan_words.clicked.connect(self.change_plan)
        bar.addWidget(self._plan_words)
        bar.addAction(self._actions["change_plan"])
        bar.addWidget(_spring())
        bar.addAction(self._actions["export_figure_1"])
        self.addToolBar(bar)

    def _build_pages(self) -> None:
        self._welcome, self._refusal = Welcome(), Refusal()
        self._welcome.open_wanted.connect(self.open_files)
        self._welcome.example_wanted.connect(self.open_example)
        self._welcome.template_wanted.connect(self.save_template)
        self._refusal.open_wanted.connect(self.open_files)
        self._refusal.dismissed.connect(self._show_state)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        for tab in TABS:
            # A tab is built when first looked at, so that the first picture is there sooner.
            place = self._tabs.addTab(QWidget(), _(tab.title))
            self._tabs.setTabToolTip(place, _(tab.question))
        self._tabs.currentChanged.connect(self._on_tab)
        self._pages = QStackedWidget()
        for page in (self._welcome, self._refusal, self._tabs):
            self._pages.addWidget(page)
        self.setCentralWidget(self._pages)

    def _build_status(self) -> None:
        bar = self.statusBar()
        for old in bar.findChildren(QWidget, "part"):
            bar.removeWidget(old)
            old.deleteLater()
        self._file_words = _status_part(QLabel())
        self._enrolled = _status_part(_flat(self._on_enrolled))
        self._analysed = _status_part(_flat(self._on_enrolled))
        self._to_look_at = _status_part(_flat(self._on_to_look_at))
        for part in (self._file_words, self._enrolled, self._analysed, self._to_look_at):
            bar.addWidget(part)
        offline = _status_part(QLabel(_("offline · nothing leaves this computer")))
        bar.addPermanentWidget(offline)

    # -- showing ----------------------------------------------------------------------------

    @Slot(object)
    def _on_analysis(self, analysis: Analysis) -> None:
        self._stale = set(range(len(TABS)))
        self._show_state()
        if self._has_cohort():
            self._refresh(self._tabs.currentIndex())

    @Slot(object)
    def _on_refused(self, imported: Import) -> None:
        self._refusal.show_import(imported)
        self._pages.setCurrentWidget(self._refusal)

    @Slot(str)
    def _on_busy(self, words: str) -> None:
        if words:
            self.statusBar().showMessage(words)
        else:
            self.statusBar().clearMessage()

    @Slot()
    def _on_history(self) -> None:
        self._actions["undo"].setEnabled(self.session.can_undo)
        self._actions["redo"].setEnabled(self.session.can_redo)
        self._plan_words.setText(self.session.plan.sentence())

    @Slot(int)
    def _on_tab(self, place: int) -> None:
        if self._has_cohort():
            self._refresh(place)

    def _has_cohort(self) -> bool:
        return self.session.imported is not None and self.session.analysis is not None

    @Slot()
    def _show_state(self) -> None:
        opened = self._has_cohort()
        for name in commands.needing_cohort():
            self._actions[name].setEnabled(opened)
        self._plan_words.setVisible(True)
        self._pages.setCurrentWidget(self._tabs if opened else self._welcome)
        analysis = self.session.analysis
        name = analysis.cohort.name if opened and analysis else ""
        self._show_title(name, bool(analysis and analysis.cohort.invented))
        self._show_counts()

    def _show_title(self, name: str, invented: bool) -> None:
        if name and invented:
            name = _("{name} (invented example)", name=name)
        self.setWindowTitle(f"KetGUI — {name}" if name else "KetGUI")
        self._file_words.setText(name)

    def _show_counts(self) -> None:
        from ketgui.views.parts.problems import to_look_at

        analysis, imported = self.session.analysis, self.session.imported
        shown = self._has_cohort()
        for part in (self._file_words, self._enrolled, self._analysed, self._to_look_at):
            part.setVisible(shown)
        if not (shown and analysis and imported):
            return
        look = to_look_at(imported.issues)
        self._enrolled.setText(_("{n} enrolled", n=integer(analysis.cohort.enrolled)))
        self._analysed.setText(_("{n} analysed", n=integer(analysis.pairs.analysed)))
        self._to_look_at.setText(_("{n} to look at", n=integer(look)))
        self._tabs.setTabText(0, f"{_(TABS[0].title)}  {look}" if look else _(TABS[0].title))

    def _refresh(self, place: int) -> None:
        """Build the tab if it is new, and show the newest snapshot if it has not seen it."""
        tab = self._tabs.widget(place)
        if not isinstance(tab, Tab):
            tab = self._built(place)
            self._stale.add(place)
        if place in self._stale and self.session.analysis:
            tab.show_analysis(self.session.analysis)
            self._stale.discard(place)

    def _built(self, place: int) -> Tab:
        tab = TABS[place](self.session)
        tab.export_wanted.connect(self.export)
        if isinstance(tab, ReportTab):
            tab.report_wanted.connect(self.write_report)
        old = self._tabs.widget(place)
        title, tip = self._tabs.tabText(place), self._tabs.tabToolTip(place)
        self._tabs.blockSignals(True)
        self._tabs.removeTab(place)
        self._tabs.insertTab(place, tab, title)
        self._tabs.setTabToolTip(place, tip)
        self._tabs.setCurrentIndex(place)
        self._tabs.blockSignals(False)
        if old:
            old.deleteLater()
        return tab

    # -- wishes from the frame --------------------------------------------------------------

    @Slot()
    def _on_tab_wanted(self) -> None:
        """Show the tab of the menu line that was chosen."""
        chosen = self.sender()
        if self._has_cohort() and isinstance(chosen, QAction):
            self._tabs.setCurrentIndex(chosen.data())

    @Slot()
    def _on_language_wanted(self) -> None:
        """Speak the language that was chosen, from now on."""
        chosen = self.sender()
        if not isinstance(chosen, QAction):
            return
        code = str(chosen.data())
        use_language(code)
        self.settings = replace(self.settings, language=code)
        preferences.save(self.settings)
        place = self._tabs.currentIndex()
        # The menu that sent this is rebuilt: let it close first.
        QTimer.singleShot(0, lambda: self._rebuild(place))

    def _rebuild(self, place: int) -> None:
        self._build()
        self._stale = set(range(len(TABS)))
        self._tabs.setCurrentIndex(place)
        if self._has_cohort():
            self._refresh(place)

    @Slot()
    def _on_enrolled(self) -> None:
        self._tabs.setCurrentIndex(0)

    @Slot()
    def _on_to_look_at(self) -> None:
        self._tabs.setCurrentIndex(0)
        tab = self._tabs.widget(0)
        if isinstance(tab, CohortTab):
            tab.show_problems()

    @Slot()
    def _on_guide(self) -> None:
        from ketgui.views.parts.column_guide import column_guide

        self._open_dialog(_("Column guide"), column_guide(), QSize(900, 560))

    @Slot()
    def _on_about(self) -> None:
        from ketgui.views.parts.about import about

        self._open_dialog(_("About KetGUI"), about())

    @Slot()
    def _on_licence(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(resource("..", "LICENSE").resolve())))

    # -- writing ----------------------------------------------------------------------------

    def _write_all(self, folder: Path) -> None:
        from ketgui.reporting.files import write_report

        if self.session.analysis:
            write_report(self.session.analysis, folder)
            (folder / "figures").mkdir(exist_ok=True)
            self._write_figures(folder / "figures")

    def _write_figures(self, folder: Path) -> None:
        from ketgui.figures.catalogue import FIGURES

        if self.session.analysis:
            for figure in FIGURES:
                spec = figure.build(self.session.analysis)
                self._write(spec, folder / f"{figure.key}.png", "png")

    def _write(self, spec: FigureSpec, path: Path, kind: str) -> None:
        from ketgui.rendering.image import write
        from ketgui.reporting.metadata import figure_metadata

        if self.session.analysis:
            write(
                spec,
                path,
                kind,
                width_mm=self.settings.figure_width_mm,
                dpi=self.settings.figure_dpi,
                metadata=figure_metadata(self.session.analysis, spec),
            )

    def _attempt(self, act: Callable[[], Any], done: str, place: Path) -> None:
        """Do something that writes; say where it went, or why it could not."""
        try:
            act()
        except OSError as error:
            self._say(
                _(
                    "Nothing was written to {place}: {why}. Choose another folder, or close the "
                    "file if it is open elsewhere.",
                    place=place,
                    why=error.strerror or error,
                )
            )
        else:
            self._say(done.format(folder=place))

    def _say(self, words: str) -> None:
        self.statusBar().showMessage(words, 15_000)

    def _open_dialog(self, title: str, content: QWidget, size: QSize = QSize(480, 320)) -> None:  # noqa: B008
        dialog = QDialog(self)
        dialog.setWindowTitle(title)
        dialog.setAttribute(layout.DELETE_ON_CLOSE)
        box = layout.padded(QVBoxLayout(dialog))
        box.addWidget(content)
        dialog.resize(size)
        dialog.open()

    # -- Qt ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and announce the first time."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are dragged in."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the files that were dropped."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.session.open(files)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let running work end before the window goes."""
        self.session.wait()
        super().closeEvent(event)


def _spring() -> QWidget:
    spring = QWidget()
    spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return spring


def _flat(act: Callable[[], None]) -> QPushButton:
    button = QPushButton()
    button.setFlat(True)
    button.clicked.connect(act)
    return button


def _status_part(widget: Any) -> Any:
    widget.setObjectName("part")
    return widget
