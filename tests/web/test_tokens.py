"""Tokens: made and taken back by commands, known by sites that run, and what each may do."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import NOW, TOKEN, settings
from tests.web.test_writing import TEXT, a_claim, secret_of

from airdate.ledger import open_ledger
from airdate.ledger.office import tokens
from airdate.ledger.office.tokens import Scope, Token
from airdate.web import app
from airdate.web.tokens import new_token, taken_over


def called(*words: str) -> subprocess.CompletedProcess[str]:
    """Return what a call of airdate printed."""
    command = [sys.executable, "-m", "airdate", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def given(place: str, name: str = "phone", scope: Scope = "write") -> tuple[str, Token]:
    """Return a token that a ledger has from now on."""
    text, token = new_token(name, made_on=date(2026, 2, 1), scope=scope)
    with open_ledger(place) as ledger:
        tokens.keep(ledger, [token])
    return text, token


def taken_back(place: str, token: Token) -> None:
    """Have a ledger know a token no more."""
    with open_ledger(place) as ledger:
        tokens.remove(ledger, token.number)


def bearer(text: str) -> dict[str, str]:
    """Return the head by which a program sends a token."""
    return {"authorization": f"Bearer {text}"}


@pytest.fixture
def closed(place: str) -> Iterator[TestClient]:
    """Yield a visitor of a site that asks for a token before it shows anything."""
    shut = settings(place, open_reading=False, run_token=None)
    with TestClient(app(shut), follow_redirects=False) as visitor:
        yield visitor


PATHS = ("/", "/index.json", "/calendar.ics", "/feed.atom", "/api/v1/titles", "/nothing")


def test_a_site_that_runs_knows_new_and_removed_tokens_at_once(
    closed: TestClient, place: str
) -> None:
    """Made and taken back by another process, they hold and hold no more, feed key included."""
    assert {401} == {closed.get(path).status_code for path in PATHS}
    text, token = given(place)
    key = {"key": token.feed_key}
    assert 200 == closed.get("/api/v1/titles", headers=bearer(text)).status_code
    assert 200 == closed.get("/calendar.ics", params=key).status_code
    assert token.feed_key not in closed.get("/feed.json", params=key).text
    assert 401 == closed.get("/api/v1/titles", headers=bearer(text[:-1] + "!")).status_code
    assert 401 == closed.get("/api/v1/titles", headers=bearer(token.hash)).status_code
    taken_back(place, token)
    assert 401 == closed.get("/api/v1/titles", headers=bearer(text)).status_code
    assert 401 == closed.get("/calendar.ics", params=key).status_code


def test_a_session_ends_with_its_token(closed: TestClient, place: str) -> None:
    """The cookie that stands for a token is worth nothing when the token is gone."""
    text, token = given(place)
    assert 303 == closed.post("/enter", data={"token": text}).status_code
    assert "Sign out" in closed.get("/").text
    taken_back(place, token)
    assert 401 == closed.get("/").status_code


def test_a_session_ends_after_thirty_days(place: str) -> None:
    """Also where a browser, or who copied its cookie, keeps it longer."""
    moment = [NOW]
    told = settings(place, open_reading=False, now=lambda: moment[0])
    with TestClient(app(told), follow_redirects=False) as visitor:
        sent = visitor.get("/enter", params={"token": TOKEN})
        cookie = {"cookie": sent.headers["set-cookie"].partition(";")[0]}
        visitor.cookies.clear()
        moment[0] = NOW + timedelta(days=30)
        assert 200 == visitor.get("/add", headers=cookie).status_code
        moment[0] = NOW + timedelta(days=31)
        assert 401 == visitor.get("/add", headers=cookie).status_code


def test_a_token_that_only_reads_changes_nothing(closed: TestClient, place: str) -> None:
    """By the API and by forms, with the secret of its own browser; it is told why."""
    text, _ = given(place, scope="read")
    claim = a_claim_of(place)
    judged = {"verdict": "rejected", "reason": "x"}
    assert 200 == closed.get("/api/v1/titles", headers=bearer(text)).status_code
    sent = closed.post(f"/api/v1/claims/{claim}/judgements", json=judged, headers=bearer(text))
    assert (403, "This token only reads.") == (sent.status_code, sent.json()["title"])
    assert 403 == closed.post("/api/v1/documents", json={}, headers=bearer(text)).status_code
    closed.post("/enter", data={"token": text})
    page = closed.get("/add").text
    assert "<textarea" not in page
    assert "only reads" in page
    secret = page.partition('name="csrf" value="')[2][:64]
    for path, data in ((f"/claims/{claim}/judge", judged), ("/add", {"text": TEXT})):
        refused = closed.post(path, data=data | {"csrf": secret})
        assert (403, True) == (refused.status_code, "This token only reads" in refused.text)
    with open_ledger(place, write=False) as ledger:
        assert ledger.entry(claim).judgement is None
    assert 303 == closed.post("/leave", data={"csrf": secret}).status_code
    assert 401 == closed.get("/").status_code


def a_claim_of(place: str) -> str:
    """Return the id of a claim of a ledger."""
    with open_ledger(place, write=False) as ledger:
        return ledger.entries()[0].id


def test_a_token_that_writes_writes(closed: TestClient, place: str) -> None:
    """By the API and by forms."""
    text, _ = given(place)
    head = bearer(text)
    added = closed.post("/api/v1/documents", json={"text": TEXT}, headers=head)
    assert "new document" == added.json()["items"][0]["outcome"]
    closed.post("/enter", data={"token": text})
    claim = a_claim(closed)
    sent = closed.post(
        f"/claims/{claim['id']}/judge",
        data={"verdict": "rejected", "reason": "x", "csrf": secret_of(closed)},
    )
    assert 303 == sent.status_code


def test_a_cookie_that_writes_lends_nothing_to_a_token_that_reads(
    closed: TestClient, place: str
) -> None:
    """What the API asks for is the right of the token that is sent."""
    writing, reading = given(place)[0], given(place, "feed reader", "read")[0]
    closed.post("/enter", data={"token": writing})
    sent = closed.post("/api/v1/documents", json={"text": TEXT}, headers=bearer(reading))
    assert 401 == sent.status_code


def test_a_feed_key_reads_and_nothing_else(closed: TestClient, place: str) -> None:
    """It opens no form, and signs nobody in."""
    key = {"key": given(place)[1].feed_key}
    assert 200 == closed.get("/feed.atom", params=key).status_code
    for path in ("/add", "/api/v1/documents", "/leave"):
        assert closed.post(path, params=key, json={"text": TEXT}).status_code in (401, 403)
    assert 403 == closed.post("/enter", data={"token": key["key"]}).status_code


def test_what_a_token_was_shown_is_kept_by_no_cache_between(closed: TestClient, place: str) -> None:
    """Answers to those who showed a token are their own, forms or not."""
    text, token = given(place, scope="read")
    for asked in ({"headers": bearer(text)}, {"params": {"key": token.feed_key}}):
        for path in ("/", "/feed.atom", "/api/v1/titles"):
            assert "private" in closed.get(path, **asked).headers["cache-control"], path  # type: ignore[arg-type]


def test_tokens_and_their_keys_are_in_no_log(
    closed: TestClient, place: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever is noted of their use."""
    caplog.set_level(logging.DEBUG)
    text, token = given(place)
    closed.get("/api/v1/titles/zzzz", headers=bearer(text))
    closed.get("/feed.atom", params={"key": token.feed_key, "as_of": "soon"})
    closed.post("/enter", data={"token": text})
    ours = [record.getMessage() for record in caplog.records if record.name != "httpx2"]
    for secret in (text, text.rpartition("_")[2], token.hash, token.feed_key):
        assert not any(secret in line for line in ours)


