"""`rumours` and `article`: what is only told, and prose that holds no more than its sources."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.mcp.test_mcp_tools import DAY, sentences_of

from airdate import pipeline
from airdate.ledger import open_ledger
from airdate.mcp.evidence import NOTICE
from airdate.publish.article import article_markdown


def test_rumours_are_told_with_their_fate_and_sentences(assistant, demo_ledger: Path) -> None:
    """As the command line traces them; each quotation stands in the ledger."""
    told = assistant.data("rumours", title="aouad", season=2, as_of=DAY)
    with open_ledger(demo_ledger, write=False) as ledger:
        own = next(i for i in ledger.installments() if i.ref == told["ref"]).installment
        found = pipeline.rumours(ledger, own, as_of=date.fromisoformat(DAY))
    assert (NOTICE, DAY, 0) == (told["notice"], told["as_of"], told["more"])
    assert [r.first.entry.id for r in found] == [r["first"]["claim"] for r in told["rumours"]]
    assert [str(r.state) for r in found] == [r["state"] for r in told["rumours"]]
    known = sentences_of(demo_ledger)
    refuted = next(r for r in told["rumours"] if r["state"] == "refuted")
    assert refuted["settled_by"]
    for rumour in told["rumours"]:
        for cited in (rumour["first"], *rumour["bears_it_out"], *rumour["against"]):
            assert cited["quoted_sentence"] in known


def test_rumours_are_chosen_by_state_and_bounded(assistant) -> None:
    """What does not fit is counted."""
    asked = {"title": "aouad", "season": 2, "as_of": DAY}
    every = assistant.data("rumours", **asked)["rumours"]
    open_ = assistant.data("rumours", **asked, state="open")["rumours"]
    assert [r for r in every if r["state"] == "open"] == open_
    one = assistant.data("rumours", **asked, limit=1)
    assert (1, len(every) - 1) == (len(one["rumours"]), one["more"])


def test_an_article_is_prose_with_its_sources(assistant, demo_ledger: Path) -> None:
    """The one that the command line writes, under the notice."""
    text = assistant.ask("article", title="aouad", season=2, as_of=DAY).text
    with open_ledger(demo_ledger, write=False) as ledger:
        (own,) = (
            listed.installment
            for listed in ledger.installments()
            if str(listed.installment) == "All of Us Are Dead, season 2"
        )
        found = pipeline.article(ledger, own, as_of=date.fromisoformat(DAY)).article
    assert f"> {NOTICE}\n\n{article_markdown(found)}" == text
