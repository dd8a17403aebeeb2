"""The file of the open study: its path and lock, saving it, and its recovery copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ketgui.session.jobs import Jobs
from ketgui.session.session import Session
from ketgui.text import _

if TYPE_CHECKING:
    from ketgui.project.encryption import StudyKey
    from ketgui.project.lock import Holder
    from ketgui.project.saving import Contents
    from ketgui.reporting.request import ReportRequest
    from ketgui.session.state import State

# A change reaches the recovery copy within two seconds; changes made in one go are written once.
_PAUSE_MS = 400
# While something is being written, the next copy is tried again after this time.
_RETRY_MS = 100
_numbers = count()


class StudyFile(QObject):
    """Saves the study of a session, and keeps its recovery copy up to date.

    Parameters
    ----------
    session : Session
    get_defaults : callable
        Returns what a report is made of where the user chose nothing.

    Attributes
    ----------
    path : Path or None
        The study's file; None before it was saved.
    key : StudyKey or None
        Seals it.
    holder : Holder or None
        Another window that has the file open: it is not written to here.

    Signals
    -------
    changed()
        Another file, or another password, is the study's.
    saved(Path)
        The study was saved.
    failed(OSError)
        It could not be saved.
    recovery_failed(OSError)
        The recovery copy could not be written; said once until it can be again.
    """

    changed = Signal()
    saved = Signal(object)
    failed = Signal(object)
    recovery_failed = Signal(object)

    def __init__(
        self,
        session: Session,
        get_defaults: Callable[[], ReportRequest],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._get_defaults = session, get_defaults
        self.path: Path | None = None
        self.key: StudyKey | None = None
        self.holder: Holder | None = None
        # Several windows without a file must not write to one recovery copy.
        self._number = next(_numbers)
        self._recovery: Path | None = None
        self._has_failed = False
        self._is_kept = False
        self._jobs = Jobs(self, newest_wins=False)
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._on_pause)
        session.study_opened.connect(self._on_opened)
        session.study_recovered.connect(self._on_recovered)
        session.study_begun.connect(self._on_begun)
        session.history.changed.connect(self._on_changed)

    @property
    def name(self) -> str:
        """The file's name without its suffix; empty before it was saved."""
        return self.path.stem if self.path else ""

    @property
    def can_save(self) -> bool:
        """Whether saving needs no question: it has a file that no other window has open."""
        return self.path is not None and self.holder is None

    @property
    def is_saving(self) -> bool:
        """Whether something is being written."""
        return self._jobs.is_busy

    def save(self) -> None:
        """Save the study to its file, off the main thread."""
        assert self.path is not None
        self.save_as(self.path)

    def save_as(self, path: Path, password: str | None = None) -> None:
        """Save the study to a file, which is its file from then on.

        Parameters
        ----------
        path : Path
        password : str or None
            Seals it; empty for none, None to leave it as it is.
        """
        from ketgui.project.lock import take_lock

        holder = take_lock(path)
        if holder is not None:
            self.failed.emit(_make_lock_error(path, holder))
            return
        contents = self._collect(self.key)
        state, entries = self._session.history.state, len(contents.trail)

        def work() -> StudyKey | OSError | None:
            from ketgui.project.encryption import make_key
            from ketgui.project.saving import save_study

            # Making a key takes a second.
            key = contents.key
            if password is not None:
                key = make_key(password) if password else None
            try:
                save_study(path, replace(contents, key=key))
            except OSError as error:
                error.filename = error.filename or str(path)
                return error
            return key

        receive = partial(self._on_saved, path, state, entries)
        self._jobs.start(work, receive, _("Saving {name}…", name=path.name))

    def _on_saved(
        self, path: Path, state: State, entries: int, result: StudyKey | OSError | None
    ) -> None:
        if isinstance(result, OSError):
            if path != self.path:
                _release(path)
            self.failed.emit(result)
            return
        self._attach(path, result, None)
        self._session.history.mark_saved(state, entries)
        self.saved.emit(path)

    def write_recovery_now(self) -> None:
        """Write the recovery copy before returning: the session is being ended."""
        self._pause.stop()
        if self._session.history.has_unsaved_work:
            self._write_recovery()
        self._is_kept = True
        self._jobs.finish()

    def finish(self) -> None:
        """Wait until everything is written."""
        self._jobs.finish()

    def close(self) -> None:
        """Release the study's file and remove its recovery copy: the user has decided to close."""
        self._pause.stop()
        self._jobs.finish()
        # The system ended the session: the copy holds what was not saved.
        if self._is_kept:
            return
        if self._recovery:
            self._remove(self._recovery)
        self._let_go()

    @Slot(object, object)
    def _on_opened(self, path: Path, key: StudyKey | None) -> None:
        from ketgui.project.lock import take_lock

        self._forget_recovery()
        self._attach(path, key, take_lock(path))

    @Slot()
    def _on_begun(self) -> None:
        self._forget_recovery()
        self._attach(None, None, None)

    @Slot(object, object, object)
    def _on_recovered(self, copy: Path, study: Path | None, key: StudyKey | None) -> None:
        from ketgui.project.lock import take_lock

        if self._recovery != copy:
            self._forget_recovery()
        self._attach(study, key, take_lock(study) if study else None)
        self._recovery = copy

    def _forget_recovery(self) -> None:
        """Remove the copy of the study before: whether to save it was asked."""
        self._pause.stop()
        self._jobs.finish()
        if self._recovery:
            self._remove(self._recovery)

    def _attach(self, path: Path | None, key: StudyKey | None, holder: Holder | None) -> None:
        if path != self.path:
            self._let_go()
        self.path, self.key, self.holder = path, key, holder
        self.changed.emit()

    def _let_go(self) -> None:
        if self.path is not None and self.holder is None:
            _release(self.path)
        self.path = None

    @Slot()
    def _on_changed(self) -> None:
        # Not restarted by each change: a copy is written during continuous work, too.
        if not self._pause.isActive():
            self._pause.start(_PAUSE_MS)

    @Slot()
    def _on_pause(self) -> None:
        if self._jobs.is_busy:
            self._pause.start(_RETRY_MS)
        elif self._session.history.has_unsaved_work:
            self._write_recovery()
        elif self._recovery:
            self._remove(self._recovery)

    def _write_recovery(self) -> None:
        from ketgui.project.recovery import get_recovery_path, write_recovery

        try:
            # A study that another window has open is recovered as one of this window's own.
            path = get_recovery_path(self.path if self.can_save else None, self._number)
        except OSError as error:
            self._on_recovery(error)
            return
        if self._recovery not in (None, path):
            self._remove(self._recovery)
        self._recovery = path
        contents = self._collect(self.key)

        def work() -> OSError | None:
            try:
                write_recovery(path, contents)
            except OSError as error:
                return error
            return None

        self._jobs.start(work, self._on_recovery)

    def _on_recovery(self, error: OSError | None) -> None:
        if error is not None and not self._has_failed:
            self.recovery_failed.emit(error)
        self._has_failed = error is not None

    def _remove(self, path: Path | None) -> None:
        from ketgui.project.recovery import remove_recovery

        if path is not None:
            self._jobs.start(lambda: remove_recovery(path), lambda _nothing: None)
        self._recovery = None

    def _collect(self, key: StudyKey | None) -> Contents:
        from ketgui.project.saving import Contents

        history = self._session.history
        imported = history.state.imported
        assert imported is not None
        saved = len(history.trail) - history.unsaved_entries
        make_recipe = self._session.prepare_recipe(self._get_defaults())
        return Contents(imported, history.trail, make_recipe, key, saved)


def _release(path: Path) -> None:
    from ketgui.project.lock import release_lock

    release_lock(path)


def _make_lock_error(path: Path, holder: Holder) -> OSError:
    import errno

    host = _("this computer") if holder.is_here else holder.host
    reason = _("another window on {host} has it open", host=host)
    return OSError(errno.EBUSY, reason, str(path))
