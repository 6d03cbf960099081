"""The sample dossier: complete heads, days in range, our own words."""

from __future__ import annotations

import email
import re
from datetime import date
from email.policy import default
from itertools import combinations
from pathlib import Path

import pytest

from airdate import samples

FILES = samples.dossier()
FIRST_DAY = date(2022, 6, 1)
COPY = {"2026-01-10-pinkvilla.txt", "2026-01-11-copy.txt"}
RUN_WORDS = 12  # words; a longer run shared by two texts is no accident
NOTE = re.compile(r"Written for the airdate sample\b.*\.")
MANIFEST = Path(__file__).parents[2] / "docs" / "sample.md"


def head_and_text(path: Path) -> tuple[dict[str, str], str]:
    """Return title, outlet, url, published and note of a dispatch, and its text."""
    raw = path.read_text("utf-8")
    if path.suffix == ".html":
        article = raw.partition("<article>")[2].partition("</article>")[0]
        return _html_head(raw), re.sub(r"<[^>]*>", " ", article)
    if path.suffix == ".eml":
        return _mail_head(raw), raw.partition("\n\n")[2]
    head, _, text = raw.removeprefix("---\n").partition("\n\n")
    pairs = [line.partition(": ") for line in head.replace("\n---", "").splitlines()]
    return {name.casefold(): value.strip('"') for name, _, value in pairs}, text


def _html_head(raw: str) -> dict[str, str]:
    meta = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', raw))
    return {
        "title": meta["og:title"],
        "outlet": meta["og:site_name"],
        "url": meta["og:url"],
        "published": meta["article:published_time"][:10],
        "note": meta["note"],
    }


def _mail_head(raw: str) -> dict[str, str]:
    message = email.message_from_string(raw, policy=default)
    return {
        "title": message["subject"],
        "outlet": message["from"],
        "url": message["x-address"],
        "published": message["date"].datetime.date().isoformat(),
        "note": message["x-note"],
    }


def words_of(path: Path) -> list[str]:
    """Return the words of a dispatch's text in lower case."""
    return re.findall(r"\w+", head_and_text(path)[1].casefold())


def runs_of(path: Path) -> set[tuple[str, ...]]:
    """Return the runs of words of a dispatch's text."""
    words = words_of(path)
    return {tuple(words[at : at + RUN_WORDS]) for at in range(len(words) - RUN_WORDS + 1)}


def test_the_dossier_has_enough_dispatches_of_each_form_in_order() -> None:
    """At least fourteen files on the main title, text, Markdown, page and mail among them."""
    main = [path for path in FILES if "squid-game" not in path.name]
    assert len(main) >= 14
    assert len(FILES) > len(main)
    assert {path.suffix for path in FILES} == {".txt", ".md", ".html", ".eml"}
    assert list(FILES) == sorted(FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_dispatch_has_a_whole_head(path: Path) -> None:
    """Title, outlet, address, day and the note that it was written for the sample."""
    head, _ = head_and_text(path)
    assert all(head[name].strip() for name in ("title", "outlet"))
    assert re.fullmatch(r"https?://[\w.-]+\.[a-z]+/\S*", head["url"])
    assert NOTE.fullmatch(head["note"])
    assert head["published"] == path.name[:10]
    assert FIRST_DAY <= date.fromisoformat(head["published"]) <= samples.LAST_DAY


def test_the_last_day_is_that_of_the_last_dispatch() -> None:
    """So that the demo shows all of it."""
    assert samples.LAST_DAY.isoformat() == max(
        head_and_text(path)[0]["published"] for path in FILES
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_dispatch_is_short_and_keeps_its_note_out_of_the_text(path: Path) -> None:
    """120 to 350 words; the note makes no sentence of it."""
    text = head_and_text(path)[1]
    assert 120 <= len(text.split()) <= 350
    assert "airdate" not in text


def test_invented_outlets_live_at_addresses_that_cannot_exist() -> None:
    """Whatever the note calls invented is at .example or a bare page of the service."""
    for path in FILES:
        head, _ = head_and_text(path)
        invented = "invented" in head["note"]
        made_up = ".example/" in head["url"] or head["url"].startswith("https://www.netflix.com/")
        assert invented == made_up, path.name


def test_no_two_dispatches_share_a_long_run_but_the_intended_copy() -> None:
    """One article nearly copies another; all others are told in words of their own."""
    shared = {
        frozenset((one.name, other.name))
        for one, other in combinations(FILES, 2)
        if runs_of(one) & runs_of(other)
    }
    assert {frozenset(COPY)} == shared


def test_no_dispatch_copies_the_documents_that_airdate_is_measured_on() -> None:
    """Facts only: no run of words from the seed article or the development set."""
    shared = Path(__file__).parents[3] / "shared"
    if not shared.is_dir():
        pytest.skip("the evaluation data is not on this machine")
    sources = [shared / "seed" / "article.txt", *(shared / "eval/reading/dev").glob("*.json")]
    theirs: set[tuple[str, ...]] = set()
    for source in sources:
        words = re.findall(r"\w+", source.read_text("utf-8").casefold())
        theirs |= {tuple(words[at : at + RUN_WORDS]) for at in range(len(words))}
    assert {} == {path.name: found for path in FILES if (found := runs_of(path) & theirs)}


def test_the_manifest_tells_what_each_dispatch_is_for() -> None:
    """Every file has its row in docs/sample.md, and no row is without its file."""
    rows = set(re.findall(r"^\| `([^`]+)`", MANIFEST.read_text("utf-8"), flags=re.MULTILINE))
    assert {path.name for path in FILES} == rows
