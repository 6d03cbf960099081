"""What fans feel, on the page of a title and in the API."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from starlette.testclient import TestClient
from tests.web.conftest import settings

from airdate.ledger import open_ledger
from airdate.ledger.office import talk
from airdate.model import Installment, Post, Thread
from airdate.web import app

_BEGIN = datetime(2025, 1, 5, tzinfo=UTC)
_WORK = Installment("All of Us Are Dead", 2)
_TEXTS = (
    "Still nothing? Hurry up already, it has been four years!!",
    "So hyped, can't wait <script>alert('x')</script>",
    "I'm worried they will cancel it, honestly scared",
)


def _talked(path: Path) -> Path:
    posts = tuple(
        Post(str(n), f"hash-{n % 29}", _BEGIN + timedelta(5 * n), _TEXTS[n % len(_TEXTS)])
        for n in range(75)
    )
    thread = Thread("All of Us Are Dead season 2", "https://www.reddit.com/r/x/1", "r/x", posts)
    with open_ledger(path) as ledger:
        talk.keep(ledger, thread, about=_WORK, recorded_at=_BEGIN)
    return path


def _ref(client: TestClient) -> str:
    found = client.get("/api/v1/titles", params={"q": "aouad 2"}).json()
    return str(found["items"][0]["ref"])


def test_page_and_api(ledger_path: Path) -> None:
    """The page shows moods with their ranges and a chart; the API the same, as of any day."""
    with TestClient(app(settings(_talked(ledger_path)))) as client:
        ref = _ref(client)
        page = client.get(f"/t/{ref}", params={"as_of": "2025-12-31"}).text
        early = client.get(f"/t/{ref}", params={"as_of": "2024-02-15"}).text
        told = client.get(f"/api/v1/titles/{ref}/pulse", params={"as_of": "2025-12-31"}).json()
    assert "What fans feel" in page
    assert "How fans of All of Us Are Dead, season 2 felt" in page
    assert "<script>alert" not in page
    assert "hash-" not in page
    assert "What fans feel" not in early
    assert {"impatient", "hopeful", "worried", "joking"} == {
        m["name"] for m in told["now"]["moods"]
    }
    assert told["posts"] == sum(month["posts"] for month in told["months"])


def test_without_posts(ledger_path: Path) -> None:
    """Where nobody wrote, the page has no such part, and the API tells of none."""
    with TestClient(app(settings(ledger_path))) as client:
        ref = _ref(client)
        assert "What fans feel" not in client.get(f"/t/{ref}").text
        assert 0 == client.get(f"/api/v1/titles/{ref}/pulse").json()["posts"]
