"""`airdate alerts`, as a person calls it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.alerts.servers import Got, web_server
from tests.alerts.stories import NOON, SALT, story, tell

from airdate.ledger import open_ledger
from airdate.model import Event, Installment, Status

Call = Callable[..., Any]
FIFTH = "2026-06-05/2026-06-05"


@pytest.fixture
def web() -> Iterator[Got]:
    """Yield a server of HTTP on this machine."""
    with web_server() as got:
        yield got


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return a ledger with a renewal in it."""
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        tell(ledger, story(Event.RENEWED, "2026-02-01/2026-02-28", status=Status.DONE))
    return path


@pytest.fixture
def alerts(call: Call, db: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Return `airdate alerts` on the ledger, on 2 March 2026."""
    for module in ("alerting", "alert_turns"):
        monkeypatch.setattr(f"airdate.cli.{module}.now", lambda: NOON + timedelta(hours=1))

    def run(*arguments: object, **named: Any) -> Any:
        return call("--db", db, "alerts", *arguments, **named)

    return run


def news(db: Path) -> None:
    """Record that the date is named."""
    with open_ledger(db) as ledger:
        tell(ledger, story(Event.RELEASE, FIFTH))


def test_from_rule_to_message(alerts: Call, db: Path, web: Got) -> None:
    """A rule, news, a preview, a run, the log."""
    made = alerts("add", "salt road", "--season", 2, "--to", web.address(), "--allow-private")
    assert (0, "1\n") == (made.code, made.out)
    assert "Rule 1 on The Salt Road, season 2: the usual; at once, to json-1." in made.err
    assert "nothing new\n" == alerts("run").out
    news(db)
    preview = alerts("preview")
    assert "It is planned to be released on 5 June 2026, says Variety." in preview.out
    assert "https://variety.com/2026-03-02/release" in preview.out
    assert [] == web.bodies
    assert "1 new, 1 sent\n" == alerts("run").out
    assert ["The Salt Road, season 2: Release date"] == [body["subject"] for body in web.bodies]
    assert "nothing new\n" == alerts("run").out
    assert "Nothing new for any rule.\n" == alerts("preview").out
    (line,) = alerts("log", "--json").lines()
    assert ("sent", "json-1") == (line["state"], line["channel"])
    assert "sent" in alerts("log").out


def test_preview_of_the_past(alerts: Call, web: Got) -> None:
    """What a rule would have told from a day on, each text on its own day."""
    alerts("add", "--to", web.address(), "--allow-private")
    found = alerts("preview", "--since", "2026-01-01", "--json").lines()
    assert [("2026-03-02", "stage")] == [(n["day"], n["notice"]["kind"]) for n in found]
    assert "2 March 2026: rule 1 on all that is followed" in (
        alerts("preview", "--since", "2026-01-01").out
    )


def test_lists_show_no_secret(alerts: Call) -> None:
    """Neither list shows an address."""
    alerts("channels", "add", "team", "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js")
    alerts("channels", "add", "hook", "-", stdin="jsons://me:pa55word@hook.example/h00k/5\n")
    alerts("add", "--channel", "TEAM", "--digest", "daily@07:30", "--timezone", "Europe/Berlin")
    alerts("add", "--to", "env:HOOK", "--when", "moved,filming-wrap", "--moved-by", "1w")
    shown = [
        alerts(*words, *form).out for words in (["list"], ["channels"]) for form in ([], ["--json"])
    ]
    for piece in ("JHMHI8", "4174216298", "pa55word", "h00k"):
        assert piece not in "".join(shown)
    assert "discord://****" in shown[2]
    assert "env:HOOK" in shown[2]
    assert "each day at 07:30 (Europe/Berlin)" in shown[0]
    assert "filming wrap, moved; moves of 7 days or more" in shown[0]


def test_failure(alerts: Call, db: Path, web: Got) -> None:
    """What is not taken ends with 1, and the log says why, and when it was given up."""
    web.answers = [(500, {})]
    alerts("add", "--to", web.address("h00k/5"), "--allow-private")
    news(db)
    failed = alerts("run")
    assert (1, "1 new, 1 not taken, tried again later\n") == (failed.code, failed.out)
    told = alerts("log").out
    assert "waiting: the webhook answered 500" in told
    assert "h00k" not in told
    assert "0 waiting again\n" == alerts("retry").out


@pytest.mark.parametrize(
    "place",
    [
        "{scheme}://127.0.0.1:{port}/x",
        "{scheme}://localhost/x",
        "{scheme}://[::1]/x",
        "{scheme}://192.168.1.7/x",
        "{scheme}://nas.local/x",
    ],
)
@pytest.mark.parametrize("scheme", ["json", "https", "ntfy", "mailto"])
def test_private_address_is_refused_when_it_is_given(
    alerts: Call, place: str, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address of this machine or network is refused at once, with the option that allows it."""
    address = place.format(scheme=scheme, port=8080)
    monkeypatch.setenv("HOOK", address)
    for asked in (
        ("add", "--to", address),
        ("add", "--to", "env:HOOK"),
        ("channels", "add", "home", address),
    ):
        answer = alerts(*asked)
        assert 2 == answer.code
        assert "The channel would lead to " in answer.err
        assert "Add --allow-private if that is meant." in answer.err
    assert "" == alerts("channels", "--json").out
    if scheme != "mailto":
        assert 0 == alerts("add", "--to", address, "--allow-private").code


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f.1", "hub", "a.localhost", "a.lan."])
def test_other_names_of_this_network_are_refused_too(alerts: Call, host: str) -> None:
    """However an address of this machine is written, and names without a dot."""
    answer = alerts("add", "--to", f"jsons://{host}/x")
    assert (2, True) == (answer.code, f"would lead to {host}: " in answer.err)


def test_metadata_services_are_never_allowed(alerts: Call) -> None:
    """A cloud's metadata service is refused with the option, too."""
    answer = alerts("add", "--to", "json://169.254.169.254/x", "--allow-private")
    assert (2, True) == (answer.code, "Give another address." in answer.err)
    assert "--allow-private" not in answer.err


def test_tokens_are_no_hosts(alerts: Call) -> None:
    """What stands where a host would is a token in many services: it is no address."""
    made = alerts("add", "--to", "tgram://123456789:abcdefg_hijklmnop/12315544/")
    assert 0 == made.code


def test_private_network(alerts: Call, db: Path, web: Got, monkeypatch: pytest.MonkeyPatch) -> None:
    """What turns out to lead inside is not spoken to; the log names what allows it, and it does."""
    alerts("channels", "add", "home", "env:LATER")
    monkeypatch.setenv("LATER", web.address())
    alerts("add", "--channel", "home")
    news(db)
    assert 1 == alerts("run").code
    assert [] == web.bodies
    remedy = "if that is meant: airdate alerts channels allow-private home"
    assert remedy in " ".join(alerts("log").out.split())
    assert remedy in alerts("test", "home").err
    allowed = alerts("channels", "allow-private", "home")
    assert "Channel home may be on this machine or its network.\n" == allowed.err
    assert (0, "home: taken\n") == (alerts("test").code, alerts("test").err)
    alerts("channels", "allow-private", "home", "--no")
    assert 1 == alerts("test").code
    wrong = alerts("add", "--channel", "home", "--allow-private")
    assert (2, True) == (wrong.code, "channels allow-private home" in wrong.err)


def test_channel_of_a_removed_rule(alerts: Call) -> None:
    """A channel that no rule uses any more is named, with the way to remove it."""
    for _ in range(2):
        alerts("add", "--channel" if _ else "--to", "env-1" if _ else "env:A")
    assert "channel" not in alerts("remove", 1).err
    removed = alerts("remove", 2).err
    assert (
        "Its channel stays, and no rule uses it: airdate alerts channels remove env-1"
    ) == removed.splitlines()[1]
    assert "Channel env-1 is removed.\n" == alerts("channels", "remove", "env-1").err


def test_test(alerts: Call, web: Got) -> None:
    """A channel is tried; which one failed is told, and the exit code is 1."""
    assert 2 == alerts("test").code
    alerts("channels", "add", "good", web.address(), "--allow-private")
    assert (0, "good: taken\n") == (alerts("test").code, alerts("test", "good").err)
    alerts("channels", "add", "bad", "env:NOWHERE")
    both = alerts("test")
    assert 1 == both.code
    assert "good: taken" in both.err
    assert "NOWHERE" in both.err


def test_remove(alerts: Call) -> None:
    """A channel goes when no rule uses it; numbers are not given twice."""
    alerts("add", "The Salt Road", "--to", "env:HOOK")
    assert 2 == alerts("channels", "remove", "env-1").code
    assert 0 == alerts("remove", 1).code
    assert 2 == alerts("remove", 1).code
    assert 0 == alerts("channels", "remove", "env-1").code
    assert "No rules." in alerts("list").out
    assert "No channels." in alerts("channels").out
    assert "2\n" == alerts("add", "--to", "env:HOOK").out


def test_a_title_that_nobody_told_of(alerts: Call, db: Path, web: Got) -> None:
    """A rule may wait for a title that is not in the ledger yet."""
    made = alerts("add", "Unheard Of", "--to", web.address(), "--allow-private")
    assert "Nothing has been told of Unheard Of yet: the rule waits for it." in made.err
    with open_ledger(db) as ledger:
        tell(ledger, story(Event.RELEASE, FIFTH, subject=Installment("Unheard Of")))
    assert "1 new, 1 sent\n" == alerts("run").out
    assert ["Unheard Of"] == [notice["title"] for notice in web.bodies[0]["notices"]]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["add", "--to", "nonsense"], "Apprise URL"),
        (["add", "--to", "nosuch://x"], "Apprise"),
        (["add", "X"], "--to and --channel"),
        (["add", "--channel", "gone"], "no channel 'gone'"),
        (["add", "--to", "env:A", "--when", "dates"], "no kind of news"),
        (["add", "--to", "env:A", "--digest", "hourly"], "weekly@fri"),
        (["add", "--to", "env:A", "--quiet", "22"], "22:00-07:00"),
        (["add", "--to", "env:A", "--timezone", "Mars"], "time zone"),
        (["add", "--to", "env:A", "--moved-by", "much"], "14d"),
        (["add", "--to", "env:A", "--lead", "x"], "14d"),
        (["add", "--to", "env:A", "--season", 2], "needs a title"),
        (["add", "!!!", "--to", "env:A"], "no title"),
        (["add", "--to", "env:A", "--digest", "daily", "--at-once"], "exclude"),
        (["add", "--to", "env:A", "--at-once-for", "cancelled"], "--digest"),
        (["channels", "add", "7", "env:A"], "no name"),
        (["channels", "remove", "gone"], "no channel 'gone'"),
        (["remove", 9], "no rule 9"),
    ],
)
def test_bad_calls(alerts: Call, words: list[object], told: str) -> None:
    """A bad call ends with 2, names what is amiss and what to write, and makes nothing."""
    answer = alerts(*words)
    assert 2 == answer.code
    assert told in answer.err
    assert "No rules." in alerts("list").out
    assert "No channels." in alerts("channels").out


def test_named_season(alerts: Call) -> None:
    """A season is kept as it is named; without one the rule is on all of them."""
    alerts("add", str(SALT.title), "--to", "env:A")
    alerts("add", str(SALT.title), "--season", 2, "--to", "env:A")
    alerts("add", str(SALT.title), "--season", 5, "--to", "env:A")
    rules = alerts("list", "--json").lines()
    assert [None, 2, 5] == [rule["season"] for rule in rules]
    assert {"The Salt Road"} == {rule["title"] for rule in rules}
