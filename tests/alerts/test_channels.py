"""Webhooks and services, to real servers on this machine."""

from __future__ import annotations

from typing import Any

import pytest
from tests.alerts.servers import Got
from tests.alerts.stories import NOON, Clock
from tests.alerts.test_letters import HOSTILE_NOTICE, WRAP, letter

from airdate.alerts import channels
from airdate.alerts.channels import Postman
from airdate.alerts.failures import DeliveryFailed
from airdate.alerts.webhook import signature
from airdate.errors import UsageError
from airdate.ledger.office.alerts import Channel


def channel(address: str, *, private: bool = True) -> Channel:
    """Return a channel."""
    return Channel(1, "hook", address, private, NOON)


def test_webhook(web: Got, postman: Postman) -> None:
    """A webhook gets our JSON, the number as its key, and the headers that it asks for."""
    postman.send(channel(web.address("in?+X-Room=5&-k=v&secret=s3")), letter(WRAP))
    (body,), (headers,) = web.bodies, web.headers
    assert ["/in?k=v"] == web.paths
    assert "f" * 32 == body["id"] == headers["idempotency-key"]
    assert ("application/json", "5") == (headers["content-type"], headers["x-room"])
    assert signature(web.raw[0], "s3") == headers["x-airdate-signature"]
    assert "0123456789abcdef" == body["notices"][0]["sources"][0]["claim"]


@pytest.mark.parametrize(
    ("answer", "told", "wait"),
    [
        ((500, {}), "answered 500", None),
        ((401, {}), "password or token", None),
        ((429, {"Retry-After": "90"}), "too many", 90.0),
        ((503, {"Retry-After": "Mon, 02 Mar 2026 12:02:00 GMT"}), "answered 503", 120.0),
        ((302, {"Location": "http://127.0.0.1:9/"}), "redirects", None),
        ((307, {"Location": "http://127.0.0.1:9/secret"}), "127", None),
    ],
)
def test_bad_answers(
    web: Got,
    postman: Postman,
    answer: tuple[int, dict[str, str]],
    told: str,
    wait: float | None,
) -> None:
    """Whatever is no 2xx is a failure, with how long the server asks to be left alone."""
    web.answers = [answer]
    with pytest.raises(DeliveryFailed, match=told) as caught:
        postman.send(channel(web.address("pa55word")), letter(WRAP))
    assert wait == caught.value.retry_after_seconds
    assert "pa55word" not in str(caught.value)


@pytest.mark.parametrize("vice", ["hang", "drip"])
@pytest.mark.parametrize("scheme", ["json", "ntfy"])
def test_endless_answers(web: Got, clock: Clock, vice: str, scheme: str) -> None:
    """An attempt has an end, though the server has none."""
    web.answers = [vice]
    hurried = Postman(clock=clock, seconds=0.5)
    with pytest.raises(DeliveryFailed, match=r"within 0 seconds|did not answer|time"):
        hurried.send(channel(web.address("topic", scheme)), letter(WRAP))


@pytest.mark.parametrize("scheme", ["json", "ntfy", "gotify", "xml"])
def test_guarded(web: Got, postman: Postman, scheme: str) -> None:
    """No service on one's own network is spoken to, unless the channel allows it."""
    place = f"{scheme}://127.0.0.1:{web.port}/abcdefghijklmnop"
    with pytest.raises(DeliveryFailed, match=r"127\.0\.0\.1"):
        postman.send(channel(place, private=False), letter(WRAP))
    assert [] == web.paths


def test_service_redirects(web: Got, postman: Postman) -> None:
    """A service that redirects is not followed, whatever its address asks for."""
    web.answers = [(302, {"Location": f"http://127.0.0.1:{web.port}/elsewhere"})]
    with pytest.raises(DeliveryFailed):
        postman.send(channel(web.address("topic?redirect=yes", "ntfy")), letter(WRAP))
    assert 1 == len(web.paths)


def test_ntfy(web: Got, postman: Postman) -> None:
    """A push has the subject, the sentence and the link, and is plain text."""
    postman.send(channel(web.address("topic", "ntfy")), letter(WRAP))
    (body,) = web.bodies
    assert "topic" == body["topic"]
    assert "Night Harbour, season 2: Filming wrap" == body["title"]
    assert "11–20 February 2026" in body["message"]
    assert "https://harbour-news.example/1?a=b&c=d" in body["message"]


class _Taken:
    """An answer of a service that took all."""

    status_code = 200
    content = b"ok"
    text = "ok"
    ok = True
    headers: dict[str, str] = {}  # noqa: RUF012 -- of an answer

    def json(self) -> Any:
        """Return what services say that answer in JSON."""
        return {"ok": True, "result": {"message_id": 1}}


@pytest.mark.parametrize(
    "address",
    [
        "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js",
        "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#general",
        "tgram://123456789:ABCDefghijABCDefghijABCDefghij12345/12345",
        "mmosts://mattermost.example/abcdefghijklmnopqrstuvwx",
        "matrixs://user:password@matrix.example/?mode=slack&token=abcdefghijklmnopqrstuvwxyz",
        "rockets://abcdefghijabcdefg/abcdefghijabcdefghijabcdefghijabcdefghijabcdefgh@rocket.example/#general",
    ],
)
def test_hostile_titles_in_chats(
    address: str, postman: Postman, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes out to a chat has no mention, masked link or element of a title's making."""
    sent: list[str] = []

    def take(*given: Any, data: Any = None, json: Any = None, **_: Any) -> _Taken:
        import json as form

        sent.append(data if isinstance(data, str) else form.dumps(data or json, default=repr))
        return _Taken()

    monkeypatch.setattr("requests.post", take)
    monkeypatch.setattr("requests.Session.request", take)
    postman.send(channel(address), letter(HOSTILE_NOTICE))
    assert sent
    everything = "".join(sent)
    for mark in ("@everyone", "<!channel", "<@U1", "](http", "<script", "```"):
        assert mark not in everything
    assert '"allowed_mentions": {"parse": ["everyone' not in everything


def test_unset_variable(postman: Postman) -> None:
    """A channel whose address is nowhere says where it was looked for."""
    with pytest.raises(DeliveryFailed, match="'HOOK'"):
        postman.send(channel("env:HOOK"), letter(WRAP))


def test_without_apprise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, the error says what to install; webhooks go without."""
    monkeypatch.setattr(channels, "has_apprise", lambda: False)
    with pytest.raises(UsageError, match="apprise") as caught:
        channels.check("ntfy://topic")
    assert "[notify]" in caught.value.remedy
    channels.check("jsons://hook.example/x")
    channels.check("https://hook.example/x")


def test_a_fault_of_a_service(postman: Postman, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a service's own code breaks on is a failed attempt, told without the address."""

    def broken(*_: object, **__: object) -> None:
        raise ValueError("no JHMHI8qBe7bk2ZwO5U711o3dV_js today")

    monkeypatch.setattr(channels, "_through_apprise", broken)
    with pytest.raises(DeliveryFailed) as caught:
        postman.send(channel("discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js"), letter(WRAP))
    assert "ValueError: no **** today" == caught.value.problem
