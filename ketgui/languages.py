"""The languages of the program, one row each: how it writes numbers, plurals, lists and quotes.

Dates are written year-month-day in every language, so that none is read as another.

A new language is one row here and one catalogue, ``resources/locale/<code>.json``. The pages of
the help may follow, in ``resources/help/<code>``; until then they are shown in English.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ketgui.number_words import spell_english, spell_french

NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True)
class Notation:
    """How results are written: as a language does, or a journal's style in its place.

    Attributes
    ----------
    percent_space : str
        What separates "%" from its number.
    keeps_zero, keeps_zero_of_p : bool
        Whether coefficients that cannot exceed one, and p, have a zero before their decimal mark.
    p_symbol : str
        "p" or "P".
    shortens_p : bool
        Whether p from .01 on has two decimals, except where .05 would be reached by rounding.
    comparison_space : str
        The space on both sides of the sign in "p < .001".
    closes_spread : bool
        Whether a standard deviation in a table is "27.6 (6.4)" instead of "27.6 ± 6.4".
    """

    percent_space: str = ""
    keeps_zero: bool = False
    keeps_zero_of_p: bool = False
    p_symbol: str = "p"
    shortens_p: bool = False
    comparison_space: str = " "
    closes_spread: bool = False


_FRENCH_NOTATION = Notation(NO_BREAK_SPACE, True, True, comparison_space=NO_BREAK_SPACE)


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
    notation : Notation
        How results are written where no journal's style is chosen.
    follows_styles : bool
        Whether a journal's style takes the place of its notation.
    spell : callable
        Returns a whole number up to 99 in words.
    small_words : tuple of str
        Words that a short title does without.
    """

    code: str
    name: str
    tag: str
    plural_forms: int
    plural_form: Callable[[int], int]
    decimal_mark: str = ","
    thousands_mark: str = NO_BREAK_SPACE
    list_mark: str = ", "
    interval_mark: str = "; "
    quotes: tuple[str, str] = (f"«{NO_BREAK_SPACE}", f"{NO_BREAK_SPACE}»")
    notation: Notation = _FRENCH_NOTATION
    follows_styles: bool = False
    spell: Callable[[int], str] = str
    small_words: tuple[str, ...] = ()


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
    notation=Notation(),
    follows_styles=True,
    spell=spell_english,
    small_words=("a", "and", "by", "for", "from", "in", "of", "on", "the", "to", "with"),
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
            spell=spell_french,
            small_words=(
                "à",
                "au",
                "aux",
                "avec",
                "d’",
                "dans",
                "de",
                "des",
                "du",
                "en",
                "et",
                "la",
                "le",
                "les",
                "par",
                "pour",
                "selon",
                "sur",
                "un",
                "une",
            ),
        ),
    )
}
