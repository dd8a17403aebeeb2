"""Comparison of words without case, accents and punctuation.

Headers and terms come from many hands and keyboards. What one folds to decides what the program
takes for the same word, so that every comparison goes through this one function.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


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
    # French keyboards write the sign of degrees for the º of "numéro".
    numbered = re.sub(r"\b([Nn])°", r"\1o ", text)
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", numbered)
    bare = unicodedata.normalize("NFKD", apart).casefold().replace("ß", "ss")
    kept = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9%]+", " ", kept).split())
