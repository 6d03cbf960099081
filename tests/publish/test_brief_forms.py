"""The brief as text, Markdown, HTML and JSON: all that it says, and nothing that can do harm."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from tests.support import belief, entry, even_forecast, milestone, timeline, weighed

from airdate.brief import write
from airdate.model import Brief, Event, Installment, Line
from airdate.publish import brief_html, brief_json, brief_markdown, brief_text, evidence_text

HOSTILE = (
    "<script>alert(1)</script>",
    "\u202egnp.exe",
    "\x1b[2J\x1b]0;owned\x07",
    "[x](javascript:alert(1))",
    "**bold** | `code` ![i](http://evil.example/x.png)",
    "{{ 7 * 7 }}",
    '"><img src=x onerror=alert(1)>',
)


def _brief(words: str = "Filming is over.", url: str = "https://variety.com/1") -> Brief:
    kept = replace(
        entry(milestone(Event.FILMING_WRAP, "2026-02-19/2026-02-19"), said_on="2026-02-22"),
        sentence_words=words,
        words_start=0,
        words_end=min(7, len(words)),
        heading=words,
        url=url,
        outlet="variety.com",
    )
    known = belief(Event.FILMING_WRAP, [weighed(kept)])
    return write(timeline(known), even_forecast(), ref="k3f9")


class _Tags(HTMLParser):
    """Collects the tags, the links and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data) -> None:
        self.text += data


def test_text_fits_its_width_and_shows_every_line() -> None:
    """No row is wider than asked; each line's reference stands at its end."""
    brief = _brief()
    for width in (40, 72, 100):
        rows = brief_text(brief, width=width).splitlines()
        assert [] == [row for row in rows if len(row) > width]
    shown = re.findall(r"\[(k3f9\.[\w-]+)\]", brief_text(brief))
    assert [
        line.ref for line in (brief.headline, *(x for s in brief.sections for x in s.lines))
    ] == shown


def test_markdown_cites_the_sentence_of_every_claim() -> None:
    """Each footnote that a line names is there, with the sentence, outlet, day and address."""
    page = brief_markdown(_brief())
    assert set(re.findall(r"\[\^(\d+)\](?!:)", page)) == set(re.findall(r"\[\^(\d+)\]:", page))
    assert "[^1]: “Filming is over.” — variety.com, <https://variety.com/1>, 22 February" in page


def test_json_holds_every_claim_that_a_line_names() -> None:
    """The ids of a line lead to claims with sentence, source and weight."""
    told = json.loads(json.dumps(brief_json(_brief())))
    ids = {i for s in told["sections"] for line in s["lines"] for i in line["claims"]}
    assert ids
    assert ids <= set(told["claims"])
    (claim,) = told["claims"].values()
    assert ("Filming is over.", "filming_wrap", "2026-02-19/2026-02-19") == (
        claim["sentence"],
        claim["claim"]["event"],
        claim["claim"]["when"],
    )


def test_html_unfolds_every_line_to_its_sentences() -> None:
    """The sentence, its marked words, the outlet and the link are on the page."""
    page = brief_html(_brief())
    seen = _Tags(page)
    assert "Filming is over." in re.sub(r"\s+", " ", seen.text)
    assert "<mark>Filming</mark>" in page
    assert {"https://variety.com/1"} == set(seen.links)
    assert "script" not in seen.tags


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_show_harmlessly(words: str) -> None:
    """No form of the brief lets a text out of its place."""
    brief = _brief(words)
    brief = replace(brief, installment=Installment(words, 2))
    seen = _Tags(brief_html(brief))
    assert {"https://variety.com/1"} == set(seen.links)
    assert not {"script", "img"} & set(seen.tags)
    for text in (
        brief_text(brief),
        brief_markdown(brief),
        evidence_text(brief.sections[0].lines[0]),
    ):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text)
    markdown = brief_markdown(brief)
    assert not re.search(r"(?<!\\)<(?!https?://)|(?<!\\)\]\((?!\\)|(?<!\\)!\[", markdown)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", 'https://a"b', "file:///"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    """An address of another kind is never a link."""
    assert [] == _Tags(brief_html(_brief(url=url))).links
    assert f"<{url}>" not in brief_markdown(_brief(url=url))


def test_evidence_shows_words_source_days_and_weight() -> None:
    """What `airdate explain` prints for a line holds the whole chain."""
    text = evidence_text(_brief().sections[0].lines[0])
    for expected in (
        "»Filming« is over.",
        "outlet: variety.com (trade)",
        "“Filming is over.”, https://variety.com/1",
        "credited: nobody: the text speaks for itself",
        "read as: title The Long Wait, season 2, event filming_wrap, when 2026-02-19/2026-02-19",
        "said on: 2026-02-22; recorded 2026-02-22 12:00 UTC by test-1",
        "weight: 80\u00a0% — variety.com is trade",
    ):
        assert expected in text


@pytest.mark.parametrize("width", [60, 80, 100])
def test_evidence_keeps_within_its_width(width: int) -> None:
    """Every row of a claim, its pads included."""
    words = "A sentence " * 30 + "that goes on."
    said = weighed(entry(milestone(Event.FILMING_WRAP), said_on="2026-02-22", words=words))
    line = Line(ref="k3f9.filming_wrap", text="It wrapped.", claims=(said,))
    rows = evidence_text(line, width=width).splitlines()

    assert [] == [row for row in rows if len(row) > width]
    assert any("weight: " in row for row in rows)


def test_json_holds_the_timeline_with_its_plans_and_findings() -> None:
    """Each milestone with its chance, its claims and earlier plans; all ids can be looked up."""
    told = brief_json(_brief())
    (wrap,) = told["milestones"]

    assert ("filming_wrap", "done", "2026-02-19/2026-02-19") == (
        wrap["event"],
        wrap["status"],
        wrap["when"],
    )
    assert [[], [], []] == [wrap["plans"], told["showings"], told["findings"]]
    assert set(wrap["claims"]) <= set(told["claims"])
    assert {"tmdb_status", "stage"} <= set(told)


def test_markdown_tells_citations_against_from_those_for() -> None:
    """Dissent is marked as such."""
    said = weighed(entry(milestone(Event.FILMING_WRAP), said_on="2026-02-22"))
    other = weighed(entry(milestone(Event.FILMING_WRAP), said_on="2026-02-23", outlet="b.example"))
    disputed = replace(belief(Event.FILMING_WRAP, [said]), claims_against=(other,))
    text = brief_markdown(write(timeline(disputed), even_forecast(), ref="k3f9"))

    assert "[^1] against: [^2] `k3f9.filming_wrap`" in text
