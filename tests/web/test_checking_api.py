"""`POST /api/v1/check`: what `airdate check` tells, for programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import TOKEN, settings

from airdate.web import app
from airdate.web.pages.checking import LONGEST

DRAFT = (
    "Season 2 of All of Us Are Dead wrapped filming in February 2026. "
    "Filming of season 2 of All of Us Are Dead began in March 2023."
)
ASK = "/api/v1/check"


@pytest.fixture(scope="module")
def visitor(filled: Path) -> Iterator[TestClient]:
    """Yield one who may read."""
    with TestClient(app(settings(filled)), follow_redirects=False) as made:
        yield made


def test_each_claim_has_its_verdict(visitor: TestClient) -> None:
    """With the claims of the ledger behind it, each of which the API knows."""
    told = visitor.post(ASK, json={"text": DRAFT}).json()
    assert ["supported", "contradicted"] == [each["verdict"] for each in told["checked"]]
    assert (False, 1) == (told["sound"], told["counts"]["contradicted"])
    wrong = told["checked"][1]
    assert "Season 2 began filming in July 2025." == wrong["wording"]
    for claim in wrong["opposing"]:
        assert 200 == visitor.get(f"/api/v1/claims/{claim['id']}").status_code


def test_claim_reviews_are_asked_for_either_way(visitor: TestClient) -> None:
    """By the query, or by what is accepted."""
    sent = {"text": DRAFT}
    asked = visitor.post(ASK, json=sent, params={"format": "claimreview"})
    accepted = visitor.post(
        ASK, json=sent, headers={"accept": "text/html;q=0.1, application/ld+json"}
    )
    assert asked.json() == accepted.json()
    assert "application/ld+json" == asked.headers["content-type"]
    assert [5, 1] == [each["reviewRating"]["ratingValue"] for each in asked.json()]
    plain = visitor.post(
        ASK,
        json=sent,
        params={"format": "json"},
        headers={"accept": "application/ld+json"},
    )
    assert "checked" in plain.json()


def test_the_day_of_the_draft_and_of_the_check(visitor: TestClient) -> None:
    """What was known on a day; "last month" by the day that the draft bears."""
    told = visitor.post(ASK, json={"text": DRAFT}, params={"as_of": "2024-02-15"}).json()
    assert ("2024-02-15", 0) == (told["as_of"], told["counts"]["supported"])
    sent = {
        "text": "Season 2 of All of Us Are Dead wrapped filming last month.",
        "published": "2026-03-10",
    }
    (found,) = visitor.post(ASK, json=sent).json()["checked"]
    assert "2026-02-01/2026-02-28" == found["claim"]["when"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 400),
        ({"text": "x", "url": "https://example.org/"}, 400),
        ({"text": "x" * (LONGEST + 1)}, 422),
        ({"text": 7}, 422),
        ({"text": "   "}, 400),
    ],
)
def test_what_is_no_draft_is_a_problem(
    visitor: TestClient, sent: dict[str, object], status: int
) -> None:
    """With its status and what to do."""
    answer = visitor.post(ASK, json=sent)
    assert status == answer.status_code
    assert "application/problem+json" == answer.headers["content-type"]
    assert status == answer.json()["status"]


def test_an_address_asks_for_a_token_that_writes(visitor: TestClient) -> None:
    """A cookie is none, and addresses of this machine are refused all the same."""
    sent = {"url": "http://127.0.0.1:1/draft"}
    assert 401 == visitor.post(ASK, json=sent).status_code
    visitor.get("/enter", params={"token": TOKEN})
    assert 401 == visitor.post(ASK, json=sent).status_code
    visitor.cookies.clear()
    bearer = {"authorization": f"Bearer {TOKEN}"}
    refused = visitor.post(ASK, json=sent, headers=bearer)
    assert 422 == refused.status_code
    assert "Not read" in refused.json()["title"]
    plain = visitor.post(ASK, json={"url": "file:///etc/passwd"}, headers=bearer)
    assert 400 == plain.status_code


def test_the_document_of_the_api_tells_of_it(visitor: TestClient) -> None:
    """Both forms of its answer, and what it takes."""
    told = visitor.get("/api/v1/openapi.json").json()["paths"]
    answers = told["/check"]["post"]["responses"]["200"]["content"]
    assert {"application/json", "application/ld+json"} == set(answers)
    assert {"/rumours", "/titles/{ref}/rumours", "/titles/{ref}/article"} <= set(told)