# ── the commands ────────────────────────────────────────────────────────────────────────────


def test_tokens_are_made_listed_and_taken_back(closed: TestClient, place: str) -> None:
    """A token is printed once; its number takes it back."""
    made = called("token", "new", "phone", "--db", place)
    text = made.stdout.strip()
    assert 200 == closed.get("/index.json", headers=bearer(text)).status_code
    assert "?key=" in made.stderr
    only = called("token", "new", "screen in the hall", "--read-only", "--db", place)
    sent = closed.post("/api/v1/documents", json={}, headers=bearer(only.stdout.strip()))
    assert 403 == sent.status_code
    rows = called("token", "list", "--db", place).stdout.splitlines()
    first, second = (row.split(maxsplit=2)[2] for row in rows)
    assert ("reads and writes  phone", "reads             screen in the hall") == (first, second)
    assert text not in "".join(rows)
    number = rows[0].split()[0]
    assert 0 == called("token", "remove", number, "--db", place).returncode
    assert 401 == closed.get("/index.json", headers=bearer(text)).status_code
    again = called("token", "remove", number, "--db", place)
    assert (2, True) == (again.returncode, "There is no token" in again.stderr)


@pytest.mark.parametrize("name", ["", "  ", "a\x1b[31mb", "x" * 101])
def test_a_token_needs_a_name_that_can_be_shown(tmp_path: Path, name: str) -> None:
    """Without one it could not be told which to take back."""
    done = called("token", "new", name, "--db", str(tmp_path / "new.db"))
    assert (2, "") == (done.returncode, done.stdout)


