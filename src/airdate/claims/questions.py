"""Questions of a document, and the answers that leave the event to them."""

from __future__ import annotations

import re

from airdate.model import Document, Sentence

# What a question asks after, the narrower first.
_TOPICS = (
    ("trailer", re.compile(r"\b(?:trailer|teaser|first\slook|footage)\b", re.I)),
    ("filming_wrap", re.compile(r"\b(?:wrapped|finished\s(?:filming|shooting))\b", re.I)),
    ("filming_start", re.compile(r"\b(?:filming|shooting|production|cameras)\b", re.I)),
    (
        "release",
        re.compile(
            r"\b(?:when|release\sdate|release\swindow|premiere\sdate)\b"
            r"|\b(?:out|released?|watch|premiere)\b.*\b(?:yet|date)\b",
            re.I,
        ),
    ),
    (
        "order",
        re.compile(
            r"\b(?:renew\w*|(?:will|is)\sthere\s(?:be|going\sto\sbe)|another|happening|confirmed|"
            r"more\sseasons?|get\sa|coming\sback|return(?:ing)?|cancell?ed)\b",
            re.I,
        ),
    ),
)
_NO = re.compile(
    r"^(?:A:\s)?(?:(?:no|nope|sadly|unfortunately|alas|not\s(?:yet|so\sfar|at\sthe\smoment|as\syet|"
    r"quite|right\snow|officially|that))\b)"
    r"|\b(?:(?:has|have|is|was)(?:n['’]t|\snot)\s(?:yet\s)?(?:been\s)?(?:announced|confirmed|revealed|"
    r"set|decided|disclosed|known|said|any)|not\sannounced|yet\sto\s(?:be\s)?(?:announce|confirm|"
    r"decide|reveal|set|say)\w*|nothing\s(?:has|is|was)\s(?:\w+\s)?(?:been\s)?(?:confirmed|announced|"
    r"official|set)|no\s(?:word|news|announcement|confirmation|official)|unknown|unclear|"
    r"guess\sis\sas\sgood|too\s(?:early|soon)\sto|anyone['’]s\sguess|tba|tbd)\b",
    re.IGNORECASE,
)
_YES = re.compile(
    r"^(?:A:\s)?(?:yes|yep|yeah|indeed|absolutely|it\s(?:has|is|did)[.!])", re.IGNORECASE
)


def number(sentence: Sentence) -> int:
    """Return the number of the sentence before, where the question stands."""
    return max(0, sentence.number - 1)


def asked(document: Document, sentence: Sentence) -> str | None:
    """Return the event that the sentence right before asks after, None where it asks nothing.

    release, order, trailer, filming_start or filming_wrap.
    """
    if sentence.number < 2:  # the heading's own question is what the whole article answers
        return None
    words = document.words_of(sentence.number - 1).rstrip("\"'”’ ")
    if not words.endswith("?"):
        return None
    return next((event for event, pattern in _TOPICS if pattern.search(words)), None)


def answered(words: str) -> str | None:
    """Return denied or done for an answer that is a no or a yes, None for any other."""
    if _NO.search(words):
        return "denied"
    return "done" if _YES.search(words) else None
