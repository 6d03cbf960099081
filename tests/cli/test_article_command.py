"""`airdate brief --format article`: every sentence is grounded, and read back as it is known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from evaluation.generate import fill

from airdate.cli import app

_DAYS = ("2022-06-30", "2024-02-15", "2026-01-20", "2026-07-15")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of a ledger of the sample dossier."""
    path = str(tmp_path_factory.mktemp("article") / "demo.db")
    done = CliRunner().invoke(app, ["--db", path, "demo"])
    assert 0 == done.exit_code, done.output
    return path


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of a ledger of made-up works."""
    path = tmp_path_factory.mktemp("article") / "made-up.db"
    fill(path, 120, titles=8, seed=5)
    return str(path)


def _brief(ledger: str, *words: str) -> str:
    done = CliRunner().invoke(app, ["--db", ledger, "brief", *words])
    assert 0 == done.exit_code, done.output
    return done.stdout


def _verdicts(ledger: str, text: str, day: str, tmp_path: Path) -> set[str]:
    article = tmp_path / "article.md"
    article.write_text(text, encoding="utf-8")
    words = ["--db", ledger, "check", str(article), "--as-of", day, "--format", "json"]
    done = CliRunner().invoke(app, words)
    assert 0 == done.exit_code, done.output
    return {row["verdict"] for row in json.loads(done.stdout)["checked"]}


@pytest.mark.parametrize("day", _DAYS)
def test_a_check_finds_only_support(ledger: str, day: str, tmp_path: Path) -> None:
    """The article of a day, read as any draft, says nothing that is not known."""
    text = _brief(ledger, "aouad", "--season", "2", "--as-of", day, "--format", "article")
    assert _verdicts(ledger, text, day, tmp_path) <= {"supported", "understated"}


def test_other_works(invented: str, tmp_path: Path) -> None:
    """So does the article on any other work."""
    day = "2026-06-01"
    rows = CliRunner().invoke(app, ["--db", invented, "titles", "--as-of", day, "--json"])
    works = [json.loads(line) for line in rows.stdout.splitlines()][:3]
    assert works
    for work in works:
        words = [work["title"], "--season", str(work["season"]), "--as-of", day]
        text = _brief(invented, *words, "--format", "article")
        assert _verdicts(invented, text, day, tmp_path) <= {"supported", "understated"}


@pytest.mark.parametrize("day", _DAYS)
def test_every_sentence_has_its_claims(ledger: str, day: str) -> None:
    """Each sentence names claims that the ledger has, said by that day."""
    words = ("aouad", "--season", "2", "--as-of", day, "--format", "article-json")
    told = json.loads(_brief(ledger, *words))
    sentences = [s for passage in told["passages"] for s in passage["sentences"]]
    assert sentences
    for sentence in sentences:
        assert sentence["claims"], sentence["text"]
        done = CliRunner().invoke(
            app, ["--db", ledger, "explain", sentence["claims"][0], "--json", "--as-of", day]
        )
        assert 0 == done.exit_code, done.output
        assert json.loads(done.stdout)["said_on"] <= day


def test_it_tells_what_matters(ledger: str) -> None:
    """Renewal, filming, wrap, cast, the old plan and the outlook are all in it."""
    text = _brief(ledger, "aouad", "--season", "2", "--as-of", "2026-02-28", "--format", "article")
    for words in ("renewed", "July 2025", "wrapped", "Park Ji-hu", "no longer holds", "forecast"):
        assert words in text


def test_html(ledger: str) -> None:
    """As a page, each number leads to its source, and each source to its words."""
    words = ("aouad", "--season", "2", "--as-of", "2026-02-28", "--format", "article-html")
    page = _brief(ledger, *words)
    assert 'href="#source-1"' in page
    assert 'id="source-1"' in page
    assert "<script" not in page
