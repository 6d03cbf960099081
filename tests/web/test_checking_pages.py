"""Check: a draft is set beside the ledger, for whom it may be, harmlessly, and is not recorded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import NOW, TOKEN, settings

from airdate.ledger import open_ledger
from airdate.web import app
from airdate.web.pages import checking

DRAFT = (
    "What we know of All of Us Are Dead season 2\n\n"
    "Season 2 of All of Us Are Dead wrapped filming in February 2026. "
    "Netflix has cancelled season 2 of All of Us Are Dead. "
    "The soup was good.\n\n"
    "Season 2 of All of Us Are Dead will premiere on 3 March 2026, says variety-news.example."
)


@pytest.fixture(scope="module")
def place(filled: Path) -> Path:
    """Return a ledger that no test here changes."""
    return filled


@pytest.fixture(scope="module")
def visitor(place: Path) -> Iterator[TestClient]:
    """Yield one who may read, and no more."""
    with TestClient(app(settings(place)), follow_redirects=False) as made:
        yield made


@pytest.fixture(autouse=True)
def _nobody(visitor: TestClient) -> None:
    visitor.cookies.clear()


def version(place: Path) -> object:
    """Return how far the ledger goes."""
    with open_ledger(place, write=False) as ledger:
        return ledger.version()


def checked(visitor: TestClient, text: str = DRAFT, **fields: str) -> str:
    """Return where the check of a draft is found."""
    sent = visitor.post("/check", data={"text": text, **fields})
    assert 303 == sent.status_code, sent.text
    return str(sent.headers["location"])


def test_a_draft_is_marked_and_nothing_is_recorded(visitor: TestClient, place: Path) -> None:
    """Each claim has its verdict in words, a sign, sentences that lead to their texts."""
    before = version(place)
    path = checked(visitor)
    page = visitor.get(path).text
    assert '<mark class="supported">Season 2 of All of Us Are Dead wrapped filming' in page
    assert "Whom it leans on" in page
    assert "<strong>variety-news.example</strong>: " in page
    words = unescape(re.sub(r"<[^>]+>", " ", page))
    assert "✓ Supported:" in re.sub(r"\s+", " ", words)
    assert "Say instead:" in words
    links = re.findall(r'href="(/d/[^"#]+)#c-', page)
    assert links
    assert all(200 == visitor.get(link).status_code for link in set(links))
    assert before == version(place)


def test_links_lead_to_the_first_of_each_verdict(visitor: TestClient) -> None:
    """From the summary, and what they lead to is of that verdict."""
    page = visitor.get(checked(visitor)).text
    found = re.findall(r'class="verdict (\w+)" href="#(finding-\d+)"', page)
    assert len(found) > 1
    for verdict, anchor in found:
        assert f'<div class="finding {verdict}" id="{anchor}">' in page
        earlier = page[: page.index(f'id="{anchor}"')]
        assert f'<div class="finding {verdict}" id=' not in earlier[: earlier.rindex("<div")]


def test_it_is_had_as_json_and_claim_reviews(visitor: TestClient) -> None:
    """In the form of `airdate check`; and a review of each claim that a source decides."""
    path = checked(visitor)
    told = visitor.get(f"{path}.json").json()
    verdicts = [each["verdict"] for each in told["checked"]]
    assert "supported" in verdicts
    assert told["sound"] is (not {"contradicted", "outdated", "overstated"} & set(verdicts))
    reviews = visitor.get(f"{path}.json", params={"format": "claimreview"}).json()
    decided = [verdict for verdict in verdicts if verdict != "unheard"]
    assert ["ClaimReview"] * len(decided) == [review["@type"] for review in reviews]


def test_a_draft_is_checked_as_of_its_day(visitor: TestClient) -> None:
    """In 2024 nobody had told of the wrap; the draft's day is what "last month" goes by."""
    told = visitor.get(checked(visitor, as_of="2024-02-15") + ".json").json()
    assert "2024-02-15" == told["as_of"]
    assert "supported" not in [each["verdict"] for each in told["checked"]]
    text = "Season 2 of All of Us Are Dead wrapped filming last month."
    told = visitor.get(checked(visitor, text, published="2026-03-10") + ".json").json()
    (found,) = told["checked"]
    assert "2026-02-01/2026-02-28" == found["claim"]["when"]


