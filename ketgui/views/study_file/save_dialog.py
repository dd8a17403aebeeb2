"""The dialogs for the file and the password of a study."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ketgui.paths import read_path
from ketgui.project.recipe import SUFFIX
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.dialog import Dialog
from ketgui.views.widgets.dialogs import ask_save, make_buttons


class SaveStudyDialog(Dialog):
    """Asks for the file and, if wanted, a password.

    Signals
    -------
    chosen(Path, object)
        The file, and the password: text for a new one, empty for none, None to keep the one there
        is.
    """

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget, suggested: Path, *, has_password: bool) -> None:
        super().__init__(parent, _("Save the study"))
        self._has_password = has_password
        self.setAttribute(layout.DELETE_ON_CLOSE)
        self.place = QLineEdit(str(suggested))
        self.seal = QCheckBox(_("Encrypt with a password"))
        self.seal.setChecked(has_password)
        self.password, self.again = _make_password_line(), _make_password_line()
        if has_password:
            for line in (self.password, self.again):
                # The password itself is not known here: only its key is.
                line.setPlaceholderText(_("unchanged"))
        self.message = layout.make_paragraph()
        self.save_button = QPushButton(_("Save"))
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self._on_save)
        self.seal.toggled.connect(self._on_toggled)
        self._lay_out()
        self._on_toggled(has_password)
        self.place.setFocus()

    def _lay_out(self) -> None:
        choose = layout.make_button("folder-open", _("Choose…"), self._on_choose)
        row = QFormLayout()
        row.addRow(_("File"), layout.put_beside(self.place, choose))
        self._secret = QWidget()
        form = QFormLayout(self._secret)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(_("Password"), self.password)
        form.addRow(_("Password again"), self.again)
        self._warning = layout.make_paragraph(
            _(
                "Without the password nobody can open the study, and nobody can recover it: "
                "write it down where your data are kept. The recovery copy is encrypted too; "
                "reports and exported tables are not."
            )
        )
        content = QWidget()
        box = layout.pad(QVBoxLayout(content), 0)
        box.addWidget(
            layout.make_paragraph(
                _("One file holds the whole study: it opens on any computer without other files.")
            )
        )
        box.addLayout(row)
        box.addWidget(self.seal)
        box.addWidget(self._secret)
        box.addWidget(self._warning)
        box.addWidget(self.message)
        box.addStretch()
        self.message.hide()
        self.fill(content, make_buttons(self, self.save_button))

    def _on_toggled(self, is_sealed: bool) -> None:
        for part in (self._secret, self._warning):
            part.setVisible(is_sealed)
        self.fit()
        if is_sealed:
            self.password.setFocus()

    def _on_choose(self) -> None:
        kinds = f"{_('KetGUI studies')} (*{SUFFIX})"
        if path := ask_save(self, _("Save the study"), self.place.text(), kinds):
            self.place.setText(str(path))

    def _on_save(self) -> None:
        path, password = read_path(self.place.text()), self.password.text()
        if not self.place.text().strip() or path.is_dir():
            self._refuse(_("Choose a file name."))
        elif self.seal.isChecked() and password != self.again.text():
            self._refuse(_("The two passwords are not the same."))
        elif self.seal.isChecked() and not password and not self._has_password:
            self._refuse(_("Type a password, or save without encryption."))
        else:
            # An empty field keeps the password that the study has.
            keeps = self.seal.isChecked() and not password
            self.chosen.emit(path, None if keeps else password if self.seal.isChecked() else "")
            self.accept()

    def _refuse(self, reason: str) -> None:
        self.message.setText(reason)
        self.message.setStyleSheet(f"color: {layout.get_state_colour('error').name()}")
        self.message.show()
        self.fit()


class PasswordDialog(Dialog):
    """Asks for the password of a study.

    Signals
    -------
    entered(str)
        The password that was typed.
    """

    entered = Signal(str)

    def __init__(self, parent: QWidget, name: str, reason: str) -> None:
        super().__init__(parent, _("Password of {name}", name=name))
        self.setAttribute(layout.DELETE_ON_CLOSE)
        self.password = _make_password_line()
        self.open_button = QPushButton(_("Open"))
        self.open_button.setDefault(True)
        self.open_button.clicked.connect(self._on_open)
        content = QWidget()
        box = layout.pad(QVBoxLayout(content), 0)
        box.addWidget(layout.make_paragraph(reason or _("This study is encrypted.")))
        box.addLayout(layout.put_below(_("Password"), self.password))
        box.addStretch()
        self.fill(content, make_buttons(self, self.open_button))
        self.password.setFocus()

    def _on_open(self) -> None:
        if self.password.text():
            self.entered.emit(self.password.text())
            self.accept()


def _make_password_line() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setAccessibleName(_("Password"))
    return line
