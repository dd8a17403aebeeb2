"""What a column's cells show, whatever its header says: numbers, dates, repeats, constancy."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property

from ketgui.importing.tables.text_table import CodedText
from ketgui.importing.vocabulary import numbers
from ketgui.importing.vocabulary.dates import is_date_like
from ketgui.importing.vocabulary.words import is_missing, tidy

# Distinct words enough to judge a column by.
_ENOUGH = 400
_MEASURED = re.compile(r"\d[.,]\d")
_BEGINS_WITH_NUMBER = re.compile(r"\s*[<>≈~]?\s*\d{1,3}(?:[.,]\d+)?(?![\d/.:-])\D*")


@dataclass(frozen=True, eq=False)
class Profile:
    """A column's cells, looked at once and on demand.

    Attributes
    ----------
    cells : CodedText
        The column.
    """

    cells: CodedText

    @cached_property
    def words(self) -> list[str]:
        """Up to some hundred distinct words, missing ones left out."""
        texts = (tidy(str(word)) for word in self.cells.some_words(_ENOUGH))
        return [word for word in texts if not is_missing(word)]

    @cached_property
    def distinct(self) -> int:
        """How many distinct words the rows hold, an empty one too."""
        return int(self.cells.used.sum())

    @cached_property
    def values(self) -> list[float]:
        """The words that are numbers, as numbers."""
        read = (
            numbers.read(numbers.write_plainly(w).replace(",", "."), ".", "") for w in self.words
        )
        return [value for value in read if not math.isnan(value)]

    @property
    def numeric_share(self) -> float:
        """The share of the words that are numbers."""
        return len(self.values) / len(self.words) if self.words else 0.0

    @cached_property
    def annotated_share(self) -> float:
        """The share of the words that begin with a number and go on in words."""
        count = sum(bool(_BEGINS_WITH_NUMBER.fullmatch(word)) for word in self.words)
        return count / len(self.words) if self.words else 0.0

    @cached_property
    def dated_share(self) -> float:
        """The share of the words that are dates."""
        return sum(map(is_date_like, self.words)) / len(self.words) if self.words else 0.0

    @property
    def is_constant(self) -> bool:
        """Whether three rows or more all hold the same."""
        return len(self.cells) > 2 and self.distinct == 1 and bool(self.words)

    @property
    def is_unique(self) -> bool:
        """Whether every row holds another word."""
        return len(self.cells) > 1 and self.distinct == len(self.cells)

    @property
    def rows_each(self) -> float:
        """How many rows a word has on average."""
        return len(self.cells) / self.distinct if self.distinct else 0.0

    @cached_property
    def is_measured(self) -> bool:
        """Whether words have decimals, or are dates, as no code of a patient has."""
        some = self.words[:20]
        return bool(some) and all(bool(_MEASURED.search(w)) or is_date_like(w) for w in some)

    @property
    def is_whole(self) -> bool:
        """Whether all numbers are whole."""
        return bool(self.values) and all(value == math.floor(value) for value in self.values)

    def share_within(self, low: float | None, high: float | None) -> float:
        """Return the share of the numbers that lie in a range; 1 where there is no number."""
        if low is None or high is None or not self.values:
            return 1.0
        return sum(low <= value <= high for value in self.values) / len(self.values)
