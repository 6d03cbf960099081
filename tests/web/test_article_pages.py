"""The article on a title: in the browser, in Markdown, by the API; written beside the answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from threading import Event as Signal
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import NOW, settings, settled

from airdate import pipeline
from airdate.checking import Article
from airdate.ledger import open_ledger
from airdate.library import articles
from airdate.publish.article import article_json, article_markdown
from airdate.web import app


@pytest.fixture(scope="module")
def visitor(filled: Path) -> Iterator[TestClient]:
    """Yield one who may read."""
    with TestClient(app(settings(filled)), follow_redirects=False) as made:
        yield made


@pytest.fixture(scope="module")
def wanted(filled: Path, ref: str) -> Article:
    """Return the article that the command line writes."""
    with open_ledger(filled, write=False) as ledger:
        own = next(i.installment for i in ledger.installments() if i.ref == ref)
        return pipeline.article(ledger, own, as_of=NOW.date()).article


def test_it_is_the_article_of_the_terminal(visitor: TestClient, ref: str, wanted: Article) -> None:
    """On the page, as JSON, in Markdown and by the API."""
    data = settled(visitor, f"/t/{ref}/article.json")
    assert article_json(wanted) == {k: v for k, v in data.items() if k not in ("ref", "pending")}
    assert article_markdown(wanted) == visitor.get(f"/t/{ref}/article.md").text
    told = visitor.get(f"/api/v1/titles/{ref}/article").json()
    assert article_json(wanted) | {"ref": ref} == told
    page = unescape(visitor.get(f"/t/{ref}/article").text)
    for line in wanted.lines:
        assert line.text in page


def test_each_number_leads_to_its_source(visitor: TestClient, ref: str, wanted: Article) -> None:
    """And each source to its sentence in the text."""
    settled(visitor, f"/t/{ref}/article.json")
    page = visitor.get(f"/t/{ref}/article").text
    cited = {int(number) for number in re.findall(r'href="#source-(\d+)"', page)}
    assert set(range(1, len(wanted.sources) + 1)) == cited
    for number, weighed in enumerate(wanted.sources, 1):
        at = page.index(f'<li id="source-{number}">')
        assert f"/d/{weighed.entry.document_id}#c-{weighed.entry.id}" in page[at : at + 3000]


def test_it_is_of_the_day_that_is_asked_for(visitor: TestClient, ref: str) -> None:
    """It cites nothing that was said later."""
    data = settled(visitor, f"/t/{ref}/article.json?as_of=2024-02-15")
    assert "2024-02-15" == data["as_of"]
    assert all(source["said_on"] <= "2024-02-15" for source in data["sources"])
    page = visitor.get(f"/t/{ref}/article", params={"as_of": "2024-02-15"}).text
    assert f'href="/t/{ref}/article.md?as_of=2024-02-15"' in page
    assert 404 == visitor.get(f"/t/{ref}/article", params={"as_of": "1999-01-01"}).status_code
    assert 404 == visitor.get("/t/zzzz/article").status_code


def test_a_page_that_comes_too_early_comes_again(
    filled: Path, ref: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says so and is not kept; meanwhile other pages are there."""
    go, real = Signal(), articles.written

    def slow(*asked: Any) -> Any:
        go.wait(60)
        return real(*asked)

    monkeypatch.setattr(articles, "written", slow)
    monkeypatch.setattr(articles, "_PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr("airdate.web.pages.article._PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr("airdate.web.api.rumours._PATIENCE_SECONDS", 0.0)
    with TestClient(app(settings(filled)), follow_redirects=False) as visitor:
        path = f"/t/{ref}/article"
        early = visitor.get(path)
        assert (200, "3") == (early.status_code, early.headers["refresh"])
        assert "It is being written" in early.text
        assert 200 == visitor.get(f"/t/{ref}").status_code
        told = visitor.get(f"/api/v1/titles/{ref}/article")
        assert (503, "5") == (told.status_code, told.headers["retry-after"])
        assert "application/problem+json" == told.headers["content-type"]
        assert 503 == visitor.get(f"{path}.md").status_code
        go.set()
        assert not settled(visitor, f"{path}.json")["pending"]
        late = visitor.get(path)
        assert "refresh" not in late.headers
        assert "It is being written" not in late.text
