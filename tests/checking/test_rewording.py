"""Other words for an article are taken only where they say the same."""

from __future__ import annotations

from datetime import date

import pytest
from tests.support import TITLE, entry, milestone, weighed

from airdate import checking, claims, pipeline
from airdate.checking import Article, Checkup, Known, reworded
from airdate.documents import compose
from airdate.model import Event, Line, Status

_AS_OF = date(2026, 3, 1)
_WRAP = entry(
    milestone(Event.FILMING_WRAP, "2026-02-18/2026-02-18"), said_on="2026-02-19", outlet="upi.com"
)
_PLAIN = "Filming on The Long Wait season 2 wrapped on 18 February 2026, UPI reported."
_ARTICLE = Article(
    TITLE,
    _AS_OF,
    "The Long Wait season 2: what is known",
    (("Where it stands", (Line("x.wrap", _PLAIN, (weighed(_WRAP),)),)),),
    (),
    (),
)


def _check(article: Article) -> Checkup:
    document = compose(article.headline, [line.text for line in article.lines])
    return checking.check(
        claims.read(document, anchor=_AS_OF),
        as_of=_AS_OF,
        find=lambda named: TITLE if named.season in (2, None) else None,
        ask=lambda work: Known(pipeline.believe(work, [_WRAP], as_of=_AS_OF)),
    )


def test_the_same_in_other_words() -> None:
    """Words that claim the same take the place of the plain ones."""
    other = "The Long Wait season 2 wrapped filming on 18 February 2026, according to UPI."
    found = reworded(_ARTICLE, [other], _check)
    assert (None, [other]) == (found.refused, [line.text for line in found.article.lines])
    assert _ARTICLE.lines[0].claims == found.article.lines[0].claims


@pytest.mark.parametrize(
    "other",
    [
        # another day, a surer word, a name more, an omission, another number of sentences
        "The Long Wait season 2 wrapped filming on 19 February 2026, according to UPI.",
        "The Long Wait season 2 wrapped filming in Busan on 18 February 2026, according to UPI.",
        "The Long Wait season 2 was released on 18 February 2026, according to UPI.",
        "The Long Wait season 2 is rumoured to have wrapped filming on 18 February 2026, UPI said.",
        "There is news of The Long Wait season 2, according to UPI.",
    ],
)
def test_anything_else_leaves_the_plain_text(other: str) -> None:
    """Words that say more, less or otherwise are refused with the reason."""
    found = reworded(_ARTICLE, [other], _check)
    assert _ARTICLE == found.article
    assert found.refused


def test_another_number_of_sentences() -> None:
    """So are more or fewer sentences."""
    assert reworded(_ARTICLE, [], _check).refused
    assert Status.DONE is _WRAP.claim.status
