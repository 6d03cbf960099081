"""Mail, to a real server."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest
from tests.alerts.servers import Mailbox
from tests.alerts.stories import NOON
from tests.alerts.test_letters import HOSTILE_NOTICE, OUT, WRAP, letter

from airdate.alerts.channels import Postman
from airdate.alerts.failures import DeliveryFailed
from airdate.ledger.office.alerts import Channel


def address(mailbox: Mailbox, **named: str) -> str:
    """Return the address of the server, with two recipients."""
    options = {"from": "airdate@salt.example", "to": "ann@salt.example,ben@salt.example", **named}
    query = "&".join(f"{name}={value}" for name, value in options.items())
    return f"mailto://127.0.0.1:{mailbox.port}/?{query}"


def channel(place: str, *, private: bool = True) -> Channel:
    """Return a channel."""
    return Channel(1, "mail", place, private, NOON)


def parsed(raw: bytes) -> EmailMessage:
    """Return a mail as a client reads it."""
    return cast(EmailMessage, message_from_bytes(raw, policy=default))


def test_both_forms(mailbox: Mailbox, postman: Postman) -> None:
    """Each recipient gets text and HTML in one mail, under the number of the letter."""
    postman.send(channel(address(mailbox)), letter(WRAP, OUT))
    assert [["ann@salt.example"], ["ben@salt.example"]] == mailbox.recipients
    mail = parsed(mailbox.mails[0])
    assert "The Salt Road: Out in 3 days; 1 more title" == mail["Subject"]
    assert "<" + "f" * 32 + "@salt.example>" == mail["Message-ID"]
    assert "auto-generated" == mail["Auto-Submitted"]
    assert "Mon, 02 Mar 2026 12:00:00 +0000" == mail["Date"]
    assert "airdate <airdate@salt.example>" == mail["From"]
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "11–20 February 2026" in text.get_content()
    assert "<h1" in html.get_content()
    assert [] == mail.defects


def test_the_same_number_twice(mailbox: Mailbox, postman: Postman) -> None:
    """A repeat bears the same Message-ID, so that clients fold it."""
    for _ in range(2):
        postman.send(channel(address(mailbox, to="ann@salt.example")), letter(WRAP))
    assert 1 == len({parsed(raw)["Message-ID"] for raw in mailbox.mails})
    assert mailbox.mails[0] != b""


def test_hostile_title(mailbox: Mailbox, postman: Postman) -> None:
    """No title makes a header."""
    postman.send(channel(address(mailbox, to="ann@salt.example")), letter(HOSTILE_NOTICE))
    mail = parsed(mailbox.mails[0])
    assert mail["Bcc"] is None
    assert [["ann@salt.example"]] == mailbox.recipients
    assert [] == mail.defects


def test_copies(mailbox: Mailbox, postman: Postman) -> None:
    """A blind copy goes out and is not told of."""
    place = address(mailbox, to="ann@salt.example", cc="cy@salt.example", bcc="di@salt.example")
    postman.send(channel(place), letter(WRAP))
    assert [["ann@salt.example", "cy@salt.example", "di@salt.example"]] == mailbox.recipients
    assert b"di@salt.example" not in mailbox.mails[0]


def test_refused_recipient(mailbox: Mailbox, postman: Postman) -> None:
    """That one recipient was refused is a failure; the other has the mail."""
    mailbox.refused = {"ann@salt.example"}
    with pytest.raises(DeliveryFailed, match="refused 1 recipient"):
        postman.send(channel(address(mailbox)), letter(WRAP))
    assert [["ben@salt.example"]] == mailbox.recipients


def test_busy_server(mailbox: Mailbox, postman: Postman) -> None:
    """A server that has no time now is told by its number."""
    mailbox.busy = 1
    with pytest.raises(DeliveryFailed, match="answered 451"):
        postman.send(channel(address(mailbox, to="ann@salt.example")), letter(WRAP))


def test_no_login(mailbox: Mailbox, postman: Postman) -> None:
    """A server without a login is told of without user or password."""
    place = address(mailbox).replace("mailto://", "mailto://ann:pa55word@")
    with pytest.raises(DeliveryFailed) as caught:
        postman.send(channel(place), letter(WRAP))
    assert "pa55word" not in str(caught.value)
    assert [] == mailbox.mails


def test_guarded(mailbox: Mailbox, postman: Postman) -> None:
    """A server of one's own network is not spoken to, unless the channel allows it."""
    with pytest.raises(DeliveryFailed, match=r"127\.0\.0\.1.*channels allow-private"):
        postman.send(channel(address(mailbox), private=False), letter(WRAP))
    assert [] == mailbox.mails


def test_nobody_listens(mailbox: Mailbox, postman: Postman) -> None:
    """A server that is not there is a failure in words."""
    place = address(mailbox).replace(f":{mailbox.port}/", ":9/")
    with pytest.raises(DeliveryFailed, match="no connection: Connection refused"):
        postman.send(channel(place), letter(WRAP))