def test_a_file_is_read_by_its_kind(visitor: TestClient) -> None:
    """A page of HTML by its text; what is of no kind that is read is refused with the remedy."""
    page = "<html><body><article><h1>News</h1><p>" + DRAFT + "</p></article></body></html>"
    sent = visitor.post("/check", files={"file": ("draft.html", page.encode(), "text/html")})
    assert 303 == sent.status_code, sent.text
    told = visitor.get(sent.headers["location"] + ".json").json()
    assert told["checked"]
    sent = visitor.post("/check", files={"file": ("draft.exe", b"MZ", "application/x-msdownload")})
    assert 400 == sent.status_code
    assert "is of a kind that is not read" in sent.text


HOSTILE = (
    "<script>alert(1)</script>\n\n"
    'Season 2 of All of Us Are Dead wrapped filming in <b onclick="x()">February 2026</b>. '
    "\u202eSeason 2 of All of Us Are Dead\u202c will premiere on 3 March 2026 "
    "<img src=x onerror=alert(1)> says <a href='javascript:alert(1)'>variety.com</a>. {{ 7 * 7 }}"
)


def test_hostile_drafts_show_harmlessly(visitor: TestClient) -> None:
    """Markup, scripts, templates and what turns a line are words, in page and title."""
    page = visitor.get(checked(visitor, HOSTILE)).text
    assert "<script>alert" not in page
    assert "<b onclick" not in page
    assert "<img src=x" not in page
    assert 'href="javascript:' not in page
    assert "href='javascript:" not in page
    assert "\u202e" not in page
    assert "{{ 7 * 7 }}" in page or "49" not in page
    again = visitor.post("/check", data={"text": HOSTILE, "as_of": "nonsense\"'><script>x()"})
    assert 400 == again.status_code
    assert "<script>x()" not in again.text
    assert "<script>alert" not in again.text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<div>" * 18_000, id="nested"),
        pytest.param("<!doctype html>" + "<b>" * 30_000 + "x", id="nested markup"),
        pytest.param("(" * 90_000, id="brackets"),
        pytest.param("x" * 99_000, id="one word"),
        pytest.param("All of Us Are Dead " * 5_000, id="one title"),
        pytest.param("\x00\u202e\ufeff" * 1_000, id="nothing to see"),
    ],
)
def test_strange_drafts_end(visitor: TestClient, text: str) -> None:
    """With a result or a reason, not with an error of ours."""
    sent = visitor.post("/check", data={"text": text})
    assert sent.status_code in (303, 400, 422), sent.text


def test_a_draft_is_bounded(visitor: TestClient) -> None:
    """A megabyte is refused, as a text and as a file, and a text of too many claims."""
    large = "Season 2 of All of Us Are Dead wrapped filming in 2026. " * 20_000
    sent = visitor.post("/check", data={"text": large})
    assert (400, True) == (sent.status_code, "A draft may have 100,000 letters." in sent.text)
    sent = visitor.post("/check", files={"file": ("a.txt", large.encode(), "text/plain")})
    assert (400, True) == (sent.status_code, "A draft may have 100,000 letters." in sent.text)
    many = "".join(
        f"Season 2 of All of Us Are Dead wrapped on {1 + d % 28} May 2026. " for d in range(450)
    )
    sent = visitor.post("/check", data={"text": many})
    assert (400, True) == (sent.status_code, "at most 400 are checked" in sent.text)


def test_an_empty_form_says_what_to_give(visitor: TestClient) -> None:
    """And two drafts at once are not guessed about."""
    for fields in ({}, {"text": "  "}):
        sent = visitor.post("/check", data=fields)
        assert (400, True) == (sent.status_code, "Give one draft." in sent.text)


def test_an_address_is_for_those_who_write(visitor: TestClient) -> None:
    """For it makes the site ask elsewhere; and addresses of this machine are refused to all."""
    sent = visitor.post("/check", data={"address": "https://example.org/"})
    assert 401 == sent.status_code
    visitor.get("/enter", params={"token": TOKEN})
    page = visitor.get("/check").text
    assert 'name="address"' in page
    secret = page.partition('name="csrf" value="')[2][:64]
    sent = visitor.post("/check", data={"address": "http://127.0.0.1:1/", "csrf": secret})
    assert 422 == sent.status_code
    assert "Not checked" in sent.text
    sent = visitor.post("/check", data={"text": DRAFT, "csrf": "0" * 64})
    assert 403 == sent.status_code
    assert 303 == visitor.post("/check", data={"text": DRAFT, "csrf": secret}).status_code


