"""PROCESS: case series."""

from __future__ import annotations

from ketgui.reporting.checklists import answers
from ketgui.reporting.checklists.item import Checklist, Item
from ketgui.statistics.analysis import Analysis
from ketgui.text import _, mark


def _items(analysis: Analysis) -> tuple[Item, ...]:
    return (*_methods(analysis), *_results(analysis), *_rest(analysis))


def _methods(analysis: Analysis) -> tuple[Item, ...]:
    return (
        Item(_("Title, abstract, introduction"), "", _("The kind of series, and its question.")),
        Item(_("Registration and ethics"), "", _("Registry and board, with their numbers.")),
        Item(_("Design"), "", _("Looking back or ahead, one centre or more, consecutive or not.")),
        Item(_("Setting and dates"), "", _("Where, and from when to when.")),
        Item(
            _("Participants"),
            " ".join(filter(None, (answers.patients(analysis), answers.excluded(analysis)))),
            _("Criteria of inclusion, and where patients came from."),
        ),
        Item(_("Treatment"), answers.treatment(analysis), answers.treatment_left(analysis)),
        Item(_("Who treated"), "", _("Training and experience of those who treated and rated.")),
        Item(_("Outcomes"), answers.outcome(analysis), _("Who rated, and whether blind.")),
        Item.of_data(_("Statistics"), answers.software(analysis)),
    )


def _results(analysis: Analysis) -> tuple[Item, ...]:
    return (
        Item(_("Changes from the plan"), answers.exposure(analysis), _("Why there were any.")),
        Item.of_data(_("Results"), answers.effect(analysis)),
        Item(_("Loss to follow-up"), answers.missing(analysis), _("The reasons.")),
        Item(_("Adverse events"), answers.safety(analysis), _("How each was dealt with.")),
    )


def _rest(analysis: Analysis) -> tuple[Item, ...]:
    return (
        Item(_("Discussion"), answers.limits(analysis), _("Literature, meaning for practice.")),
        Item(_("Patients' view"), "", _("What patients said of the treatment, if they did.")),
        Item(_("Consent"), "", _("Consent of each patient, or the board that waived it.")),
        Item(_("Funding and interests"), "", _("Both, even if there is nothing to declare.")),
    )


CHECKLIST = Checklist("process", mark("PROCESS 2023: case series"), _items)
