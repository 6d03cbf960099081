"""How a text is cut into tokens."""

from __future__ import annotations

import re

from airdate.dates.vocabulary import Vocabulary

# A line break inside a wrapped sentence is a space; any other is a token that no rule crosses.
TOKEN = re.compile(
    r"([$£€¥₩]\s?\d[\d.,]*\w*"
    r"|\d{4}-\d\d-\d\d(?:T\d[\d:.]*Z?)?(?![\w-])"
    r"|\d+(?:[.,:/]\d+)*\w*%?"
    r"|[^\W\d]\w*"
    r"|['’]s\b|['’]\d\ds?\b"
    r"|(?<![a-z,])\n|\n(?![a-z0-9])"
    r"|[^\w\s])"
)


def token_pattern(vocabulary: Vocabulary, *, script: str, solid: bool) -> re.Pattern[str]:
    """Return how a language's text is cut: one group, for `split` then keeps what lies between.

    script: letters of a language that writes words and endings in one; its known words are cut
    off wherever a word or a known one before them ends, the rest of a word is one token.
    solid: it has no spaces at all, so that a known word may begin anywhere.
    """
    if not script:
        return TOKEN
    rest = "" if solid else "+"
    own = re.compile(f"[{script}]+")
    known = sorted((w for w in vocabulary.words() if own.fullmatch(w)), key=len, reverse=True)
    return re.compile(
        r"(\d{4}-\d\d-\d\d(?![\d-])|\d+(?:[.,:/]\d+)*%?"
        f"|{'|'.join(known)}|[{script}]{rest}|[^\\W\\d{script}]+"
        r"|['’]\d\d(?!\d)|\n|[^\w\s])"
    )
