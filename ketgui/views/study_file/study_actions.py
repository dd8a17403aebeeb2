"""New, Open, Save and Save as: nothing that is not saved is lost without a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from ketgui.paths import find_folder_beside
from ketgui.project.recent import remember_recent
from ketgui.session.session import Session
from ketgui.session.study_file import StudyFile
from ketgui.session.transitions import find_study
from ketgui.text import _
from ketgui.views.study_file.recent_menu import RecentMenu
from ketgui.views.widgets.dialogs import ask_open, list_readable_suffixes, show_message
from ketgui.writing import explain_failure

if TYPE_CHECKING:
    from ketgui.project.recovery import RecoveryCopy
    from ketgui.settings import Settings


class StudyActions(QObject):
    """Opens and saves the study of a window.

    Signals
    -------
    message(str)
        The name of the saved study, or where else it is open.
    failed(str)
        Why something was not saved, and what to do.
    settings_changed(Settings)
        Whether recent studies are remembered, or the name with each change, is another.
    """

    message = Signal(str)
    failed = Signal(str)
    settings_changed = Signal(object)

    def __init__(
        self,
        session: Session,
        study_file: StudyFile,
        window: QMainWindow,
        get_settings: Callable[[], Settings],
    ) -> None:
        super().__init__(window)
        self._session, self._file, self._window = session, study_file, window
        self._get_settings = get_settings
        # What is done once the study is saved, and what a password is asked for.
        self._after_saving: Callable[[], None] | None = None
        self._reopen: Callable[[Path, str], None] = self._open_with_password
        session.history.person = get_settings().person
        session.password_wanted.connect(self._on_password_wanted)
        session.files_missing.connect(self._on_missing)
        session.study_opened.connect(self._on_opened)
        session.study_begun.connect(self._on_begun)
        study_file.saved.connect(self._on_saved)
        study_file.failed.connect(self._on_failed)
        study_file.recovery_failed.connect(self._on_recovery_failed)

    @property
    def study_name(self) -> str:
        """The name of the study's file; empty before it was saved."""
        return self._file.name

    def add_recent_menu(self, bar: QMenuBar, before: QAction) -> None:
        """Put the recent studies into the menu of an action, before it."""
        menu = next(m for m in bar.findChildren(QMenu) if before in m.actions())
        recent = RecentMenu(menu, is_remembering=self._get_settings().recent_studies)
        recent.study_wanted.connect(lambda path: self.open_paths([path]))
        recent.remember_wanted.connect(self._on_remember)
        menu.insertMenu(before, recent)

    @Slot(bool)
    def _on_remember(self, is_remembering: bool) -> None:
        settings = replace(self._get_settings(), recent_studies=is_remembering)
        self.settings_changed.emit(settings)

    @Slot(str)
    def set_person(self, name: str) -> None:
        """Note whose changes the history tells of from now on."""
        self._session.history.person = name
        self.settings_changed.emit(replace(self._get_settings(), person=name))

    # Opening.

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open a study, or show how other files are understood."""
        study = find_study(paths)
        if study is None:
            self._session.propose(paths)
        # Opening it again would change nothing and lose what can be undone.
        elif study == self._file.path and not self._session.history.has_unsaved_work:
            self.message.emit(_("{name} is open here.", name=study.stem))
        else:
            self.when_saved(lambda: self._open_study(study))

    def when_saved(self, then: Callable[[], None]) -> None:
        """Do something that closes the open study, once its unsaved changes are settled."""
        if not self._session.history.has_unsaved_work:
            then()
            return
        from ketgui.views.study_file.unsaved_question import UnsavedQuestion

        # A question, not a refusal: `then` runs after the answer, whichever it is but Cancel.
        question = UnsavedQuestion(self._window, self._file.name)
        question.discard_wanted.connect(then)
        question.save_wanted.connect(lambda: self._save_and(then))
        question.open()

    def _save_and(self, then: Callable[[], None]) -> None:
        self._after_saving = then
        self.save_study()

    def _open_study(self, path: Path) -> None:
        from ketgui.project.recovery import find_copies_beside

        copies = find_copies_beside([path])
        if copies:
            self._ask_to_recover(copies[0])
        else:
            self._reopen = self._open_with_password
            self._session.open_study(path)

    def offer_recovery(self) -> None:
        """Offer what a window that ended without closing left behind."""
        from ketgui.project.recent import list_recent
        from ketgui.project.recovery import find_copies_beside, find_unsaved_copies

        copies = (*find_unsaved_copies(), *find_copies_beside(list_recent()))
        if copies:
            self._ask_to_recover(copies[0])

    def _ask_to_recover(self, copy: RecoveryCopy) -> None:
        from ketgui.views.study_file.recovery_question import RecoveryQuestion

        question = RecoveryQuestion(self._window, copy)
        question.recover_wanted.connect(self._recover)
        question.discard_wanted.connect(self._discard)
        question.open()

    @Slot(object)
    def _recover(self, copy: RecoveryCopy) -> None:
        def reopen(path: Path, password: str) -> None:
            self._session.recover(path, copy.study, password)

        self._reopen = reopen
        self._session.recover(copy.path, copy.study)

    @Slot(object)
    def _discard(self, copy: RecoveryCopy) -> None:
        from ketgui.project.recovery import remove_recovery

        remove_recovery(copy.path)
        if copy.study:
            self._open_study(copy.study)

    def _open_with_password(self, path: Path, password: str) -> None:
        self._session.open_study(path, (), password)

    @Slot(object, str)
    def _on_password_wanted(self, path: Path, reason: str) -> None:
        from ketgui.views.study_file.save_dialog import PasswordDialog

        dialog = PasswordDialog(self._window, path.stem, reason)
        dialog.entered.connect(lambda password: self._reopen(path, password))
        dialog.open()

    @Slot(object, tuple)
    def _on_missing(self, project: Path, names: tuple[str, ...]) -> None:
        """Ask for the files of an older project that are missing beside it."""
        title = _("Where is {names}?", names=", ".join(names))
        kind, folder = _("Tables of patients"), str(project.parent)
        if files := ask_open(self._window, kind, list_readable_suffixes(), title, folder):
            self._session.open_study(project, files)

    @Slot(object, object)
    def _on_opened(self, path: Path, _key: object) -> None:
        self._remember(path)
        holder = self._file.holder
        if holder is not None:
            host = _("this computer") if holder.is_here else holder.host
            notice = _(
                "{name} is open in another window on {host}. Here it can be read, and saved under "
                "another name.",
                name=path.stem,
                host=host,
            )
            show_message(self._window, notice)
        elif changed := self._find_changed_sources(path):
            self.message.emit(
                _(
                    "{names} beside the study has changed since. File, Read the files again shows "
                    "what changed.",
                    names=", ".join(changed),
                )
            )

    @Slot()
    def _on_begun(self) -> None:
        """Say what is missing where only a part of a damaged study could be opened."""
        imported = self._session.imported
        damage = [issue for issue in imported.issues if issue.key == "damaged"] if imported else []
        if damage:
            notice = _(
                "{name} is damaged. {problems} What is whole is open; do not report from it. Open "
                "the copy {name}.bak beside it, or a copy of your own. The damaged file stays as "
                "it is.",
                name=damage[0].file,
                problems=" ".join(issue.message for issue in damage),
            )
            show_message(self._window, notice)

    def _find_changed_sources(self, path: Path) -> list[str]:
        """Return the names of source files beside a study that have changed since."""
        import hashlib

        imported = self._session.imported
        names: list[str] = []
        for source in imported.sources if imported else ():
            beside = path.with_name(source.name)
            if beside.is_file():
                with beside.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                if digest != source.sha256:
                    names.append(source.name)
        return names

    def read_again(self) -> None:
        """Read the files again: those beside a study, if they are all there."""
        imported, path = self._session.imported, self._file.path
        beside = (
            [path.with_name(source.name) for source in imported.sources]
            if (imported and path and not self._session.paths)
            else []
        )
        is_there = bool(beside) and all(file.is_file() for file in beside)
        self._session.read_again(files=beside if is_there else ())

    # Saving.

    def save_study(self) -> None:
        """Save the study; one without a file, or one open elsewhere, is asked a place for."""
        if self._file.can_save:
            self._file.save()
        else:
            self.save_study_as()

    def save_study_as(self) -> None:
        """Ask where to save the study, and save it."""
        from ketgui.views.study_file.save_dialog import SaveStudyDialog

        dialog = SaveStudyDialog(
            self._window, self._suggest_place(), has_password=self._file.key is not None
        )
        dialog.chosen.connect(self._on_chosen)
        dialog.rejected.connect(self._on_not_saved)
        dialog.open()

    def _suggest_place(self) -> Path:
        if self._file.path:
            return self._file.path
        from ketgui.project.recipe import SUFFIX

        paths = self._session.paths
        name = paths[0].stem if paths else "study"
        return find_folder_beside(paths) / f"{name}{SUFFIX}"

    @Slot(object, object)
    def _on_chosen(self, path: Path, password: str | None) -> None:
        from ketgui.project.saving import add_suffix

        path = add_suffix(path)
        if path != self._file.path and path.exists():
            self._ask_to_replace(path, password)
        else:
            self._file.save_as(path, password)

    def _ask_to_replace(self, path: Path, password: str | None) -> None:
        from PySide6.QtWidgets import QMessageBox

        from ketgui.views.widgets.dialog import Question

        box = Question(self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        # The path may have been typed, where no file dialog has asked.
        box.setText(_("{name} is there already. Replace it?", name=path.name))
        replacing = box.addButton(_("Replace"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(cancel)
        replacing.clicked.connect(lambda: self._file.save_as(path, password))
        cancel.clicked.connect(self._on_not_saved)
        box.open()

    @Slot()
    def _on_not_saved(self) -> None:
        self._after_saving = None

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self._remember(path)
        self.message.emit(_("Saved: {name}", name=path.name))
        then, self._after_saving = self._after_saving, None
        if then:
            then()

    @Slot(object)
    def _on_failed(self, error: OSError) -> None:
        self._after_saving = None
        # What was to follow must not happen: the study is still unsaved.
        self.failed.emit(explain_failure(error))

    @Slot(object)
    def _on_recovery_failed(self, error: OSError) -> None:
        self.message.emit(_("The recovery copy was not written: {why}", why=explain_failure(error)))

    def _remember(self, path: Path) -> None:
        if self._get_settings().recent_studies:
            remember_recent(path)
