"""The languages of the program, one row each: how it writes numbers, plurals, lists and quotes.

Dates are written year-month-day in every language, so that none is read as another.

A new language is one row here and one catalogue, ``resources/locale/<code>.json``. The pages of
the help may follow, in ``resources/help/<code>``; until then they are shown in English.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True)
class Language:
    """One language.

    Attributes
    ----------
    code, name : str
        Its ISO 639-1 code, and its name in the language itself.
    tag : str
        Its BCP 47 tag with the region whose spelling documents are checked for.
    plural_forms : int
        How many forms a counted word has.
    plural_form : callable
        Returns which of these forms, from 0 on, goes with a whole number.
    decimal_mark, thousands_mark, list_mark, interval_mark : str
        The marks within numbers, between the items of a list, and between an interval's limits.
    quotes : tuple of str
        The marks before and after text that is quoted from a file.
    keeps_zero : bool
        Whether numbers that cannot exceed one have a zero before their decimal mark.
    comparison_space : str
        The space on both sides of the sign in "p < .001".
    may_close_percent : bool
        Whether a journal's style may write "%" without a space before it.
    """

    code: str
    name: str
    tag: str
    plural_forms: int
    plural_form: Callable[[int], int]
    decimal_mark: str = ","
    thousands_mark: str = NO_BREAK_SPACE
    list_mark: str = ", "
    interval_mark: str = f"{NO_BREAK_SPACE}; "
    quotes: tuple[str, str] = (f"«{NO_BREAK_SPACE}", f"{NO_BREAK_SPACE}»")
    keeps_zero: bool = True
    comparison_space: str = NO_BREAK_SPACE
    may_close_percent: bool = False


# The messages in the code are English: it is the language without a catalogue.
ENGLISH = Language(
    "en",
    "English",
    "en-CA",
    plural_forms=2,
    plural_form=lambda n: int(n != 1),
    decimal_mark=".",
    interval_mark=", ",
    quotes=("“", "”"),
    keeps_zero=False,
    comparison_space=" ",
    may_close_percent=True,
)
LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        ENGLISH,
        Language(
            "fr",
            "Français",
            "fr-CA",
            plural_forms=2,
            # In French 0 takes the singular.
            plural_form=lambda n: int(n not in (0, 1)),
        ),
    )
}
