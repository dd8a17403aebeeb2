"""Whole numbers up to 99 in words: a sentence does not begin with a figure."""

from __future__ import annotations

_ENGLISH = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ENGLISH_TENS = (
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_FRENCH = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
_FRENCH_TENS = (
    "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt",
    "quatre-vingt",
)  # fmt: skip
LARGEST = 99


class SpelledNumber(str):
    """A number in words, of which a message may ask for the feminine: "{n:f} perfusions".

    Examples
    --------
    >>> "{n:f} perfusion, {n} patient".format(n=SpelledNumber("un"))
    'une perfusion, un patient'
    """

    def __format__(self, spec: str) -> str:
        # Only 1, and 21, 31 … that end in it, have a feminine.
        return f"{self!s}e" if spec == "f" and self.lower().endswith("un") else str(self)


def spell_english(n: int) -> str:
    """Return a number from 0 to 99 in English words.

    Examples
    --------
    >>> [spell_english(n) for n in (4, 20, 21)]
    ['four', 'twenty', 'twenty-one']
    """
    if n < len(_ENGLISH):
        return _ENGLISH[n]
    tens, ones = divmod(n, 10)
    return _ENGLISH_TENS[tens - 2] + (f"-{_ENGLISH[ones]}" if ones else "")


def spell_french(n: int) -> str:
    """Return a number from 0 to 99 in French words, of a masculine noun.

    Examples
    --------
    >>> [spell_french(n) for n in (4, 21, 71, 80, 81)]
    ['quatre', 'vingt et un', 'soixante et onze', 'quatre-vingts', 'quatre-vingt-un']
    """
    if n < len(_FRENCH):
        return _FRENCH[n]
    tens, ones = divmod(n, 10)
    # 70 is 60 and 10, 90 is 80 and 10.
    if tens in (7, 9):
        ones += 10
    word = _FRENCH_TENS[tens - 2]
    if not ones:
        return f"{word}s" if tens == 8 else word
    joint = " et " if ones in (1, 11) and tens < 8 else "-"
    return f"{word}{joint}{_FRENCH[ones]}"
