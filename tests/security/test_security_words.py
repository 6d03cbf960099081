"""Words of strangers in every renderer: they stay words, whatever they would be elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient
from tests.security.attacks import FORMULAS, LINES, SCRIPTS, TEMPLATES
from tests.web import test_shield
from tests.web.conftest import NOW, TOKEN, settings

from airdate import pipeline
from airdate.cli import app as command
from airdate.ledger import open_ledger
from airdate.publish.html import brief_html
from airdate.publish.jsonform import brief_json
from airdate.publish.markdown import brief_markdown
from airdate.publish.text import brief_text
from airdate.web import app

_WORDS = TEMPLATES + SCRIPTS + LINES + FORMULAS
# What an engine would leave in place of the marks: `Show3` stands behind each title.
_WORKED_OUT = re.compile(r"\b49 Show\d|\b12 Show\d|&lt;class|<class '|K3Y-OF-MINE")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger whose documents hold the words in every field that a document can fill."""
    path = tmp_path_factory.mktemp("words") / "ledger.db"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(test_shield, "HOSTILE", _WORDS)
        test_shield.hostile_ledger(path)
    return path


@pytest.fixture(scope="module")
def visitor(ledger: Path) -> Iterator[TestClient]:
    """Yield a signed-in visitor of a site over it, in a process that holds a key."""
    with ExitStack() as stack:
        patched = stack.enter_context(pytest.MonkeyPatch.context())
        patched.setenv("AIRDATE_TMDB_KEY", "K3Y-OF-MINE")
        made = TestClient(app(settings(ledger)), follow_redirects=False)
        stack.enter_context(made)
        made.get("/enter", params={"token": TOKEN})
        yield made


def test_no_renderer_of_a_brief_works_words_out(ledger: Path) -> None:
    """Text, Markdown, HTML and JSON tell each title as it is written, escaped where need be."""
    with open_ledger(ledger, write=False) as opened:
        listed = opened.installments()
        briefs = [pipeline.tell(opened, i.installment, ref=i.ref, as_of=NOW.date()) for i in listed]
    assert len(_WORDS) - 2 <= len(briefs)
    for brief in briefs:
        forms = (brief_text(brief, width=100), brief_markdown(brief), brief_html(brief))
        for form in (*forms, json.dumps(brief_json(brief))):
            assert not _WORKED_OUT.search(form)
        # A brief is a file of its own, and brings its one sheet of styles along.
        assert ["style"] == test_shield.dangers(forms[2])


def test_no_page_or_feed_works_words_out(visitor: TestClient) -> None:
    """Neither do the pages, their JSON, the calendars and the feeds."""
    items = visitor.get("/api/v1/titles?limit=200").json()["items"]
    assert len(_WORDS) - 2 <= len(items)
    paths = [*test_shield.EVERYWHERE, "/calendar.ics", "/feed.atom", "/feed.json"]
    paths += [f"/t/{item['ref']}" for item in items] + [f"/t/{item['ref']}.json" for item in items]
    for path in paths:
        answer = visitor.get(path)
        assert answer.status_code in (200, 404), path
        assert not _WORKED_OUT.search(answer.text), path
        if "html" in answer.headers["content-type"]:
            assert [] == test_shield.dangers(answer.text), path


def test_words_begin_no_line_of_a_calendar_or_a_head(visitor: TestClient) -> None:
    """A line break in a title ends neither a line of a calendar nor a header of an answer."""
    for path in ("/calendar.ics", "/feed.atom", "/"):
        answer = visitor.get(path)
        assert "forged" not in answer.headers.get("set-cookie", "")
        lines = answer.text.splitlines() if path.endswith(".ics") else []
        assert [] == [line for line in lines if line.startswith(("SUMMARY:forged", "Set-Cookie"))]
        assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT")


@pytest.mark.parametrize("words", [*TEMPLATES, *SCRIPTS])
def test_an_error_tells_words_harmlessly(visitor: TestClient, words: str) -> None:
    """What was asked for and is not there comes back as words, or not at all."""
    for path in ("/t/", "/d/", "/api/v1/titles/", "/search?q=", "/nothing/"):
        answer = visitor.get(path + words.replace("\r", "").replace("\n", ""))
        assert answer.status_code < 500
        assert not _WORKED_OUT.search(answer.text)
        if "html" in answer.headers.get("content-type", ""):
            assert [] == test_shield.dangers(answer.text)
        else:
            assert "nosniff" == answer.headers["x-content-type-options"]


def test_words_steer_no_terminal(ledger: Path) -> None:
    """Titles in the terminal keep their order; nothing clears the screen or moves the cursor."""
    told = CliRunner().invoke(command, ["--db", str(ledger), "titles"], catch_exceptions=False)
    assert 0 == told.exit_code
    assert not _WORKED_OUT.search(told.output)
    assert [] == re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", told.output)
