"""What changes the ledger: who may, from where, and what it does."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import TOKEN, settled

from airdate.ledger import open_ledger
from airdate.model import Verdict


def secret_of(writer: TestClient) -> str:
    """Return the secret that the forms of a visitor carry."""
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', writer.get("/add").text)
    assert found
    return found[1]


def a_claim(client: TestClient, event: str = "filming_wrap") -> dict[str, str]:
    """Return a claim on the season that the dossier is about."""
    ref = client.get("/api/v1/titles", params={"q": "aouad 2"}).json()["items"][0]["ref"]
    found = client.get(f"/api/v1/titles/{ref}/claims?limit=200").json()["items"]
    return next(
        item
        for item in found
        if item["claim"].get("event") == event and item["claim"]["status"] == "done"
    )


def test_a_claim_is_rejected_and_the_forecast_moves(writer: TestClient, place: str) -> None:
    """The decision is kept with its reason, shown at the claim, and what it did is told."""
    claim = a_claim(writer)
    sent = writer.post(
        f"/claims/{claim['id']}/judge",
        data={"verdict": "rejected", "reason": "another show", "csrf": secret_of(writer)},
    )
    assert 303 == sent.status_code
    page = writer.get(sent.headers["location"]).text
    assert "Kept: rejected." in page
    assert "<strong>Rejected</strong>: another show" in page
    with open_ledger(place, write=False) as ledger:
        judged = ledger.entry(claim["id"]).judgement
    assert judged
    assert (Verdict.REJECTED, "another show") == (judged.verdict, judged.reason)


def test_a_correction_changes_what_the_form_changed_alone(
    writer: TestClient,
) -> None:
    """Fields that were left as they are stay; the corrected claim is what holds."""
    claim = a_claim(writer)
    page = writer.get(f"/d/{claim['document']}").text
    form = page[page.index(f'id="c-{claim["id"]}"') :]
    assert f'name="when" value="{claim["claim"]["when"]}"' in form
    sent = writer.post(
        f"/claims/{claim['id']}/judge",
        data={
            "verdict": "corrected",
            "reason": "misread",
            "csrf": secret_of(writer),
            "title": claim["claim"]["title"],
            "season": "2",
            "event": "filming_wrap",
            "status": "done",
            "source": claim["claim"]["source"] or "",
            "when": "2026-02-01/2026-02-02",
        },
    )
    assert 303 == sent.status_code
    told = writer.get(f"/api/v1/claims/{claim['id']}").json()
    assert "2026-02-01/2026-02-02" == told["judgement"]["claim"]["when"]
    assert claim["claim"]["status"] == told["judgement"]["claim"]["status"]


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"verdict": "rejected", "reason": " "}, 400, "A judgement needs a reason"),
        ({"verdict": "perhaps", "reason": "x"}, 400, "is no decision"),
        ({"verdict": "corrected", "reason": "x"}, 400, "Nothing was changed"),
        ({"verdict": "corrected", "reason": "x", "when": "soon"}, 400, "not a range of days"),
    ],
)
def test_a_decision_amiss_is_refused_in_words(
    writer: TestClient, fields: dict[str, str], status: int, words: str
) -> None:
    """No reason, no decision, no change, no day: each is told, and nothing is kept."""
    claim = a_claim(writer)
    sent = writer.post(f"/claims/{claim['id']}/judge", data=fields | {"csrf": secret_of(writer)})
    assert status == sent.status_code
    assert words in sent.text
    assert writer.get(f"/api/v1/claims/{claim['id']}").json()["judgement"] is None


TEXT = "Title: Night Harbour season 2\nOutlet: harbour.example\nPublished: 2026-02-20\n\n" + (
    "Season 2 of Night Harbour wrapped filming on 18 February 2026, the studio says."
)


def test_a_text_is_read_first_and_kept_when_asked(writer: TestClient) -> None:
    """What was read is shown at once; nothing is kept until it is asked to be."""
    secret = secret_of(writer)
    read = writer.post("/add", data={"text": TEXT, "csrf": secret})
    assert "Read, not kept" in read.text
    assert "18 February 2026" in read.text
    assert 0 == settled(writer, "/index.json?q=night+harbour&state=all")["total"]
    kept = writer.post("/add", data={"text": TEXT, "csrf": secret, "keep": "yes"})
    assert "New document" in kept.text
    assert 1 == settled(writer, "/index.json?q=night+harbour&state=all")["total"]
    again = writer.post("/add", data={"text": TEXT, "csrf": secret, "keep": "yes"})
    assert "Known: 0 new claims" in again.text


def test_a_file_is_read_by_its_ending(writer: TestClient) -> None:
    """A dropped file is read as what its name says; a program is refused."""
    secret = secret_of(writer)
    page = b"<html><head><title>Night Harbour</title></head><body><p>" + TEXT[90:].encode()
    sent = writer.post("/add", data={"csrf": secret}, files={"file": ("a.html", page + b"</p>")})
    assert 200 == sent.status_code
    refused = writer.post("/add", data={"csrf": secret}, files={"file": ("../../x.py", b"1")})
    assert 400 == refused.status_code
    assert "of a kind that is not read" in refused.text


@pytest.mark.parametrize(
    "address", ["/etc/passwd", "file:///etc/passwd", "../ledger.db", "-", "ftp://a.example/b"]
)
def test_only_web_addresses_are_read(writer: TestClient, address: str) -> None:
    """No path of this machine is read for a visitor."""
    sent = writer.post("/add", data={"address": address, "csrf": secret_of(writer)})
    assert 400 == sent.status_code
    assert "is no web address" in sent.text


def test_addresses_of_this_machine_are_refused_by_the_fetch_guard(writer: TestClient) -> None:
    """A visitor cannot make the site read what only the machine can reach."""
    data = {"address": "http://127.0.0.1:1/x", "csrf": secret_of(writer)}
    sent = writer.post("/add", data=data)
    assert 200 == sent.status_code
    assert "Not read" in sent.text


# ── who may ─────────────────────────────────────────────────────────────────────────────────


def test_reading_is_open_and_writing_is_not(client: TestClient) -> None:
    """Without a token, forms are not shown and what they send is refused."""
    claim = a_claim(client)
    assert "Sign in" in client.get(f"/d/{claim['document']}").text
    assert '<form method="post" action="/claims' not in client.get(f"/d/{claim['document']}").text
    sent = client.post(f"/claims/{claim['id']}/judge", data={"verdict": "rejected", "reason": "x"})
    assert 401 == sent.status_code
    assert 401 == client.post("/add", data={"text": "x"}).status_code
    assert 401 == client.post("/api/v1/documents", json={"text": "x"}).status_code


def test_a_form_of_another_site_is_refused(writer: TestClient) -> None:
    """By what the browser says of it, by its origin, and by the secret that it lacks."""
    claim, secret = a_claim(writer), secret_of(writer)
    path = f"/claims/{claim['id']}/judge"
    good = {"verdict": "rejected", "reason": "x", "csrf": secret}
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ):
        assert 403 == writer.post(path, data=good, headers=headers).status_code
    assert 403 == writer.post(path, data=good | {"csrf": "0" * 64}).status_code
    assert 403 == writer.post(path, data={"verdict": "rejected", "reason": "x"}).status_code
    assert writer.get(f"/api/v1/claims/{claim['id']}").json()["judgement"] is None


def test_a_cookie_alone_changes_nothing_by_the_api(writer: TestClient) -> None:
    """The API writes for a program that sends its token, never for a browser's cookie."""
    assert 401 == writer.post("/api/v1/documents", json={"text": "x"}).status_code
    bearer = {"authorization": f"Bearer {TOKEN}"}
    sent = writer.post("/api/v1/documents", json={"text": TEXT}, headers=bearer)
    assert "new document" == sent.json()["items"][0]["outcome"]


