"""Poison for the judgement: one story as a hundred, and days that are forged."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.support import entry, milestone

from airdate import pipeline
from airdate.documents import Given, read_source
from airdate.documents.places import read_feed, read_item
from airdate.ledger import open_ledger
from airdate.model import Document, Event, Reading
from airdate.sources import support, weigh

_NOW = datetime(2026, 2, 14, 12, tzinfo=UTC)
_STORY = (
    "Filming on the second season of The Long Wait wrapped on Tuesday night at the docks of "
    "Trieste, where the crew of four hundred had been at work through all of the winter storms."
)


def test_one_story_on_a_hundred_domains_weighs_as_one() -> None:
    """Whoever prints it first; the copies add nothing, however many they are."""
    claim = milestone(Event.FILMING_WRAP, "2026-02-10/2026-02-10")
    first = entry(claim, said_on="2026-02-11", outlet="news0.example", words=_STORY)
    copies = [
        entry(claim, said_on="2026-02-12", outlet=f"news{n}.example", words=_STORY)
        for n in range(1, 101)
    ]
    alone = weigh([first], as_of=_NOW.date())
    together = weigh([first, *copies], as_of=_NOW.date())
    assert 1 == len({each.origin for each in together})
    assert support(alone) == pytest.approx(support(together))


def test_one_story_read_from_a_hundred_pages_weighs_as_one(tmp_path: Path) -> None:
    """The same from the pages on: each with a name and a last line of its own.

    What it weighs is what one of them weighs, not what a hundred would.
    """
    for number in range(100):
        text = f"<html><head><title>The Long Wait wraps - Site {number}</title></head><body><h1>"
        text += f"The Long Wait wraps</h1><p>{_STORY}</p><p>More on site{number}.</p></body></html>"
        (tmp_path / f"{number:03}.html").write_text(text, encoding="utf-8")

    with open_ledger(tmp_path / "ledger.db") as ledger:
        for number in range(100):
            place = str(tmp_path / f"{number:03}.html")
            given = Given(now=_NOW, published=date(2026, 2, 11), outlet=f"site{number}.example")
            (reading,) = pipeline.read([place], given=given)
            assert isinstance(reading, Reading)
            pipeline.record(ledger, reading, recorded_at=_NOW)
        listed = ledger.installments()[0]
        found = pipeline.reconcile(ledger, listed.installment, as_of=_NOW.date())
    belief = found.belief(Event.FILMING_WRAP)
    assert belief is not None
    assert 1 == belief.origins
    assert belief.repeats >= 99
    assert max(each.weight for each in belief.claims_for) == pytest.approx(
        support(belief.claims_for)
    )


@pytest.mark.parametrize(
    "stated",
    [
        "2027-01-01",
        "2026-02-15T00:00:00Z",
        "9999-12-31",
        "0001-01-01",
        "1970-01-01",
        "2026-99-99",
        "tomorrow",
    ],
)
@pytest.mark.parametrize("form", ["meta", "json-ld", "time", "rss", "atom", "mail"])
def test_no_day_to_come_and_no_impossible_day_is_believed(
    form: str, stated: str, tmp_path: Path
) -> None:
    """A page, feed or letter of tomorrow, or of before the web, is of no known day or of today."""
    found = _read(form, stated, tmp_path)
    assert found.published is None or date(1990, 1, 1) <= found.published <= _NOW.date()


def _read(form: str, stated: str, folder: Path) -> Document:
    if form in ("rss", "atom"):
        data = {
            "rss": f"<rss><channel><title>V</title><item><title>News</title><pubDate>{stated}"
            f"</pubDate><description>{_STORY}</description></item></channel></rss>",
            "atom": f'<feed xmlns="http://www.w3.org/2005/Atom"><title>V</title><entry><id>1</id>'
            f"<title>News</title><published>{stated}</published><summary>{_STORY}</summary>"
            "</entry></feed>",
        }[form]
        feed = read_feed(data.encode(), url="https://a.example/f", now=_NOW)
        found = read_item(feed.items[0], feed=feed, now=_NOW)
    else:
        data = {
            "meta": f'<html><head><meta property="article:published_time" content="{stated}">'
            f"</head><body><h1>News</h1><p>{_STORY}</p></body></html>",
            "json-ld": '<html><head><script type="application/ld+json">{"@type": "NewsArticle", '
            f'"datePublished": "{stated}"}}</script></head><body><h1>News</h1><p>{_STORY}</p>',
            "time": f'<html><body><h1>News</h1><time datetime="{stated}">x</time><p>{_STORY}</p>',
            "mail": f"From: a@a.example\nSubject: News\nDate: {stated}\n\n{_STORY}\n",
        }[form]
        place = folder / ("a.eml" if form == "mail" else "a.html")
        place.write_text(data, encoding="utf-8")
        (found,) = read_source(str(place), given=Given(now=_NOW))
    assert isinstance(found, Document)
    return found
