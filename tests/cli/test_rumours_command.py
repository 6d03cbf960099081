"""`airdate rumours` on the sample dossier, as a user calls it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from airdate.cli import app

_DAY = ["--as-of", "2026-06-01"]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of a ledger of the sample dossier."""
    path = str(tmp_path_factory.mktemp("rumours") / "demo.db")
    done = CliRunner().invoke(app, ["--db", path, "demo"])
    assert 0 == done.exit_code, done.output
    return path


def _run(ledger: str, *words: str) -> str:
    done = CliRunner().invoke(app, ["--db", ledger, "rumours", *words])
    assert 0 == done.exit_code, done.output
    return done.output


def _json(ledger: str, *words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in _run(ledger, *words, "--json").splitlines()]


def test_a_rumour_leads_to_its_words(ledger: str) -> None:
    """Each rumour shows the words of who told it first, and what settled it."""
    told = _run(ledger, "aouad", "--season", "2", *_DAY)
    assert "Roh Yoon-seo is rumoured to take part (new)" in told
    assert "31 January 2024 by Pinkvilla" in told
    assert "did not come true, told by LatestLY on 14 May 2025" in told


def test_states(ledger: str) -> None:
    """`--state` chooses; together the states are all."""
    every = _json(ledger, "aouad", "--season", "2", *_DAY)
    states = ("open", "confirmed", "refuted", "expired")
    apart = [
        r["id"]
        for state in states
        for r in _json(ledger, "aouad", "--season", "2", "--state", state, *_DAY)
    ]
    assert sorted(str(r["id"]) for r in every) == sorted(map(str, apart))


def test_every_claim_is_in_the_ledger(ledger: str) -> None:
    """Whatever a rumour names as its claims, `explain` knows."""
    for rumour in _json(ledger, *_DAY):
        told = rumour["told"]
        assert isinstance(told, list)
        assert told
        for claim in told:
            done = CliRunner().invoke(app, ["--db", ledger, "explain", claim["id"]])
            assert 0 == done.exit_code, done.output


def test_outlets(ledger: str) -> None:
    """`--outlets` tells whose rumours came true."""
    told = {r["domain"]: r for r in _json(ledger, "--outlets", *_DAY)}
    record = told["pinkvilla.com"]
    assert record["refuted"] == 1
    assert "pinkvilla.com" in _run(ledger, "--outlets", *_DAY)


def test_nothing(ledger: str) -> None:
    """Where nothing was rumoured by a day, it says so."""
    assert "No such rumour had been told by 2022-06-30.\n" == _run(
        ledger, "--as-of", "2022-06-30", "--state", "misread"
    )


def test_sources_tell_whose_rumours_came_true(ledger: str) -> None:
    """In the table, on an outlet's own page in a sentence, and as JSON: the same figures."""
    records = {str(r["domain"]): r for r in _json(ledger, "--outlets", *_DAY)}

    def sources(*words: str) -> str:
        done = CliRunner().invoke(app, ["--db", ledger, "sources", *words, *_DAY])
        assert 0 == done.exit_code, done.output
        return done.output

    rows = {row["domain"]: row for row in map(json.loads, sources("--json").splitlines())}
    assert records
    for domain, record in records.items():
        told = rows[domain]["rumours"]
        assert {name: record[name] for name in told} == told
    assert rows["variety.com"]["rumours"] is None
    own = sources("pinkvilla.com")
    record = records["pinkvilla.com"]
    assert f"It told {record['told']} rumours on its own" in own
    assert f"{record['refuted']} refuted" in own


def test_a_large_ledger_is_told_by_what_is_kept(
    call, db, article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same table as of a small one; that it takes long is said, where it does."""
    from airdate.library import outlets

    call("--db", db, "add", article)
    asked = ("--db", db, "sources", "--all", "--as-of", "2026-03-01")
    small = call(*asked)
    monkeypatch.setattr(outlets, "LARGE", 0)
    large = call(*asked)
    assert (0, small.out) == (large.code, large.out)
    assert "Tracing the rumours of " in large.err
    assert "" == small.err
