"""`airdate check` on drafts of our own against the sample dossier, as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from airdate.cli import app

_DAY = ["--as-of", "2026-07-15"]
_DRAFT = """All of Us Are Dead: where season 2 stands

Netflix renewed All of Us Are Dead for season 2 in June 2022. Filming on season 2 began in July
2025. Season 2 is scheduled to wrap filming by mid-February 2026. Park Ji-hu returns as Nam On-jo in
season 2, as theguardianmagazine.com has it. Season 2 was released on 3 January 2026. The sun shone.
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of a ledger of the sample dossier."""
    path = str(tmp_path_factory.mktemp("check") / "demo.db")
    done = CliRunner().invoke(app, ["--db", path, "demo"])
    assert 0 == done.exit_code, done.output
    return path


@pytest.fixture
def draft(tmp_path: Path) -> str:
    """Return the path of a draft."""
    path = tmp_path / "draft.md"
    path.write_text(_DRAFT, encoding="utf-8")
    return str(path)


def _run(ledger: str, *words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(app, ["--db", ledger, "check", *words, *_DAY], input=given)


def _verdicts(result: Result) -> dict[str, str]:
    return {
        row["claim"].get("event") or row["claim"]["person"]: row["verdict"]
        for row in json.loads(result.output)["checked"]
    }


def test_verdicts(ledger: str, draft: str) -> None:
    """Each claim gets the verdict that the dossier gives it."""
    result = _run(ledger, draft, "--published", "2026-01-15", "--format", "json")
    assert 0 == result.exit_code, result.output
    assert {
        "renewed": "supported",
        "filming_start": "supported",
        "filming_wrap": "outdated",
        "Park Ji-hu": "supported",
        "release": "contradicted",
    } == _verdicts(result)


def test_text(ledger: str, draft: str) -> None:
    """The text shows the verdict, the sources and the better wording; and whom it leans on."""
    told = " ".join(_run(ledger, draft, "--published", "2026-01-15").output.split())
    assert "outdated: is planned to wrap filming by 20 February 2026. It has happened" in told
    assert "say: Season 2 wrapped filming" in told
    assert "theguardianmagazine.com: it looks like theguardian.com and is not." in told


def test_every_reference_is_known(ledger: str, draft: str) -> None:
    """Each claim behind a verdict is one that `explain` unrolls."""
    rows = json.loads(_run(ledger, draft, "--format", "json").output)["checked"]
    behind = {w["id"] for row in rows for w in (*row["supporting"], *row["opposing"])}
    assert behind
    for identity in sorted(behind)[:5]:
        done = CliRunner().invoke(app, ["--db", ledger, "explain", identity])
        assert 0 == done.exit_code, done.output


def test_claim_review(ledger: str, draft: str) -> None:
    """A ClaimReview a line, rated from 1 to 5, with the addresses of its sources."""
    lines = _run(ledger, draft, "--format", "claimreview").output.splitlines()
    reviews = [json.loads(line) for line in lines]
    assert reviews
    for review in reviews:
        assert ("https://schema.org", "ClaimReview") == (review["@context"], review["@type"])
        assert 1 <= review["reviewRating"]["ratingValue"] <= 5
        assert review["claimReviewed"]


def test_html_escapes(ledger: str) -> None:
    """What a draft has of markup is shown, not run."""
    draft = "<script>alert(1)</script> All of Us Are Dead season 2 began filming in July 2025."
    told = _run(ledger, "-", "--format", "html", given=draft).output
    assert "<script>" not in told
    assert "<mark" in told


def test_exit_code(ledger: str, draft: str) -> None:
    """`--exit-code` fails a draft with something wrong in it, and no other."""
    assert 1 == _run(ledger, draft, "--exit-code").exit_code
    good = "Netflix renewed All of Us Are Dead for season 2 in June 2022."
    assert 0 == _run(ledger, "-", "--exit-code", given=good).exit_code


def test_what_cannot_be_read(ledger: str, tmp_path: Path) -> None:
    """A draft that is not there is told, and fails."""
    result = _run(ledger, str(tmp_path / "none.txt"))
    assert 1 == result.exit_code
    assert "not read" in result.output


def test_nothing_is_recorded(ledger: str, draft: str) -> None:
    """A check leaves the ledger as it was."""
    before = CliRunner().invoke(app, ["--db", ledger, "export"]).output
    _run(ledger, draft)
    assert before == CliRunner().invoke(app, ["--db", ledger, "export"]).output
