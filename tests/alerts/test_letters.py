"""A message in each form; titles may be hostile."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest

from airdate.alerts.letters import (
    Letter,
    chat_of,
    defused,
    html_of,
    json_of,
    subject_of,
    text_of,
)
from airdate.alerts.notices import Kind, Notice, Quote
from airdate.model import DateRange, Installment

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
QUOTE = Quote(
    teller="Harbour News",
    outlet="harbour-news.example",
    url="https://harbour-news.example/1?a=b&c=d",
    words="Cameras stopped on the night pier in mid-February, the makers say.",
    said_on=date(2026, 3, 1),
    claim="0123456789abcdef",
)
WRAP = Notice(
    id="1" * 32,
    installment=Installment("Night Harbour", 2),
    kind=Kind.STAGE,
    about="filming_wrap",
    headline="Filming wrap",
    text="It wrapped filming some time within 11–20 February 2026, says Harbour News.",
    said_on=date(2026, 3, 1),
    when=DateRange(date(2026, 2, 11), date(2026, 2, 20)),
    quotes=(QUOTE,),
)
OUT = replace(
    WRAP,
    id="2" * 32,
    installment=Installment("The Salt Road"),
    kind=Kind.SOON,
    about="release",
    headline="Out in 3 days",
    text="It comes on 5 March 2026, says Salt TV.",
    when=DateRange.on(date(2026, 3, 5)),
)


def letter(*notices: Notice, today: date = date(2026, 3, 2)) -> Letter:
    """Return a letter of some notices."""
    return Letter("f" * 32, notices, NOON, today, about="rule 1 on all that is followed, at once")


def test_text() -> None:
    """Headings per title, the most important first; the sentence, who says so, where, the claim."""
    text = text_of(letter(WRAP, OUT))
    lines = text.splitlines()
    assert lines.index("The Salt Road") < lines.index("Night Harbour, season 2")
    assert "    Harbour News, 1 March 2026 [0123456789abcdef]" in lines
    assert "    https://harbour-news.example/1?a=b&c=d" in lines
    assert all(len(line) <= 78 for line in lines)
    assert "11–20 February 2026" in text


@pytest.mark.parametrize(
    ("notices", "subject"),
    [
        ((WRAP,), "Night Harbour, season 2: Filming wrap"),
        ((WRAP, replace(WRAP, id="3")), "Night Harbour, season 2: Filming wrap, and 1 more"),
        ((WRAP, OUT), "The Salt Road: Out in 3 days; 1 more title"),
        ((), "airdate: nothing new"),
    ],
)
def test_subject(notices: tuple[Notice, ...], subject: str) -> None:
    """The subject tells the most important, and how much else there is."""
    assert subject == subject_of(notices, today=date(2026, 3, 2))


@pytest.mark.parametrize(
    ("today", "words"),
    [("2026-03-04", "Out tomorrow"), ("2026-03-05", "Out today"), ("2026-03-07", "Was to be out")],
)
def test_a_reminder_that_waited(today: str, words: str) -> None:
    """How near a release is counts from the day on which the message is made."""
    assert words in text_of(letter(OUT, today=date.fromisoformat(today)))


HOSTILE = (
    "<script>alert(1)</script>\r\nBcc: all@salt.example\n\n@everyone <!channel> <@U1>"
    " [free](http://evil.example) ```code\u202egnp.exe\x1b[31m {{ 7*7 }} ${HOME} ||x|| \ud800"
)
HOSTILE_NOTICE = replace(
    WRAP,
    installment=Installment(HOSTILE, 2),
    text=f"It is {HOSTILE}.",
    quotes=(replace(QUOTE, words=HOSTILE, teller=HOSTILE, url="javascript:alert(1)"),),
)


class _Elements(HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.links: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src", "action")]
        assert not any(name.startswith("on") for name, _ in attrs)


def test_hostile_html() -> None:
    """A title cannot become an element, a link or a script; nothing is loaded."""
    page = html_of(letter(HOSTILE_NOTICE, OUT))
    elements = _Elements()
    elements.feed(page)
    assert {"script", "img", "iframe", "form", "link"}.isdisjoint(elements.names)
    assert ["https://harbour-news.example/1?a=b&c=d"] == elements.links
    assert "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert "\u202e" not in page


def test_hostile_subject() -> None:
    """A subject is one short line, whatever the title."""
    subject = letter(HOSTILE_NOTICE).subject
    assert subject.isprintable()
    assert len(subject) <= 120


def test_hostile_text() -> None:
    """No control character, turn of direction or line of its own comes from a title."""
    text = text_of(letter(HOSTILE_NOTICE))
    assert all(c == "\n" or (c.isprintable()) for c in text)
    assert not [line for line in text.splitlines() if line.startswith("Bcc:")]
    assert "javascript:" not in text


def test_hostile_chat() -> None:
    """Mentions, masked links and code are broken up; the words look as before."""
    text = chat_of(letter(HOSTILE_NOTICE), most=4000)
    for mark in ("@everyone", "<!", "<@", "](", "://evil", "```", "evil.example", "||x"):
        assert mark not in text
    assert "@everyone" in text.replace("\u200b", "")
    assert "javascript:" not in text


def test_defused_leaves_prose() -> None:
    """An ordinary sentence stays as it is."""
    assert WRAP.text == defused(WRAP.text)


def test_chat_lengths() -> None:
    """Sentences are left out where the service takes few letters; no notice is."""
    many = tuple(replace(WRAP, id=str(n), text=f"{n}: {WRAP.text}") for n in range(12))
    long, short = chat_of(letter(*many), most=20_000), chat_of(letter(*many), most=2000)
    assert 12 == long.count("Cameras stopped")
    assert 0 == short.count("Cameras stopped")
    assert 12 == short.count("It wrapped filming")


def test_json() -> None:
    """A webhook gets the notices as data, with claims and links."""
    body = json.loads(json_of(letter(HOSTILE_NOTICE, OUT)))
    assert {"format", "type", "id", "made_at", "subject", "text", "notices"} == body.keys()
    assert [None, 2] == [notice["season"] for notice in body["notices"]]
    (source,) = body["notices"][0]["sources"]
    assert ("0123456789abcdef", QUOTE.url) == (source["claim"], source["url"])
    assert "<script>alert(1)</script>" in body["notices"][1]["title"]
