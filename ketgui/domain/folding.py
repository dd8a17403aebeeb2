"""Comparison of words without case, accents and punctuation.

Headers and terms come from many hands and keyboards. What one folds to decides which words the
program treats as the same, so every comparison goes through this one function.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def to_identifier(text: str) -> str:
    """Return words as an identifier for scripts: lower case, an underscore between words.

    Examples
    --------
    >>> to_identifier("fewer than three patients have both ratings")
    'fewer_than_three_patients_have_both_ratings'
    """
    return fold(text).replace(" ", "_")


# Headers repeat in every sheet, and terms in every row: most calls ask for a word seen before.
@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    r"""Return text without case, accents and punctuation, with one space between its words.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Latin letters, digits and ``%``; empty for text in another alphabet.

    Examples
    --------
    >>> fold("Âge (années)"), fold("MadrsPre_2"), fold("Nº de\npatient"), fold("N° dossier")
    ('age annees', 'madrs pre 2', 'no de patient', 'no dossier')
    """
    # French keyboards produce the degree sign for the º of "numéro".
    numbered = re.sub(r"\b([Nn])°", r"\1o ", text)
    # "MadrsPre" is two words; they are split before case is lost.
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", numbered)
    bare = unicodedata.normalize("NFKD", apart).casefold().replace("ß", "ss")
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9%]+", " ", letters).split())
