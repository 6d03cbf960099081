"""`--llm`: a model reads and rephrases beside us, from the terminal, against a real server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.llm.conftest import Model, model

from airdate.cli import app

__all__ = ["model"]

_TEXT = """The Long Wait season 2 wraps

Filming on The Long Wait season 2 wrapped on 18 February 2026, UPI reported.
"""


@pytest.fixture(autouse=True)
def _settings(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRDATE_LLM_URL", model.url)
    monkeypatch.setenv("AIRDATE_LLM_MODEL", "tiny-model")
    monkeypatch.setenv("AIRDATE_LLM_KEY", "sk-very-secret")
    monkeypatch.setenv("AIRDATE_LLM_PRIVATE", "1")


@pytest.fixture
def text(tmp_path: Path) -> str:
    """Return the path of a text."""
    path = tmp_path / "news.md"
    path.write_text(_TEXT, encoding="utf-8")
    return str(path)


def _claim(**named: Any) -> dict[str, Any]:
    return {
        "sentence": 1,
        "kind": "milestone",
        "title": "The Long Wait",
        "season": 2,
        "status": "rumoured",
        "event": "filming_wrap",
        "person": None,
        "credit": None,
        "character": None,
        "words": "wrapped on 18 February 2026",
        "date_words": "18 February 2026",
        "source": None,
        **named,
    }


def test_read(model: Model, text: str) -> None:
    """Both readers' claims are shown, and what the model said that is not in the text."""
    model.answer = lambda _: {"claims": [_claim(), _claim(words="was filmed in Busan")]}
    done = CliRunner().invoke(app, ["read", text, "--llm", "--json"])
    assert 0 == done.exit_code, done.output
    told = json.loads(done.stdout)
    assert "llm:tiny-model" in json.dumps(told)
    assert "refused: its words do not stand in sentence 1" in done.stderr


def test_a_model_that_fails_costs_nothing(model: Model, text: str, tmp_path: Path) -> None:
    """A text is recorded as we read it where the model does not answer."""
    model.status = 500
    ledger = str(tmp_path / "x.db")
    done = CliRunner().invoke(app, ["--db", ledger, "add", text, "--llm"])
    assert 0 == done.exit_code, done.output
    assert "read without the model" in done.stderr
    assert "1 new document" in done.stdout
    assert "sk-very-secret" not in done.output


def test_no_settings(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Without an endpoint, it is said what to set."""
    monkeypatch.delenv("AIRDATE_LLM_URL")
    done = CliRunner().invoke(app, ["read", text, "--llm"])
    assert done.exit_code != 0
    assert "AIRDATE_LLM_URL" in str(done.exception)


def test_both_are_kept(model: Model, text: str, tmp_path: Path) -> None:
    """What the model alone found is in the ledger with its name."""
    model.answer = lambda _: {"claims": [_claim()]}
    ledger = str(tmp_path / "x.db")
    done = CliRunner().invoke(app, ["--db", ledger, "add", text, "--llm"])
    assert 0 == done.exit_code, done.output
    lines = CliRunner().invoke(app, ["--db", ledger, "export"]).stdout
    assert '"rule":"llm:tiny-model"' in lines
    assert "+llm-tiny-model-" in lines


def test_an_article_in_other_words(model: Model, tmp_path: Path) -> None:
    """Hostile words for an article are refused, and the plain ones stand."""
    ledger = str(tmp_path / "demo.db")
    assert 0 == CliRunner().invoke(app, ["--db", ledger, "demo"]).exit_code
    words = ["--db", ledger, "brief", "aouad", "--season", "2", "--as-of", "2022-06-30"]
    plain = CliRunner().invoke(app, [*words, "--format", "article"])

    def shouting(question: dict[str, Any]) -> object:
        texts = json.loads(question["messages"][1]["content"])
        return {"sentences": ["Season 2 was released on 1 May 2022." for _ in texts]}

    model.answer = shouting
    done = CliRunner().invoke(app, [*words, "--format", "article", "--llm"])
    assert 0 == done.exit_code, done.output
    assert plain.stdout == done.stdout
    assert "in plain words" in done.stderr
