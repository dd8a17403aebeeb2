"""The PROCESS checklist for case series."""

from __future__ import annotations

from ketgui.reporting.checklists import answers
from ketgui.reporting.checklists.item import Checklist, Item
from ketgui.reporting.paragraphs.methods import describe_exposure
from ketgui.statistics.analysis import Analysis
from ketgui.text import _, mark


def _list_items(analysis: Analysis) -> tuple[Item, ...]:
    return (
        *_list_methods_items(analysis),
        *_list_results_items(analysis),
        *_list_closing_items(analysis),
    )


def _list_methods_items(analysis: Analysis) -> tuple[Item, ...]:
    return (
        Item(_("Title, abstract, introduction"), "", _("The kind of series, and its question.")),
        Item(_("Registration and ethics"), "", _("Registry and board, with their numbers.")),
        Item(_("Design"), "", _("Looking back or ahead, one centre or more, consecutive or not.")),
        Item(_("Setting and dates"), "", _("Where, and from when to when.")),
        Item(
            _("Participants"),
            " ".join(
                filter(
                    None, (answers.answer_patients(analysis), answers.answer_exclusions(analysis))
                )
            ),
            _("Criteria of inclusion, and where patients came from."),
        ),
        Item(
            _("Treatment"),
            answers.answer_treatment(analysis),
            answers.count_missing_parameters(analysis),
        ),
        Item(_("Who treated"), "", _("Training and experience of those who treated and rated.")),
        Item(_("Outcomes"), answers.answer_outcomes(analysis), _("Who rated, and whether blind.")),
        Item.from_data(_("Statistics"), answers.answer_software(analysis)),
    )


def _list_results_items(analysis: Analysis) -> tuple[Item, ...]:
    return (
        Item(_("Changes from the plan"), describe_exposure(analysis), _("Why there were any.")),
        Item.from_data(_("Results"), answers.answer_effect(analysis)),
        Item(_("Loss to follow-up"), answers.answer_missing_data(analysis), _("The reasons.")),
        Item(_("Adverse events"), answers.answer_safety(analysis), _("How each was dealt with.")),
    )


def _list_closing_items(analysis: Analysis) -> tuple[Item, ...]:
    return (
        Item(
            _("Discussion"),
            answers.answer_limitations(analysis),
            _("Literature, meaning for practice."),
        ),
        Item(_("Patients' view"), "", _("What patients said about the treatment, if recorded.")),
        Item(_("Consent"), "", _("Consent of each patient, or the board that waived it.")),
        Item(_("Funding and interests"), "", _("Both, even if there is nothing to declare.")),
    )


CHECKLIST = Checklist("process", mark("PROCESS 2023: case series"), _list_items)
