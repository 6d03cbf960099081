"""`check_text`: an assistant has its own words checked before it says them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.mcp.conftest import NOON, assisted
from tests.mcp.test_mcp_hostile import ORDER
from tests.mcp.test_mcp_tools import DAY, sentences_of

from airdate.ledger import open_ledger
from airdate.mcp.evidence import LONGEST_SENTENCE, NOTICE

DRAFT = (
    "Season 2 of All of Us Are Dead wrapped filming in February 2026. "
    "Netflix has cancelled season 2 of All of Us Are Dead. "
    "Season 2 of All of Us Are Dead will premiere on 3 March 2026. "
    "Season 4 of The Long Wait wrapped filming in May 2025."
)


def test_each_claim_has_a_verdict_with_its_sentences(assistant, demo_ledger: Path) -> None:
    """What sources tell is supported, what they do not is not, and what is said instead is told."""
    told = assistant.data("check_text", text=DRAFT, as_of=DAY)
    assert (NOTICE, DAY) == (told["notice"], told["as_of"])
    by_sentence = {found["sentence"]: found for found in told["findings"]}
    wrap, cancelled, release, unknown = (by_sentence[f"{s}."] for s in DRAFT[:-1].split(". "))
    assert ("supported", "All of Us Are Dead", 2) == (
        wrap["verdict"],
        wrap["title"],
        wrap["season"],
    )
    assert cancelled["verdict"] in ("contradicted", "unheard")
    assert release["verdict"] in ("contradicted", "overstated", "unheard")
    assert "2027" in release["say_instead"]
    assert ("unheard", None) == (unknown["verdict"], unknown["title"])
    assert all(found["because"] for found in told["findings"])
    known = sentences_of(demo_ledger)
    assert wrap["supporting"]
    for found in told["findings"]:
        for cited in (*found["supporting"], *found["opposing"]):
            assert cited["quoted_sentence"] in known


def test_a_check_is_as_of_a_day_and_bounded(assistant) -> None:
    """On an earlier day nobody had told of the wrap; what does not fit is counted."""
    text = "Season 2 of All of Us Are Dead wrapped filming in February 2026."
    (then,) = assistant.data("check_text", text=text, as_of="2024-02-15")["findings"]
    assert "supported" != then["verdict"]
    told = assistant.data("check_text", text=DRAFT, as_of=DAY, limit=1)
    assert (1, 3) == (len(told["findings"]), told["more"])


def test_a_check_keeps_nothing(assistant, demo_ledger: Path) -> None:
    """The draft is no source: no document, no claim."""
    with open_ledger(demo_ledger, write=False) as ledger:
        before = ledger.version()
    assistant.data("check_text", text=DRAFT, as_of=DAY)
    with open_ledger(demo_ledger, write=False) as ledger:
        assert before == ledger.version()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("   ", "cannot be checked"),
        ("第二季已经杀青。" * 30, "cannot be checked"),
        ("x" * 20_001, "20000"),
    ],
)
def test_what_cannot_be_checked_is_told(assistant, text: str, words: str) -> None:
    """Nothing, another language, too much: each with what to do."""
    assert words in assistant.error("check_text", text=text, as_of=DAY)


def test_a_hostile_draft_comes_back_harmless(tmp_path: Path) -> None:
    """A draft may be an article: what it says stays on a line, cut, without what turns letters."""
    with open_ledger(tmp_path / "ledger.db"):
        pass
    draft = f"Season 2 of The Long Wait {ORDER} wrapped filming in May 2025. {'x' * 900}"
    with assisted(tmp_path / "ledger.db", tmp_path) as assistant:
        told = assistant.ask("check_text", text=draft, as_of=NOON.date().isoformat())
    assert not told.failed
    assert not {"\u202e", "\u200b", "\U000e0041"} & set(told.text)
    assert told.data is not None
    assert all(len(f["sentence"]) <= LONGEST_SENTENCE for f in told.data["findings"])
