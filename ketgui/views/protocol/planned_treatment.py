"""Forms for the planned TMS and ketamine protocols, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ketgui.domain.treatment import treatment_file
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.parameters import ParameterValue, ProtocolError
from ketgui.domain.treatment.planned_treatment import (
    TOLERANCE_PARAMETERS,
    PlannedTreatment,
    Tolerances,
)
from ketgui.domain.treatment.presets import KETAMINE_PRESETS, PAPER, TMS_PRESETS
from ketgui.domain.treatment.tms import TmsProtocol
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.protocol.calculated_values import CalculatedValues
from ketgui.views.protocol.protocol_form import ProtocolForm
from ketgui.views.widgets.dialogs import ask_open, ask_save
from ketgui.views.widgets.parameter_fields import ParameterFields
from ketgui.views.widgets.stacking import StackingColumns
from ketgui.views.widgets.steady_area import SteadyArea
from ketgui.writing import explain_failure, replace_file

_SHOWN_LETTERS = 10


class PlannedTreatmentEditor(QWidget):
    """Edits the planned protocols; a cohort may have several for TMS, edited one at a time.

    Signals
    -------
    treatment_changed(PlannedTreatment)
        The user changed the plan.
    beam_f3_wanted()
        The user wants to check a recorded BeamF3 position.

    Attributes
    ----------
    calculated_values : CalculatedValues
        The values calculated from the forms; the tab places this widget where there is room.
    """

    treatment_changed = Signal(object)
    beam_f3_wanted = Signal()

    def __init__(self, treatment: PlannedTreatment) -> None:
        super().__init__()
        self._treatment, self._recorded = treatment, PlannedTreatment()
        self._tms_choice = QComboBox()
        self._tms_choice.setAccessibleName(_("TMS protocol"))
        # A long stimulator name must not widen the window.
        self._tms_choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._tms_choice.setMinimumContentsLength(_SHOWN_LETTERS)
        self._tms = ProtocolForm(TmsProtocol(), TMS_PRESETS, _("TMS, as planned"))
        self._ketamine = ProtocolForm(
            KetamineProtocol(), KETAMINE_PRESETS, _("Ketamine, as planned")
        )
        self._tolerances = ParameterFields(TOLERANCE_PARAMETERS, _("none"))
        self._tolerance_errors = layout.make_paragraph()
        self._tolerance_errors.setStyleSheet(f"color: {layout.get_state_colour('warning').name()}")
        self._tolerance_errors.hide()
        self.message = layout.make_paragraph()
        self.message.hide()
        self.start_links = layout.make_links()
        self.start_links.linkActivated.connect(self._on_start_link)
        self.calculated_values = CalculatedValues()
        # While typing, before anything is stored: the arithmetic follows each key.
        self._tms.contents_changed.connect(self.calculated_values.show_tms)
        self._ketamine.contents_changed.connect(self.calculated_values.show_ketamine)
        self._lay_out()
        self.show_treatment(treatment)
        self._tms_choice.currentIndexChanged.connect(self._on_tms_choice)
        self._tms.protocol_changed.connect(self._on_tms)
        self._ketamine.protocol_changed.connect(self._on_ketamine)
        self._tolerances.edited.connect(self._on_tolerances)

    def show_treatment(self, treatment: PlannedTreatment) -> None:
        """Show another plan; the chosen TMS protocol stays chosen."""
        self._treatment = treatment
        index = max(0, self._tms_choice.currentIndex())
        # Refilling the box is not a choice of the user.
        self._tms_choice.blockSignals(True)
        self._tms_choice.clear()
        for number, protocol in enumerate(treatment.tms or (TmsProtocol(),), 1):
            name = protocol.stimulator or _("not reported")
            self._tms_choice.addItem(_("TMS protocol {n}: {name}", n=number, name=name))
        self._tms_choice.setCurrentIndex(min(index, self._tms_choice.count() - 1))
        self._tms_choice.blockSignals(False)
        self._on_tms_choice()
        self._ketamine.show_protocol(treatment.ketamine)
        self._tolerances.show_values(treatment.tolerances.as_dict())
        self._update_start_links()

    def show_recorded(self, recorded: PlannedTreatment) -> None:
        """Offer the recorded protocols as a start for the plan."""
        self._recorded = recorded
        self._update_start_links()

    def _update_start_links(self) -> None:
        """Show how to start a plan while there is none."""
        paper = f'<a href="paper">{_("the protocols of {source}", source=PAPER)}</a>'
        recorded = f'<a href="file">{_("what was recorded")}</a>'
        text = (
            _("Nothing is planned yet. Begin from {recorded} or {paper}.",
              recorded=recorded, paper=paper)
            if self._recorded.is_reported
            else _("Nothing is planned yet. Begin from {paper}.", paper=paper)
        )  # fmt: skip
        self.start_links.setText(text)
        self.start_links.setVisible(not self._treatment.is_reported)

    def _lay_out(self) -> None:
        beside_tms = QWidget()
        second = layout.pad(QVBoxLayout(beside_tms), 0)
        second.addWidget(self._ketamine)
        second.addWidget(layout.make_heading(_("Tolerances")))
        second.addWidget(self._tolerances)
        second.addWidget(self._tolerance_errors)
        second.addWidget(
            layout.make_button("search", _("BeamF3 record check…"), self.beam_f3_wanted.emit)
        )
        second.addStretch()
        forms = StackingColumns(self._tms, beside_tms)
        scroll = SteadyArea(forms)
        # Without this, the scroll area would paint another background than the page.
        for widget in (scroll.viewport(), forms):
            widget.setAutoFillBackground(False)
        row = QHBoxLayout()
        row.addWidget(layout.make_button("plus", _("Another TMS protocol"), self._on_add))
        self._remove = layout.make_button("minus", _("Remove this one"), self._on_remove)
        row.addWidget(self._remove)
        row.addWidget(layout.make_button("folder-open", _("Load…"), self._on_load))
        row.addWidget(layout.make_button("save", _("Save…"), self._on_save))
        column = layout.pad(QVBoxLayout(self))
        column.addWidget(self._tms_choice)
        row.addStretch()
        column.addLayout(row)
        column.addWidget(self.start_links)
        column.addWidget(scroll, 1)
        column.addWidget(self.message)

    def _get_tms_index(self) -> int:
        # An empty box has the index −1.
        return max(0, self._tms_choice.currentIndex())

    def _on_tms_choice(self) -> None:
        planned = self._treatment.tms or (TmsProtocol(),)
        self._tms.show_protocol(planned[min(self._get_tms_index(), len(planned) - 1)])

    def _on_tms(self, protocol: TmsProtocol) -> None:
        planned = list(self._treatment.tms or (TmsProtocol(),))
        planned[self._get_tms_index()] = protocol
        self._change(replace(self._treatment, tms=tuple(planned)))

    def _on_ketamine(self, protocol: KetamineProtocol) -> None:
        self._change(replace(self._treatment, ketamine=protocol))

    def _on_tolerances(self) -> None:
        values, errors = self._tolerances.read()
        if not errors:
            try:
                tolerances = Tolerances.from_dict(_drop_empty(values))
            except ProtocolError as error:
                errors = [str(error)]
            else:
                if tolerances != self._treatment.tolerances:
                    self._change(replace(self._treatment, tolerances=tolerances))
        self._tolerance_errors.setText("\n".join(errors))
        self._tolerance_errors.setVisible(bool(errors))

    def _on_add(self) -> None:
        planned = (*(self._treatment.tms or (TmsProtocol(),)), TmsProtocol())
        self._change(replace(self._treatment, tms=planned))
        self._tms_choice.setCurrentIndex(self._tms_choice.count() - 1)

    def _on_remove(self) -> None:
        planned = [
            p for index, p in enumerate(self._treatment.tms) if index != self._get_tms_index()
        ]
        self._change(replace(self._treatment, tms=tuple(planned)))

    def show_field(self, link: str) -> None:
        """Show the field of a parameter ("tms:0:sessions"); an empty plan starts from the file."""
        treatment, index, key = link.split(":")
        # The links count what the records do not say, so the form must show what they do say.
        if not self._treatment.is_reported and self._recorded.is_reported:
            self._change(self._recorded)
        if treatment == "tms":
            self._tms_choice.setCurrentIndex(int(index))
        (self._tms if treatment == "tms" else self._ketamine).focus(key)

    def _on_start_link(self, source: str) -> None:
        if source == "file":
            self._change(self._recorded)
            return
        tms = [preset.translate() for preset in TMS_PRESETS if preset.source == PAPER]
        ketamine = [preset.translate() for preset in KETAMINE_PRESETS if preset.source == PAPER]
        # The paper has two protocols for TMS and one for ketamine.
        self._change(replace(self._treatment, tms=tuple(tms), ketamine=ketamine[0]))

    def load(self, path: Path) -> None:
        """Use the protocols of a file as the plan, or show why the file cannot be read."""
        try:
            # Notepad saves UTF-8 with a byte order mark.
            treatment = treatment_file.from_toml(path.read_text(encoding="utf-8-sig"))
        except (ProtocolError, UnicodeDecodeError, OSError) as error:
            reason = error if isinstance(error, ProtocolError) else _("it cannot be read")
            self._show_message(_("{name} was not loaded: {reason}", name=path.name, reason=reason))
            return
        self._show_message(_("{name} was loaded.", name=path.name))
        self._change(treatment)

    def save(self, path: Path) -> None:
        """Write the plan to a protocol file; a path without a suffix gets ".toml"."""
        path = path if path.suffix else path.with_suffix(".toml")
        try:
            replace_file(path, treatment_file.to_toml(self._treatment).encode())
        except OSError as error:
            self._show_message(explain_failure(error))
            return
        self._show_message(_("{name} was saved.", name=path.name))

    def _show_message(self, text: str) -> None:
        self.message.setText(text)
        self.message.show()

    def _on_load(self) -> None:
        if paths := ask_open(self, _("Protocol files"), ("toml",)):
            self.load(paths[0])

    def _on_save(self) -> None:
        kinds = f"{_('Protocol files')} (*.toml)"
        if path := ask_save(self, _("Save the protocol"), "protocol.toml", kinds):
            self.save(path)

    def _change(self, treatment: PlannedTreatment) -> None:
        self.show_treatment(treatment)
        self.treatment_changed.emit(treatment)


def _drop_empty(values: Mapping[str, ParameterValue]) -> dict[str, ParameterValue]:
    """Return the values that are set, so that an emptied field gets its default again."""
    return {key: value for key, value in values.items() if value is not None}
