"""Letters sent: by mail, by webhook, and through Apprise to everything else.

Whatever is connected to is checked at the moment of connecting: no address of one's own network,
unless the channel allows it. An attempt ends within a minute, whatever the other side does. Errors
are told without any part of the address.
"""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Thread
from typing import TYPE_CHECKING, Any

from airdate.alerts.addresses import MAIL, WEBHOOKS, hosts_of, redacted, resolved, scheme_of
from airdate.alerts.failures import SECONDS, STEP_SECONDS, DeliveryFailed
from airdate.alerts.letters import Letter, chat_of, defused
from airdate.errors import AirdateError, Refused, UsageError, installing

if TYPE_CHECKING:
    from airdate.ledger.office.alerts import Channel

_DETAIL_LETTERS = 300

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Postman:
    """What sends. environment: where `env:NAME` is looked up.  clock: what tells the moment."""

    clock: Clock
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    seconds: float = SECONDS

    def send(self, channel: Channel, letter: Letter) -> None:
        """Send a letter once. Raises: DeliveryFailed, with nothing secret in its words."""
        try:
            address = resolved(channel.address, environment=self.environment)
        except UsageError as error:
            raise DeliveryFailed(str(error)) from None
        try:
            _within(
                self.seconds, lambda: self._send(address, letter, private=channel.allow_private)
            )
        except DeliveryFailed as error:
            raise DeliveryFailed(
                _told(error.problem, address), retry_after_seconds=error.retry_after_seconds
            ) from None
        except AirdateError as error:
            raise DeliveryFailed(_told(_words(error, channel), address)) from None
        except OSError as error:
            raise DeliveryFailed(_told(_network_words(error), address)) from None
        except Exception as error:
            # A fault in one of a hundred services of Apprise is a failed attempt, not our end.
            raise DeliveryFailed(_told(f"{type(error).__name__}: {error}", address)) from None

    def _send(self, address: str, letter: Letter, *, private: bool) -> None:
        kind = kind_of(address)
        if kind == "webhook":
            from airdate.alerts.webhook import post

            post(address, letter, allow_private=private, now=self.clock)
            return
        with _guarded(private):
            if kind == "mail":
                from airdate.alerts.mail import post_mail

                post_mail(service_of(address), letter, step_seconds=STEP_SECONDS)
            else:
                _through_apprise(address, letter)


def kind_of(address: str) -> str:
    """Return webhook, mail or service: how an address is spoken to. Raises: UsageError."""
    scheme = scheme_of(address)
    if scheme in ("http", "https"):
        # Some services are known by their https addresses.
        known = has_apprise() and _known_service(address)
        return "service" if known else "webhook"
    return "webhook" if scheme in WEBHOOKS else "mail" if scheme in MAIL else "service"


def check(address: str, *, allow_private: bool = False) -> None:
    """Raise UsageError where an address cannot be one to send to; nothing is connected to.

    Nor is a name looked up: one that leads to this network is refused when a message is sent.
    """
    _check_hosts(address, allow_private=allow_private)
    if kind_of(address) == "webhook":
        from airdate.alerts.webhook import target_of

        target_of(address)
    else:
        service_of(address)


def check_reference(address: str, *, environment: Mapping[str, str], allow_private: bool) -> None:
    """Raise UsageError where what stands at `env:NAME` or `file:PATH` leads to this network.

    What is not there yet is told when a message is sent.
    """
    try:
        found = resolved(address, environment=environment)
    except UsageError:
        return
    _check_hosts(found, allow_private=allow_private)


def _check_hosts(address: str, *, allow_private: bool) -> None:
    from airdate.documents.fetch import why_inside

    for host in hosts_of(address):
        if why := why_inside(host, allow_private=allow_private):
            ever = why_inside(host, allow_private=True)
            remedy = "Give another address." if ever else "Add --allow-private if that is meant."
            raise UsageError(f"The channel would lead to {host:.100}: {why}.", remedy)


def has_apprise() -> bool:
    """Return whether the extra `notify` is installed."""
    return importlib.util.find_spec("apprise") is not None