def test_signing_out_takes_the_cookie_back(writer: TestClient) -> None:
    """After signing out the forms are gone."""
    secret = secret_of(writer)
    assert 303 == writer.post("/leave", data={"csrf": secret}).status_code
    assert "Sign in to add" in writer.get("/add").text


def test_a_link_of_another_site_signs_nobody_in(client: TestClient) -> None:
    """It might be as somebody else; the address that a terminal shows does."""
    for site, status in (("cross-site", 200), ("same-site", 200), ("none", 303)):
        headers = {"sec-fetch-site": site}
        sent = client.get("/enter", params={"token": TOKEN}, headers=headers)
        assert (status, status == 303) == (sent.status_code, "set-cookie" in sent.headers)


def test_a_wrong_token_opens_nothing(client: TestClient) -> None:
    """It is told so, and no cookie is given."""
    sent = client.post("/enter", data={"token": "wrong"})
    assert 403 == sent.status_code
    assert "no token of this site" in sent.text
    assert "set-cookie" not in sent.headers


def test_a_text_without_a_day_says_so_and_takes_one_later(writer: TestClient) -> None:
    """The assumed day stands beside the way to tell another, which then holds."""
    text = "Harbour Lights is back\n\nHarbour Lights season 2 starts filming next month."
    shown = sent_text(writer, text=text)
    assert "No day was found in it: words such as “next month” are read from" in shown
    kept = sent_text(writer, text=text, keep="yes")
    assert "it counts as said on 28 February 2026, when it was first read" in kept
    moved = sent_text(writer, text=text, keep="yes", published="2025-11-03")
    assert "Known document, said on another day: " in moved
    assert "counts as said on 3 November 2025 now, no longer on 28 February 2026" in moved
    assert "2025-12-01" in moved
    again = sent_text(writer, text=text, keep="yes")
    assert "It bears no day; it counts as said on 3 November 2025." in again


def sent_text(writer: TestClient, **fields: str) -> str:
    """Return the page that answers the form of adding."""
    answer = writer.post("/add", data=fields | {"csrf": secret_of(writer)})
    assert 200 == answer.status_code
    return " ".join(answer.text.split())


def test_a_saved_thread_is_kept_as_talk(writer: TestClient) -> None:
    """What fans wrote in a thread that is added is kept, and only where it is kept at all."""
    talk = "\n".join(
        f"[2026-02-1{day} 18:20] bo{day}: I cannot wait for All of Us Are Dead season 2."
        for day in range(5)
    )
    files = {"file": ("All of Us Are Dead season 2.txt", talk.encode(), "text/plain")}
    for keep, told in (("", False), ("yes", True)):
        fields = {"csrf": secret_of(writer), "keep": keep}
        answer = writer.post("/add", data=fields, files=files)
        assert (200, told) == (answer.status_code, "5 new posts of fans kept." in answer.text)


def test_the_api_tells_how_many_posts_were_new(writer: TestClient) -> None:
    """The count of a text that is no conversation is 0."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    sent = {"text": "Harbour Lights\n\nHarbour Lights season 2 is filming."}
    answer = writer.post("/api/v1/documents", json=sent, headers=headers)
    assert (200, 0) == (answer.status_code, answer.json()["posts"])
