"""The main window: menus, tool bar and tabs; it forwards requests and shows results."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QIcon, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QToolBar

from ketgui import settings as preferences
from ketgui.paths import find_resource
from ketgui.project.recent import list_recent
from ketgui.session.session import Session
from ketgui.session.study_file import StudyFile
from ketgui.session.worker import wait_for_workers
from ketgui.settings import Settings
from ketgui.text import _, current_language
from ketgui.views import layout
from ketgui.views import menus as commands
from ketgui.views.application import load_qt_texts
from ketgui.views.focus_ring import FocusRing
from ketgui.views.menu_actions import MenuActions
from ketgui.views.pages import Pages
from ketgui.views.plan_strip import PlanStrip
from ketgui.views.reading_order import ReadingOrderWindow
from ketgui.views.report.defaults import get_default_request
from ketgui.views.report.exporter import Exporter
from ketgui.views.report.report_writer import ReportWriter
from ketgui.views.status import Status, name_study
from ketgui.views.study_file.study_actions import StudyActions
from ketgui.views.tabs import TABS
from ketgui.views.view_choices import ViewChoices
from ketgui.views.welcome import NotComputed, Welcome
from ketgui.views.widgets.dialogs import show_message, show_notice
from ketgui.views.widgets.problems.problem_count import count_problems

if TYPE_CHECKING:
    from ketgui.importing import Import
    from ketgui.importing.issues import Issue
    from ketgui.statistics.analysis import Analysis
    from ketgui.views.cohort.patient_window import PatientWindow
    from ketgui.views.importing.page import ImportPage
    from ketgui.views.importing.unfinished import UnfinishedImport


class MainWindow(ReadingOrderWindow):
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
        self._painted = self._leaving = False
        self._dark = layout.is_dark()
        self.exporter = Exporter(session, settings, self)
        self.reports = ReportWriter(session, lambda: self.settings, self)
        self.study_file = StudyFile(session, lambda: get_default_request(self.settings), self)
        self.studies = StudyActions(session, self.study_file, self, lambda: self.settings)
        self.studies.message.connect(self._show_message)
        self.studies.failed.connect(self._on_failed)
        self.studies.settings_changed.connect(self._keep)
        self.study_file.changed.connect(self._show_title)
        self.menu_actions = MenuActions(session, self.exporter, self.reports, self.studies, self)
        self.menu_actions.import_wanted.connect(self._on_proposed)
        self.menu_actions.help_wanted.connect(self._on_help)
        self.exporter.message.connect(self._show_message)
        self.exporter.failed.connect(self._on_failed)
        self.exporter.settings_changed.connect(self._keep)
        for writer in (self.exporter, self.reports):
            writer.written.connect(partial(show_notice, self))
        self.reports.failed.connect(self._on_failed)
        self.reports.busy_changed.connect(self._on_busy)
        self.setWindowIcon(QIcon(str(find_resource("icons", "ketgui.png"))))
        self.resize(layout.WINDOW)
        self._patient: PatientWindow | None = None
        # What was typed on an import page that is being built anew.
        self._unfinished: UnfinishedImport | None = None
        self._view = ViewChoices(settings, self)
        self._view.changed.connect(self._on_view_changed)
        self._build()
        self.focus_ring = FocusRing(self)
        session.analysis_changed.connect(self._on_analysis)
        session.latest.stopped.connect(self._show_state)
        session.proposed.connect(self._on_proposed)
        session.busy_changed.connect(self._on_busy)
        session.history.changed.connect(self._on_history)
        self.first_painted.connect(self._on_first_painted)

    def report_failure(self, location: str) -> None:
        """Say that something in the program failed; the window stays."""
        self.menu_actions.failure = location
        self._show_message(
            _("Something in KetGUI failed; your files are unchanged. Help, About says where.")
        )

    # Building: everything that holds text is rebuilt when the language changes.

    def _build(self) -> None:
        load_qt_texts(current_language())
        for bar in self.findChildren(QToolBar):
            self.removeToolBar(bar)
            bar.deleteLater()
        if hasattr(self, "status"):
            self.status.clear()
        if self._patient and not self._patient.is_being_written:
            self._patient.close()
            self._patient.deleteLater()
            self._patient = None
        titles = tuple(tab.title_under(self.session.plan) for tab in TABS)
        self.actions_by_name = commands.build_menus(
            self.menuBar(),
            self.menu_actions,
            titles,
            self._on_tab_wanted,
            self.menu_actions.show_full_screen,
            self._view.list_choices(self.settings),
        )
        self.studies.add_recent_menu(self.menuBar(), self.actions_by_name["read_again"])
        self.plan_strip = PlanStrip(self.actions_by_name, self.menu_actions.change_plan)
        self.addToolBar(self.plan_strip)
        self._build_pages()
        self.status = Status(self.statusBar(), self.session)
        self.status.patients_wanted.connect(partial(self.pages.setCurrentIndex, 0))
        self.status.problems_wanted.connect(self._on_problems)
        self._on_history()
        self._show_state()

    @Slot()
    def _on_first_painted(self) -> None:
        from ketgui.views.widgets.drop_target import DropTarget

        DropTarget(self, self.studies.open_paths)
        self._show_recent()

    def _show_recent(self) -> None:
        self._welcome.show_recent(list_recent() if self.settings.recent_studies else ())

    def _build_pages(self) -> None:
        self._welcome = Welcome()
        handlers = {
            "export_wanted": self.exporter.export_figure,
            "report_wanted": self.menu_actions.write_report,
            "patient_wanted": self._on_patient,
            "problem_wanted": self._on_problem,
            "explanation_wanted": self.menu_actions.explain_number,
            "columns_hidden": partial(self._keep_preference, "hidden_columns"),
        }
        self.pages = Pages(self.session, self.settings, handlers)
        self._import_page: ImportPage | None = None
        self._not_computed = NotComputed(self.session)
        self._welcome.new_wanted.connect(self.menu_actions.new_study)
        self._welcome.open_wanted.connect(self.menu_actions.open_files)
        self._welcome.example_wanted.connect(self.menu_actions.open_example)
        self._welcome.study_wanted.connect(lambda path: self.studies.open_paths([path]))
        self._welcome.language_wanted.connect(self._view.use_language)
        if self._painted:
            self._show_recent()
        self._welcome.template_wanted.connect(self.menu_actions.save_template)
        self.pages.splitter_moved.connect(partial(self._keep_preference, "splitter"))
        self._stack = QStackedWidget()
        for page in (self._welcome, self._not_computed, self.pages):
            self._stack.addWidget(page)
        self.setCentralWidget(self._stack)

    # Showing results.

    @Slot(object)
    def _on_analysis(self, analysis: Analysis) -> None:
        if chosen := self.session.selection.ids:
            # Patients of an earlier file are not in this one.
            self.session.selection.select(
                chosen.intersection(analysis.cohort.patients["patient_id"])
            )
        if self._has_cohort():
            self.pages.show_analysis(analysis)
        self._show_state()

    @Slot(object)
    def _on_proposed(self, imported: Import) -> None:
        if self._import_page is None:
            self._import_page = self._build_import_page()
        self._import_page.show_import(imported, self._unfinished)
        self._unfinished = None
        self.actions_by_name["read_again"].setEnabled(True)
        self._stack.setCurrentWidget(self._import_page)

    def _build_import_page(self) -> ImportPage:
        from ketgui.views.importing.page import ImportPage

        page = ImportPage(self.session, self.studies.when_saved)
        page.open_wanted.connect(self.menu_actions.open_files)
        page.dismissed.connect(self._on_dismissed)
        self._stack.addWidget(page)
        return page

    @Slot()
    def _on_dismissed(self) -> None:
        self.session.dismiss()
        self._show_state()

    @Slot(str)
    def _on_busy(self, activity: str) -> None:
        self.status.show_busy(activity)

    @Slot()
    def _on_history(self) -> None:
        history = self.session.history
        commands.name_steps(self.actions_by_name, history.undo_line, history.redo_line)
        self._show_plan()
        self.setWindowModified(self.session.history.has_unsaved_work)

    def _show_plan(self) -> None:
        """Show the definitions that the numbers on the screen are by."""
        analysis = self.session.analysis
        plan = analysis.plan if analysis else self.session.plan
        self.plan_strip.show_plan(plan.summarise())
        for index, tab in enumerate(TABS):
            self.actions_by_name[f"tab_{index}"].setText(tab.title_under(plan))

    def _keep_preference(self, name: str, value: object) -> None:
        self._keep(replace(self.settings, **{name: value}))

    @Slot(object)
    def _keep(self, settings: Settings) -> None:
        self.settings = self.exporter.settings = self._view.settings = settings

    @Slot(str)
    def _on_failed(self, message: str) -> None:
        """Show a failure in the middle of the window: it must not be missed."""
        show_message(self, message)

    @Slot(str)
    def _show_message(self, message: str) -> None:
        show_notice(self, message)

    def _has_cohort(self) -> bool:
        return self.session.imported is not None and self.session.analysis is not None

    @Slot()
    def _show_state(self) -> None:
        shown = self.session.latest.state if self._has_cohort() else None
        is_stopped = self.session.latest.is_stopped
        commands.enable(
            self.actions_by_name,
            cohort=bool(shown) or is_stopped,
            numbers=bool(shown),
            files=bool(shown and shown.imported and shown.imported.sources),
        )
        empty = self._not_computed if is_stopped else self._welcome
        self._stack.setCurrentWidget(self.pages if shown else empty)
        self._show_plan()
        analysis = self.session.analysis if shown else None
        imported = shown.imported if shown else None
        self._show_title()
        self.status.show_state(analysis, imported)
        self.pages.show_badge(0, count_problems(imported.issues) if imported else 0)

    @Slot()
    def _show_title(self) -> None:
        analysis = self.session.analysis if self._has_cohort() else None
        name = name_study(self.study_file.name, analysis)
        # Qt shows a mark in place of [*] while there is unsaved work.
        self.setWindowTitle(f"KetGUI — {name}[*]" if name else "KetGUI[*]")

    # Requests from menus, tool bar and tabs.

    @Slot()
    def _on_tab_wanted(self) -> None:
        action = self.sender()
        if self._has_cohort() and isinstance(action, QAction):
            # Columns and answers, if they are shown, are one key away (Ctrl+I).
            self._stack.setCurrentWidget(self.pages)
            self.pages.setCurrentIndex(action.data())
            self.pages.tabBar().setFocus()

    @Slot(object)
    def _on_view_changed(self, settings: Settings) -> None:
        self._keep(settings)
        # The menu that sent this is rebuilt: it must close first.
        QTimer.singleShot(0, self, self._rebuild)

    @Slot()
    def _rebuild(self) -> None:
        from ketgui.views.view_state import capture_view, restore_view

        page, kept = self._stack.currentWidget(), capture_view(self.pages)
        importing = self._import_page if page is self._import_page else None
        unfinished = importing.capture() if importing else self._unfinished
        self._build()
        if self.session.analysis and self._has_cohort():
            self.pages.show_analysis(self.session.analysis)
            restore_view(self.pages, kept)
            self.menu_actions.renew_entry()
        if unfinished:
            # Read again in the window's language; the page shows it when that is done.
            self._unfinished = unfinished
            self.session.read_again()
        if why := preferences.save(self.settings):
            self._show_message(
                _(
                    "Preferences cannot be saved on this computer ({why}); they last until you "
                    "close KetGUI.",
                    why=why,
                )
            )

    @Slot(str)
    def _on_patient(self, patient_id: str) -> None:
        if self.session.analysis:
            from ketgui.views.cohort.patient_window import PatientWindow

            if self._patient is None:
                self._patient = PatientWindow(self.session, self)
                self._patient.sheet_wanted.connect(self.menu_actions.printouts.ask_sheet)
                self._patient.course_wanted.connect(self.menu_actions.printouts.save_course)
            self._patient.show_patient(patient_id)
            # From a table, the page is opened to be read; beside a figure, the figure goes on.
            if isinstance(self.focusWidget(), QAbstractItemView):
                self._patient.activateWindow()

    @Slot(object)
    def _on_problem(self, issue: Issue) -> None:
        if self.session.imported:
            self._on_proposed(self.session.imported)
        if self._import_page:
            self._import_page.show_issue(issue)

    @Slot()
    def _on_help(self) -> None:
        from ketgui.views.dialogs.help import open_help

        in_tabs = self._stack.currentWidget() is self.pages
        key = TABS[self.pages.currentIndex()].key if in_tabs else "import"
        open_help(self, key)

    @Slot()
    def _on_problems(self) -> None:
        from ketgui.views.cohort.tab import CohortTab

        self.pages.setCurrentIndex(0)
        tab = self.pages.get_tab(0)
        if isinstance(tab, CohortTab):
            tab.show_problems()

    @Slot()
    def leave(self) -> None:
        """Close without a question: the system ends the session; a recovery copy holds all."""
        self.study_file.write_recovery_now()
        self._leave()

    @Slot()
    def _leave(self) -> None:
        self._leaving = True
        self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and announce the first time."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            # After this paint, not during it.
            QTimer.singleShot(0, self.first_painted.emit)

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the icons when the system changes between light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and layout.is_dark() != self._dark:
            self._dark = layout.is_dark()
            QTimer.singleShot(0, self, self._rebuild)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Finish running work and save the preferences before the window closes."""
        if self._patient and self._patient.is_being_written:
            # The page of the patient asks whether to save the notes.
            event.ignore()
            self._patient.reject()
            self._patient.activateWindow()
            return
        if self.session.history.has_unsaved_work and not self._leaving:
            event.ignore()
            self.studies.when_saved(self._leave)
            return
        self.study_file.close()
        self.session.wait()
        self.exporter.wait()
        self.reports.wait()
        # Tables that are being exported.
        wait_for_workers()
        preferences.save(self.settings)
        super().closeEvent(event)