def service_of(address: str) -> Any:
    """Return the service of Apprise that an address names, with retries and redirects off.

    Raises: UsageError where it names none, or Apprise is not installed.
    """
    if not has_apprise():
        raise UsageError(
            "This channel needs a package that is not installed: apprise.",
            f"Install it: {installing('notify')}\nWebhooks (jsons://HOST/PATH) work without.",
        )
    service = _instance(address)
    if service is None:
        raise UsageError(
            f"Apprise knows no service by such an address ({scheme_of(address)}://...), or "
            "something in it is missing.",
            "See https://github.com/caronc/apprise/wiki for how each is written.",
        )
    service.retry = 0
    service.redirects = False
    return service


def _instance(address: str) -> Any:
    from apprise import Apprise, AppriseAsset, PersistentStoreMode

    with warnings.catch_warnings():
        # Its modules are loaded here, and what they import warns of its own age.
        warnings.simplefilter("ignore", DeprecationWarning)
        Apprise.instantiate("json://localhost")
    asset = AppriseAsset(
        app_id="airdate",
        app_desc="airdate",
        app_url="",
        # Nothing is written to this machine's disk, and no worker outlives the guard.
        storage_mode=PersistentStoreMode.MEMORY,
        async_mode=False,
        secure_logging=True,
        http_redirects=False,
        allow_templates=False,
        service_timeout=0,
        pgp_autogen=False,
        pem_autogen=False,
    )
    return Apprise.instantiate(address, asset=asset, suppress_exceptions=True)


def _known_service(address: str) -> bool:
    service = _instance(address)
    generic = ("NotifyJSON", "NotifyXML", "NotifyForm", "NotifyAppriseAPI")
    return service is not None and type(service).__name__ not in generic


def _through_apprise(address: str, letter: Letter) -> None:
    from apprise import Apprise, NotifyFormat

    service = service_of(address)
    service.overflow_mode = "split"
    apprise = Apprise()
    apprise.add(service)
    done = apprise.notify(
        body=chat_of(letter, most=service.body_maxlen - len(letter.subject) - 2),
        title=defused(letter.subject),
        body_format=NotifyFormat.TEXT,
        interpret_escapes=False,
    )
    if not done:
        said = [str(entry.message) for entry in done.logs()]
        raise DeliveryFailed(" ".join(said) or "the service did not take it")


@contextmanager
def _guarded(private: bool) -> Iterator[None]:
    """Run a block that connects to checked addresses alone; what was refused is what failed."""
    from airdate.documents.fetch import guarded_sockets

    with guarded_sockets(allow_private=private) as refusals:
        try:
            yield
        except Exception as error:
            if refusals:
                raise refusals[-1] from error
            raise


def _words(error: AirdateError, channel: Channel) -> str:
    """Return what is amiss, with what to do about this channel."""
    if isinstance(error, Refused) and "private" in error.remedy and not channel.allow_private:
        return (
            f"{error.problem}; if that is meant: airdate alerts channels allow-private "
            f"{channel.name}"
        )
    # Other remedies are for those who fetch a page.
    return f"{error.problem}; {error.remedy}" if isinstance(error, UsageError) else error.problem


def _within(seconds: float, act: Callable[[], None]) -> None:
    """Run an act in a thread of its own, for so long at most. Raises: what it raises.

    One that hangs is left behind; should it come to its end after all, the letter comes twice,
    under one number.
    """
    failure: list[BaseException] = []

    def run() -> None:
        try:
            act()
        except BaseException as error:
            failure.append(error)

    thread = Thread(target=run, daemon=True, name="airdate-alert")
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise DeliveryFailed(f"no answer within {seconds:.0f} seconds")
    if failure:
        raise failure[0]


def _network_words(error: OSError) -> str:
    """Return what the network complains of."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return f"no connection: {error.strerror or error}"


def _told(problem: str, address: str) -> str:
    return " ".join(redacted(problem, address).split())[:_DETAIL_LETTERS]
