"""The JSON API: its document is what it does, and errors are problems."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.applications import Starlette
from starlette.testclient import TestClient
from tests.conftest import ROOT
from tests.web.conftest import NOW, TOKEN
from tests.web.conftest import settings as site_settings

from airdate.web import app


def pages(client: TestClient, path: str, limit: int) -> list[dict[str, object]]:
    """Return all items of a list, page by page."""
    items: list[dict[str, object]] = []
    cursor = None
    while True:
        query = {"limit": limit} | ({"cursor": cursor} if cursor else {})
        found = client.get(path, params=query).json()
        items += found["items"]
        cursor = found["next"]
        if cursor is None:
            return items


@pytest.mark.parametrize("path", ["titles", "documents", "sources", "changes"])
def test_pages_together_are_the_list(reading_client: TestClient, path: str) -> None:
    """Page by page and at once give the same items in the same order, none twice."""
    whole = reading_client.get(f"/api/v1/{path}?limit=200").json()
    assert whole["next"] is None
    assert whole["items"] == pages(reading_client, f"/api/v1/{path}", 3)


def test_a_timeline_names_claims_that_can_be_asked_for(
    reading_client: TestClient, ref: str
) -> None:
    """Every claim behind a belief leads to its sentence."""
    found = reading_client.get(f"/api/v1/titles/{ref}/timeline").json()
    wrap = next(b for b in found["milestones"] if b["event"] == "filming_wrap")
    for number in wrap["claims"]:
        claim = reading_client.get(f"/api/v1/claims/{number}").json()
        assert claim["words"] in claim["sentence"]
        assert "filming_wrap" == claim["claim"]["event"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("titles/zzzz", 404),
        ("titles/zzzz/forecast", 404),
        ("claims/ffff", 404),
        ("documents/zz", 404),
        ("titles?cursor=!!", 400),
        ("titles?limit=0", 422),
        ("titles?as_of=soon", 422),
        ("titles?as_of=0001-01-01", 400),
        ("no/such/thing", 404),
    ],
)
def test_errors_are_problems(reading_client: TestClient, path: str, status: int) -> None:
    """Each has its status, a title and the media type of RFC 9457."""
    answer = reading_client.get(f"/api/v1/{path}")
    assert (status, "application/problem+json") == (
        answer.status_code,
        answer.headers["content-type"],
    )
    assert status == answer.json()["status"]
    assert answer.json()["title"]


def test_known_at_tells_what_the_ledger_knew(place: str, ref: str) -> None:
    """Before anything was recorded nothing was known; the past answers the same for ever."""
    later = site_settings(place, now=lambda: NOW + timedelta(hours=1))
    path = f"/api/v1/titles/{ref}/timeline?known_at=2026-02-28T12:00:00Z&as_of=2026-02-28"
    with TestClient(app(later)) as client:
        none = client.get("/api/v1/titles?known_at=2020-01-01T00:00:00Z").json()
        assert [] == none["items"]
        before = client.get(path).json()
        claim = before["milestones"][-1]["claims"][0]
        judged = client.post(
            f"/api/v1/claims/{claim}/judgements",
            json={"verdict": "rejected", "reason": "a test"},
            headers={"authorization": f"Bearer {TOKEN}"},
        )
        assert "rejected" == judged.json()["claim"]["judgement"]["verdict"]
        assert before == client.get(path).json()


def test_answers_are_tagged(reading_client: TestClient) -> None:
    """A program that comes back with the tag gets 304 and nothing else."""
    first = reading_client.get("/api/v1/titles")
    again = reading_client.get("/api/v1/titles", headers={"if-none-match": first.headers["etag"]})
    assert (304, b"") == (again.status_code, again.content)


@pytest.mark.slow
def test_what_the_document_says_is_what_the_api_does(ledger_path: Path) -> None:
    """Calls made from the OpenAPI document never fail, and answer in the forms that it names."""
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", _for(ledger_path))
    checks = [
        schemathesis.checks.not_a_server_error,
        status_code_conformance,
        content_type_conformance,
        response_schema_conformance,
    ]
    called: dict[tuple[str, str], set[int]] = {}
    for found in schema.get_all_operations():
        operation = found.ok()
        statuses = called.setdefault((operation.method.upper(), operation.path), set())
        _call_often(operation, checks, statuses)
    document = TestClient(_for(ledger_path), base_url="http://localhost").get(
        "/api/v1/openapi.json"
    )
    methods = {"get", "post", "put", "patch", "delete"}
    told = [m for path in document.json()["paths"].values() for m in path if m in methods]
    assert len(told) == len(called) > 20
    assert 200 in called["GET", "/titles"] & called["POST", "/documents"]


def _call_often(operation: Any, checks: list[Any], statuses: set[int]) -> None:
    """Make calls of one operation, and gather by which statuses they were answered."""

    @given(case=operation.as_strategy())
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    def call(case: schemathesis.Case) -> None:
        bearer = {"authorization": f"Bearer {TOKEN}"}
        statuses.add(case.call_and_validate(headers=bearer, checks=checks).status_code)

    call()


def _for(path: Path) -> Starlette:
    """Return a site that answers to the name by which schemathesis calls it."""
    return app(site_settings(path, hosts=("localhost", "testserver")))


def test_the_examples_of_the_documentation_run(reading_client: TestClient, ref: str) -> None:
    """Each address of docs/api.md and docs/feeds.md on this site answers, as it is asked there."""
    found: list[str] = []
    sent: list[tuple[str, str]] = []
    for page in ("api.md", "feeds.md"):
        text = (ROOT / "docs" / page).read_text(encoding="utf-8").replace("\\\n", " ")
        posted = re.compile(r"curl ([^\n]*)-d '([^']+)'\s+http://127\.0\.0\.1:8710(/\S+)")
        # What writes names a token of the reader's own.
        sent += [(path, body) for head, body, path in posted.findall(text) if "Bearer" not in head]
        rest = posted.sub(" ", text)
        found += re.findall(r"http://127\.0\.0\.1:8710(/[^\s\"'`)>]*)", rest)
    assert len(found) > 5
    assert sent
    for path, body in sent:
        assert 200 == reading_client.post(path, json=json.loads(body)).status_code, path
    for path in found:
        asked = path.replace("r38v", ref).rstrip(",.;")
        assert 200 == reading_client.get(asked).status_code, path


def test_the_document_says_where_it_is_mounted(reading_client: TestClient) -> None:
    """A program that is made of it asks under the right path."""
    told = reading_client.get("/api/v1/openapi.json").json()
    assert [{"url": "/api/v1"}] == told["servers"]
    assert "/titles" in told["paths"]