def test_a_closed_site_checks_for_those_who_read(place: Path) -> None:
    """Nobody else's processor is spent, and the number of a check is no way around."""
    shut = settings(place, open_reading=False)
    with TestClient(app(shut), follow_redirects=False) as visitor:
        assert 401 == visitor.post("/check", data={"text": DRAFT}).status_code
        assert 401 == visitor.post("/api/v1/check", json={"text": DRAFT}).status_code
        visitor.get("/enter", params={"token": TOKEN})
        secret = visitor.get("/check").text.partition('name="csrf" value="')[2][:64]
        path = checked(visitor, csrf=secret)
        assert 200 == visitor.get(path).status_code
        visitor.cookies.clear()
        assert 401 == visitor.get(path).status_code


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}],
)
def test_other_sites_may_not_have_drafts_checked(
    visitor: TestClient, headers: dict[str, str]
) -> None:
    """By a visitor's browser: nothing would change, but it costs."""
    assert 403 == visitor.post("/check", data={"text": DRAFT}, headers=headers).status_code
    sent = visitor.post("/api/v1/check", json={"text": DRAFT}, headers=headers)
    assert 403 == sent.status_code


def test_few_wait_and_the_rest_are_told_to_come_again(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One is checked at a time: a flood of drafts does not take the site's threads."""
    go, begun = Signal(), []

    def slow(*asked: Any, **named: Any) -> Any:
        begun.append(asked)
        go.wait(60)
        return real(*asked, **named)

    real = checking.read
    monkeypatch.setattr(checking, "read", slow)
    with TestClient(app(settings(place)), follow_redirects=False) as visitor:
        sent: list[int] = []

        def send() -> None:
            sent.append(visitor.post("/check", data={"text": DRAFT}).status_code)

        threads = [Thread(target=send) for _ in range(6)]
        for thread in threads:
            thread.start()
        while len(sent) < 2:
            threads[0].join(0.05)
        assert [503, 503] == sent
        assert 1 == len(begun)
        go.set()
        for thread in threads:
            thread.join(120)
    assert [303] * 4 == sent[2:]


def test_a_check_is_kept_for_an_hour(place: Path) -> None:
    """In memory: what is not there any more is told, with the way."""
    moment = [NOW]
    with TestClient(app(settings(place, now=lambda: moment[0])), follow_redirects=False) as visitor:
        path = checked(visitor)
        assert 200 == visitor.get(path).status_code
        moment[0] = NOW + timedelta(hours=1)
        gone = visitor.get(path)
    assert (404, True) == (gone.status_code, "kept no more" in gone.text)
    assert 404 == visitor.get("/check/guessed.json").status_code


def test_what_is_provisional_is_said_to_be(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While outlets are being judged the check says so, and is made anew when they are."""
    with TestClient(app(settings(place)), follow_redirects=False) as visitor:
        made = []
        final = checking.checked

        def counting(*given: Any) -> Any:
            made.append(given)
            return final(*given)

        monkeypatch.setattr(checking, "checked", counting)
        library = type(visitor.app.state.site.library)  # type: ignore[attr-defined]
        monkeypatch.setattr(library, "provisional", property(lambda _: True))
        path = checked(visitor)
        page = visitor.get(path)
        assert "These figures are provisional" in page.text
        assert "3" == page.headers["refresh"]
        assert visitor.get(f"{path}.json").json()["provisional"]
        told = visitor.post("/api/v1/check", json={"text": DRAFT}).json()
        assert told["provisional"]
        monkeypatch.setattr(library, "provisional", property(lambda _: False))
        before = len(made)
        for _ in range(2):
            page = visitor.get(path)
            assert "provisional" not in page.text
            assert "refresh" not in page.headers
        assert not visitor.get(f"{path}.json").json()["provisional"]
        assert before + 1 == len(made)
        assert not visitor.post("/api/v1/check", json={"text": DRAFT}).json()["provisional"]
