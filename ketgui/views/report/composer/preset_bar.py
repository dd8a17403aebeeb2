"""Presets of journals: chosen by name, saved under a name, shared as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ketgui.figures.presets import BUILT_IN, Preset, PresetError
from ketgui.figures.style import FigureStyle
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.report.composer import preset_store
from ketgui.views.widgets.dialogs import ask_open, ask_save
from ketgui.writing import describe_cause, explain_failure


class PresetBar(QWidget):
    """Chooses, saves, shares and deletes presets.

    Signals
    -------
    chosen(Preset)
        The look of the figure is to be this one's.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._look, self._statistics = FigureStyle(), ""
        self._choice = QComboBox()
        self._choice.setAccessibleName(_("Journal preset"))
        self._choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._choice.setMinimumContentsLength(20)
        # activated, not currentIndexChanged: showing which preset fits is no choice of the user's.
        self._choice.activated.connect(self._on_chosen)
        self._name = QLineEdit()
        self._save = _make_button(_("Save preset"), self.save)
        self._delete = _make_button(_("Delete"), self.delete)
        self._name.textChanged.connect(lambda _text: self._enable())
        self._message = layout.make_paragraph()
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.hide()
        self.setFocusProxy(self._choice)
        self._lay_out()
        self._fill()

    def show_look(self, look: FigureStyle, statistics: str) -> None:
        """Show the preset that a figure style has, if it has one's."""
        self._look, self._statistics = look, statistics
        preset = self._choice.currentData()
        if not (preset and self._fits(preset)):
            fitting = (i for i in range(1, self._choice.count()) if self._fits(self._get(i)))
            self._choice.setCurrentIndex(next(fitting, 0))
        self._enable()

    def save(self) -> None:
        """Save the look as it is now under the name that was typed."""
        preset = Preset.of(self._name.text().strip(), self._look, self._statistics)
        if self._attempt(lambda: preset_store.save_preset(preset)):
            self._name.clear()
            self._fill(preset)
            self._say(_("Preset saved: {name}", name=preset.name))

    def delete(self) -> None:
        """Delete the chosen preset of the user's own."""
        preset = self._choice.currentData()
        if preset and self._attempt(lambda: preset_store.delete_preset(preset.name)):
            self._fill()
            self._say(_("Preset deleted: {name}", name=preset.name))

    def open_file(self, path: Path) -> None:
        """Add the preset of a file to the user's own, and choose it."""
        try:
            preset = preset_store.read_preset_file(path)
        except PresetError as error:
            self._say(str(error))
        except OSError as error:
            why = describe_cause(error)
            self._say(_("{name} cannot be read: {why}.", name=path.name, why=why))
        else:
            if self._attempt(lambda: preset_store.save_preset(preset)):
                self._fill(preset)
                self.chosen.emit(preset)
                self._say(_("Preset opened: {name}", name=preset.name))

    def write_file(self, path: Path) -> None:
        """Write the look as it is now into a file for others."""
        preset = self._choice.currentData()
        name = preset.name if preset else path.stem
        path = path if path.suffix.lower() == ".toml" else path.with_name(f"{path.name}.toml")
        own = Preset.of(name, self._look, self._statistics)
        if self._attempt(lambda: preset_store.write_preset_file(path, own)):
            self._say(_("Saved: {folder}", folder=path))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(layout.STEP)
        grid.addWidget(self._choice, 0, 0)
        grid.addWidget(self._delete, 0, 1)
        grid.addLayout(layout.put_below(_("Name of a new preset"), self._name), 1, 0)
        grid.addWidget(self._save, 1, 1, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(_make_button(_("Open preset file…"), self._on_open), 2, 0)
        grid.addWidget(_make_button(_("Share…"), self._on_share), 2, 1)
        grid.setColumnStretch(0, 1)
        box = layout.pad(QVBoxLayout(self), 0, layout.STEP)
        box.addLayout(grid)
        box.addWidget(self._message)

    def _fill(self, chosen: Preset | None = None) -> None:
        """List the presets anew, with one chosen or else the one that fits."""
        self._choice.clear()
        self._choice.addItem(_("No preset: as set below"), None)
        for preset in BUILT_IN:
            title = preset.name
            self._choice.addItem(_(title), preset)
        self._choice.insertSeparator(self._choice.count())
        for preset in preset_store.list_presets():
            self._choice.addItem(preset.name, preset)
        if chosen:
            names = [getattr(self._get(index), "name", "") for index in range(self._choice.count())]
            self._choice.setCurrentIndex(names.index(chosen.name) if chosen.name in names else 0)
            self._enable()
        else:
            self.show_look(self._look, self._statistics)

    def _get(self, index: int) -> Preset | None:
        return self._choice.itemData(index)

    def _fits(self, preset: Preset | None) -> bool:
        return bool(
            preset and preset.is_look_of(self._look) and preset.style in ("", self._statistics)
        )

    def _enable(self) -> None:
        name = self._name.text().strip()
        self._save.setEnabled(bool(name) and name not in {preset.name for preset in BUILT_IN})
        preset = self._choice.currentData()
        self._delete.setEnabled(bool(preset) and preset not in BUILT_IN)

    def _on_chosen(self, _index: int) -> None:
        if preset := self._choice.currentData():
            self.chosen.emit(preset)
        self._enable()

    def _on_open(self) -> None:
        for path in ask_open(self, _("Presets"), ("toml",), _("Open a preset"))[:1]:
            self.open_file(path)

    def _on_share(self) -> None:
        preset = self._choice.currentData() or Preset("preset")
        suggested = preset_store.suggest_file_name(preset)
        if path := ask_save(self, _("Save the preset"), suggested, f"{_('Presets')} (*.toml)"):
            self.write_file(path)

    def _attempt(self, act: Callable[[], object]) -> bool:
        """Write or delete a file; say why if that fails."""
        try:
            act()
        except OSError as error:
            self._say(explain_failure(error))
        else:
            return True
        return False

    def _say(self, text: str) -> None:
        self._message.setText(text)
        self._message.show()


def _make_button(title: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(title)
    # Enter in a field ends typing, and must not press a button.
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked=False: act())
    return button
