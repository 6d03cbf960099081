"""Which wording of a sentence an article takes, and what it leaves out."""

from __future__ import annotations

from datetime import date

from tests.support import TITLE, entry, milestone, weighed

from airdate.brief.article import Draft, Passage, Sentence
from airdate.checking import Article, Checked, Checkup, Verdict, ground
from airdate.documents import compose
from airdate.model import Document, Event

_CLAIM = milestone(Event.RENEWED)
_BEHIND = (weighed(entry(_CLAIM, said_on="2026-01-01")),)


def _check(article: Article) -> Checkup:
    """Return a check by the letter: `good` is known, `bad` is not, nothing else is a claim."""
    lines = [article.headline, *(line.text for line in article.lines)]
    document: Document = compose(lines[0], lines[1:])
    found = []
    for sentence in document.sentences:
        words = document.words_of(sentence.number)
        for sign, verdict in (("good", Verdict.SUPPORTED), ("bad", Verdict.CONTRADICTED)):
            if sign in words:
                claim = milestone(Event.RENEWED)
                claim = type(claim)(
                    claim.subject,
                    claim.statement,
                    claim.status,
                    None,
                    sentence.number,
                    sentence.start,
                    sentence.end,
                )
                found.append(Checked(claim, TITLE, verdict, words))
    return Checkup(document, article.as_of, tuple(found), (), 0)


def _grounded(*sentences: tuple[str, ...]) -> Article:
    made = tuple(Sentence(f"s{n}", wordings, _BEHIND) for n, wordings in enumerate(sentences))
    draft = Draft("The headline", (Passage("Part", made),))
    return ground(draft, installment=TITLE, as_of=date(2026, 2, 1), check=_check)


def test_the_first_that_is_borne_out() -> None:
    """Of several wordings the first is taken that is read as what is known."""
    article = _grounded(("All is bad here.", "All is good here.", "It is good too."))
    assert ["All is good here."] == [line.text for line in article.lines]


def test_rather_silent_than_wrong() -> None:
    """Where none is borne out, one that claims nothing may stand."""
    article = _grounded(("All is bad here.", "The sea is blue."))
    assert ["The sea is blue."] == [line.text for line in article.lines]


def test_left_out() -> None:
    """What only says what is not known is left out, and named."""
    article = _grounded(("All is bad here.",), ("All is good here.",))
    assert (["All is good here."], ("s0",)) == (
        [line.text for line in article.lines],
        article.left_out,
    )


def test_sources_once() -> None:
    """A document that several sentences rest on is listed once."""
    article = _grounded(("All is good here.",), ("The good is known.",))
    assert (2, 1) == (len(article.lines), len(article.sources))


def test_nothing_to_say() -> None:
    """An article of no sentence is a headline."""
    assert () == _grounded().lines
