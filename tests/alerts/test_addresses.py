"""Addresses are secrets."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.alerts.stories import NOON

from airdate.alerts import addresses, channels
from airdate.alerts.webhook import target_of
from airdate.errors import UsageError
from airdate.ledger.office.alerts import Channel


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js", "discord://****"),
        ("tgram://123456789:ABCdefGHI/12345", "tgram://****"),
        ("ntfy://secret-topic", "ntfy://****"),
        ("mailtos://ann:pa55word@mail.example/?to=ben@salt.example", "mailtos://mail.example/****"),
        ("jsons://user:pa55word@hook.example/private?+X-Key=k", "jsons://hook.example/****"),
        ("https://hook.example/private/path", "https://hook.example/****"),
        ("env:HOOK", "env:HOOK"),
        ("file:/run/secrets/hook", "file:/run/secrets/hook"),
        ("nonsense pa55word", "****"),
        ("json://[::1/pa55word", "json://****"),
    ],
)
def test_shown(address: str, shown: str) -> None:
    """Of an address only its scheme is shown, a host that is one, or where it stands."""
    assert shown == addresses.shown(address)
    assert "pa55word" not in repr(Channel(1, "x", address, False, NOON))


def test_redacted() -> None:
    """No part of an address stays in an error, as written or decoded."""
    address = "discord://4174216298/JHMHI8qBe7bk/?token=s%20ecret&avatar=yes"
    said = f"cannot reach https://discord.com/4174216298/JHMHI8qBe7bk with 's ecret' ({address})"
    assert "cannot reach https://discord.com/****/**** with '****' (****)" == addresses.redacted(
        said, address
    )


def test_references(tmp_path: Path) -> None:
    """An address may stand in a variable or in a file, which is read when it is needed."""
    kept = tmp_path / "hook"
    kept.write_text("\n jsons://hook.example/a \nrest", encoding="utf-8")
    found = {"HOOK": " ntfy://topic "}
    assert "ntfy://topic" == addresses.resolved("env:HOOK", environment=found)
    assert "jsons://hook.example/a" == addresses.resolved(f"file:{kept}", environment={})
    assert "json://x/y" == addresses.resolved(" json://x/y ", environment={})
    for bad in ("env:GONE", "env:a b", f"file:{tmp_path}/gone", f"file:{tmp_path}"):
        with pytest.raises(UsageError) as caught:
            addresses.resolved(bad, environment={"a b": "x"})
        assert caught.value.remedy


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("json://host.example/x", "webhook"),
        ("https://host.example/x", "webhook"),
        ("mailto://a:b@c.example", "mail"),
        ("ntfy://topic", "service"),
        ("https://discord.com/api/webhooks/123456789012/abcdefghijk", "service"),
    ],
)
def test_kinds(address: str, kind: str) -> None:
    """Webhooks and mail are ours; the address of a known service is Apprise's."""
    assert kind == channels.kind_of(address)
    channels.check(address)


@pytest.mark.parametrize(
    "address",
    ["hello", "json://", "jsons://host/?verify=no", "nosuch://x", "discord://x", "json://h:x/", "", "file://"],
)  # fmt: skip
def test_no_address(address: str) -> None:
    """What cannot be an address is refused, and not repeated: it may hold a secret."""
    with pytest.raises(UsageError) as caught:
        channels.check(address)
    assert caught.value.remedy


def test_webhook_parts() -> None:
    """An address of a webhook becomes a page, headers, parameters and the secret to sign with."""
    target = target_of("jsons://me:p%40ss@hook.example:8443/a/b?+X-Key=a+b&-room=5&secret=s3")
    assert "https://hook.example:8443/a/b?room=5" == target.url
    assert {"Authorization": "Basic bWU6cEBzcw==", "X-Key": "a+b"} == target.headers
    assert "s3" == target.secret
    assert "s3" not in repr(target)
    assert "https://hook.example/a?secret=1" == target_of("https://hook.example/a?secret=1").url