# ── the file of an earlier airdate ──────────────────────────────────────────────────────────


def test_tokens_of_an_earlier_file_come_into_the_ledger(place: str, tmp_path: Path) -> None:
    """They hold as before, the file is gone, lines that hold none are passed over."""
    text, token = new_token("phone", made_on=date(2026, 1, 1), scope="write")
    path = tmp_path / "ledger.tokens"
    row = {"number": token.number, "name": "phone", "hash": token.hash, "made_on": "2026-01-01"}
    path.write_text(f"{json.dumps(row)}\nnot one\n{{}}\n", encoding="utf-8")
    with open_ledger(place) as ledger:
        assert 1 == taken_over(ledger, path)
        assert taken_over(ledger, path) is None
        assert [token] == tokens.kept(ledger)
    assert not path.exists()
    with TestClient(app(settings(place, open_reading=False))) as visitor:
        assert 200 == visitor.get("/", headers=bearer(text)).status_code


def test_the_first_command_takes_the_file_over_and_says_so(ledger_path: Path) -> None:
    """Listing is enough."""
    token = new_token("phone", made_on=date(2026, 1, 1), scope="write")[1]
    old = ledger_path.with_name("ledger.db.tokens")
    row = {"number": token.number, "name": "phone", "hash": token.hash, "made_on": "2026-01-01"}
    old.write_text(json.dumps(row), encoding="utf-8")
    done = called("token", "list", "--db", str(ledger_path))
    assert f"1 token of {old} went into the ledger; the file is removed." in done.stderr
    assert f"{token.number}  2026-01-01  reads and writes  phone\n" == done.stdout
    assert not old.exists()


def test_a_flood_of_guesses_blocks_nobody_who_is_known(
    closed: TestClient, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While one guess is tried others wait, and not for ever; who was known stays so at once."""
    from airdate.web import tokens as module

    text, _ = given(place)
    late, _ = given(place, "late")
    assert 200 == closed.get("/index.json", headers=bearer(text)).status_code
    monkeypatch.setattr(module, "_PATIENCE_SECONDS", 0.05)
    site: Any = closed.app
    with site.state.site.access._tokens._turn:
        assert 200 == closed.get("/index.json", headers=bearer(text)).status_code
        assert 401 == closed.get("/index.json", headers=bearer(late)).status_code
    assert 200 == closed.get("/index.json", headers=bearer(late)).status_code
