"""Mail: text and HTML in one message, under a Message-ID that stays the same at every attempt.

Apprise reads the address, with what it knows of a hundred providers; the message is made and sent
here, since Apprise's own would get another Message-ID each time, and has one form of the two.
"""

from __future__ import annotations

import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parseaddr
from typing import Any

from airdate.alerts.failures import DeliveryFailed
from airdate.alerts.letters import Letter, html_of, text_of
from airdate.errors import UsageError
from airdate.wording import counted


def post_mail(service: Any, letter: Letter, *, step_seconds: float) -> None:
    """Send a letter to each recipient of a mail service. Raises: DeliveryFailed, OSError."""
    if service.pgp_mode != "no":
        raise UsageError(
            "Mail is not encrypted by airdate (pgp= in the channel's address).",
            "Leave pgp= out, or send through a gateway that encrypts.",
        )
    if not service.targets:
        raise DeliveryFailed("the address of the mail channel names nobody to write to")
    try:
        with _connected(service, step_seconds) as smtp:
            refused = [
                str(recipient)
                for name, recipient in service.targets
                if not _taken(smtp, service, letter, to=(name, recipient))
            ]
    except smtplib.SMTPAuthenticationError as error:
        raise DeliveryFailed(
            f"the mail server does not accept user and password ({error.smtp_code})"
        ) from None
    except smtplib.SMTPResponseException as error:
        raise DeliveryFailed(f"the mail server answered {error.smtp_code}") from None
    except smtplib.SMTPException as error:
        raise DeliveryFailed(f"the mail server does not take it: {type(error).__name__}") from None
    if refused:
        raise DeliveryFailed(f"the mail server refused {counted(len(refused), 'recipient')}")


def _connected(service: Any, step_seconds: float) -> smtplib.SMTP:
    """Return a connection to the server of a service, encrypted and logged in as it asks."""
    context = ssl.create_default_context()
    if not service.verify_certificate:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    mode, place = str(service.secure_mode), (service.smtp_host, service.port)
    if mode == "ssl":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(*place, timeout=step_seconds, context=context)
    else:
        smtp = smtplib.SMTP(*place, timeout=step_seconds)
    try:
        if mode == "starttls":
            smtp.starttls(context=context)
        if service.user and service.password:
            smtp.login(service.user, service.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _taken(smtp: smtplib.SMTP, service: Any, letter: Letter, *, to: tuple[str | None, str]) -> bool:
    everyone = [to[1], *sorted(service.cc | service.bcc)]
    message = message_of(service, letter, to=to)
    try:
        return not smtp.sendmail(service.from_addr[1], everyone, message.as_bytes())
    except smtplib.SMTPRecipientsRefused:
        return False


def message_of(service: Any, letter: Letter, *, to: tuple[str | bool | None, str]) -> EmailMessage:
    """Return the message for one recipient."""
    message = EmailMessage(policy=SMTP)
    sender = str(service.from_addr[1])
    message["Subject"] = letter.subject
    message["From"] = formataddr((str(service.from_addr[0] or "airdate"), sender))
    message["To"] = formataddr((str(to[0] or ""), to[1]))
    if service.cc:
        message["Cc"] = ", ".join(sorted(service.cc))
    if service.reply_to:
        message["Reply-To"] = ", ".join(sorted(service.reply_to))
    message["Date"] = format_datetime(letter.made_at)
    message["Message-ID"] = f"<{letter.id}@{_domain(sender)}>"
    # So that nobody's holiday notice answers.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_encodable(text_of(letter)), cte="quoted-printable")
    message.add_alternative(_encodable(html_of(letter)), subtype="html", cte="quoted-printable")
    return message


def _encodable(text: str) -> str:
    """Return a text without halves of characters, which UTF-8 has not."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


def _domain(sender: str) -> str:
    found = parseaddr(sender)[1].rpartition("@")[2]
    try:
        return Address(username="airdate", domain=found).domain or "airdate.invalid"
    except ValueError:
        return "airdate.invalid"
