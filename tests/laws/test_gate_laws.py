"""Two stages, one truth: a text read past the gate claims what the plain reader finds in it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from evaluation.corpus import passages
from evaluation.reading import document_of
from hypothesis import given, settings
from hypothesis import strategies as st

from airdate import claims
from airdate.documents import compose
from airdate.model import Claim, Document
from evaluation import shared

_ANCHOR = date(2025, 6, 10)
_OTHER = (
    "Officials closed the bridge after an inspection found cracks in two of its piers.",
    "A dog that went missing in the storm was found safe two miles from its home.",
    "Wheat prices fell for a third week as rain reached the plains.",
    "The hospital will add forty more beds, and hopes to hire nurses for them.",
    "Police asked anyone who saw the van to come forward.",
    "The team lost by two goals and meets its old rival on Saturday.",
    "Farmers in the valley fear a poor harvest.",
    "Two climbers were rescued from the north face late on Tuesday.",
    "Shares in the bank rose 2 percent in early trading.",
    "A power cut left nine thousand homes dark for most of the night.",
)
_LONG = 600  # characters of a passage that other news may stand around
_STEP = 9  # one in so many passages: all of them take minutes


def _read(document: Document, *, gated: bool) -> Sequence[Claim]:
    return claims.read(document, anchor=document.published or _ANCHOR, gated=gated).claims


def test_annotated_articles_are_read_the_same() -> None:
    """Every one of the development set: claim by claim."""
    if not shared.is_there():
        pytest.skip("the evaluation data is not beside the repository")
    found = [json.loads(p.read_text(encoding="utf-8")) for p in _articles()]
    assert found
    documents = [document_of(each) for each in found]
    assert [_read(d, gated=False) for d in documents] == [_read(d, gated=True) for d in documents]


def _articles() -> list[Path]:
    return sorted((shared.FOLDER / "eval" / "reading" / "dev").glob("*.json"))


def _around(passage: Document, chance: random.Random) -> Document:
    """Return a passage in the midst of a page of other news."""
    before, after = (
        [" ".join(chance.sample(_OTHER, 4)) for _ in range(count)] for count in (6, 30)
    )
    own = passage.text.split("\n")[1:]
    return compose(passage.heading, [*before, *own, *after], published=passage.published)


def _pages() -> Iterator[Document]:
    chance = random.Random(0)
    found = [document_of(each) for each in passages() if each["language"] == "en"]
    for passage in [d for d in found if len(d.text) >= _LONG][::_STEP]:
        yield _around(passage, chance)


def test_passages_in_a_page_of_other_news_are_read_the_same() -> None:
    """Of the claims of passages of the corpus nearly all, and next to none of the rest.

    Where they differ it is mostly the plain reader that takes a name of the other news for a work.
    """
    plain = gated = both = other = 0
    for page in _pages():
        found = [
            {c for c in _read(page, gated=how) if page.words_of(c.sentence) not in _OTHER}
            for how in (False, True)
        ]
        plain, gated = plain + len(found[0]), gated + len(found[1])
        both += len(found[0] & found[1])
        other += sum(page.words_of(c.sentence) in _OTHER for c in _read(page, gated=True))
    assert both >= 0.95 * plain > 0
    assert both >= 0.95 * gated
    assert other <= 0.01 * gated


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["Harbour Lights", "The Salt Road", "Night Ferry"]),
    st.lists(
        st.sampled_from(
            [
                "{} premieres on March 4, 2027, the network said.",
                "Netflix has renewed {} for a second season.",
                "Filming of {} season 2 begins in Oslo in June 2026.",
                "The film {} was delayed to 2028, Variety reported.",
                "Mia Hart stars in the series {} as Jo Lind.",
            ]
        ),
        min_size=1,
        max_size=3,
        unique=True,
    ),
    st.integers(0, 40),
    st.randoms(use_true_random=False),
)
def test_news_anywhere_in_a_page_is_found(
    title: str, told: list[str], place: int, chance: random.Random
) -> None:
    """Generated pages: the news lines claim the same by both ways."""
    paragraphs = [" ".join(chance.sample(_OTHER, 3)) for _ in range(40)]
    paragraphs[place:place] = [words.format(title) for words in told]
    page = compose("News of the county", paragraphs, published=_ANCHOR)
    found = [
        [c for c in _read(page, gated=how) if page.words_of(c.sentence) not in _OTHER]
        for how in (False, True)
    ]
    assert found[0]
    assert found[0] == found[1]
