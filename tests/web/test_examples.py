"""The configurations that the documentation shows for other programs, run as those would run them.

Each block is taken from its page, asks a site that is really served (one that asks for a token),
and what it takes from the answer is taken as Home Assistant or Grafana would.
"""

from __future__ import annotations

import json
import re
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import vobject
import yaml
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from tests.conftest import ROOT
from tests.web.conftest import settings

from airdate.ledger import open_ledger
from airdate.ledger.office import tokens
from airdate.web import app
from airdate.web.tokens import new_token

LONGEST_STATE = 255
"""Characters of a state of Home Assistant; a longer one is refused."""

DATED = (
    "Title: Night Harbour\nOutlet: netflix.com\nPublished: 2026-02-20\n\n"
    "Netflix announced that season 2 of Night Harbour will premiere on 14 May 2026."
)


class Site:
    """A served site that asks for a token. secret: the head that a program sends."""

    def __init__(self, base: str, secret: str, key: str, ref: str) -> None:
        self.base, self.secret, self.key, self.ref = base, secret, key, ref

    def here(self, address: str) -> str:
        """Return the address of an example on this site, of the season that the sample is about."""
        assert address.startswith("http://127.0.0.1:8710/"), address
        return address.replace("http://127.0.0.1:8710", self.base).replace("r38v", self.ref)

    def asked(self, address: str, headers: dict[str, str]) -> str:
        """Return what an address answers to these heads."""
        request = urllib.request.Request(self.here(address), headers=headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return answer.read().decode()


@pytest.fixture(scope="module")
def site(filled: Path, ref: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Yield a site of the sample dossier, and of one release whose day is told."""
    import shutil

    import uvicorn

    from airdate import documents, pipeline

    place = Path(shutil.copy(filled, tmp_path_factory.mktemp("examples") / "ledger.db"))
    article = place.with_name("dated.txt")
    article.write_text(DATED, encoding="utf-8")
    text, token = new_token("examples", made_on=date(2026, 2, 1), scope="read")
    told = settings(place, open_reading=False, hosts=("127.0.0.1",))
    with open_ledger(place) as ledger:
        tokens.keep(ledger, [token])
        for found in pipeline.read([str(article)], given=documents.Given(now=told.now())):
            pipeline.record(ledger, found, recorded_at=told.now())  # type: ignore[arg-type]
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app(told), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    yield Site(base, f"Bearer {text}", token.feed_key, ref)
    server.should_exit = True
    thread.join(10)
    listener.close()


# ── what the pages show ─────────────────────────────────────────────────────────────────────


class _Secrets(yaml.SafeLoader):
    """YAML as Home Assistant has it, with `!secret`."""


_Secrets.add_constructor("!secret", lambda loader, node: f"!secret {node.value}")


def blocks(page: str, kind: str) -> list[str]:
    """Return the blocks of a kind that a page of the documentation shows."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.findall(rf"```{kind}\n(.*?)```", text, re.S)


def configured(page: str, name: str) -> list[Any]:
    """Return what the pages' YAML configures under a name."""
    found = [yaml.load(block, Loader=_Secrets) for block in blocks(page, "yaml")]  # noqa: S506
    return [entry for config in found for entry in _listed(config.get(name))]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def rendered(template: str, **variables: Any) -> str:
    """Return what Home Assistant makes of a template: sandboxed Jinja, without the ends' spaces.

    A name that is not there is empty in Home Assistant; here it fails.
    """
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    return environment.from_string(template).render(variables).strip()


# ── Home Assistant ──────────────────────────────────────────────────────────────────────────


def test_the_sensors_of_home_assistant_show_what_the_site_knows(site: Site) -> None:
    """Each state is short enough, a date is a date, a yes is a yes; each attribute is there."""
    (rest,) = configured("api.md", "rest")
    headers = {name: site.secret for name, told in rest["headers"].items() if "!secret" in told}
    assert {"Authorization"} == set(headers)
    body = site.asked(rest["resource"], headers)
    value = {"value": body, "value_json": json.loads(body)}
    states = {}
    for sensor in rest["sensor"]:
        state = states[sensor["unique_id"]] = rendered(sensor["value_template"], **value)
        assert 0 < len(state) <= LONGEST_STATE
        if sensor.get("device_class") == "date":
            assert date.fromisoformat(state)
        for name in sensor.get("json_attributes", ()):
            assert value["value_json"][name] is not None, name
    assert re.fullmatch(r"80.%: \w{3} \d{4} to \w{3} \d{4}", states["airdate_r38v_release"])
    (told,) = rest["binary_sensor"]
    assert "False" == rendered(told["value_template"], **value)
    assert rest["scan_interval"] >= 3600


def events(body: str) -> list[dict[str, Any]]:
    """Return the events of a calendar as Home Assistant gives them to an automation."""
    found = vobject.readOne(body).contents.get("vevent", [])
    return [
        {
            "summary": event.summary.value,
            "description": event.description.value,
            "start": event.dtstart.value.isoformat(),
            "end": event.dtend.value.isoformat(),
            "all_day": not isinstance(event.dtstart.value, datetime),
        }
        for event in found
    ]


def test_the_automation_of_home_assistant_tells_of_a_release(site: Site) -> None:
    """With the address that the page gives for Remote Calendar, which sends no head at all."""
    text = (ROOT / "docs" / "feeds.md").read_text(encoding="utf-8")
    section = text.partition("### Home Assistant")[2].partition("```")[0]
    (address,) = re.findall(r"http://127\.0\.0\.1:8710\S+", section)
    found = events(site.asked(f"{address}&key={site.key}", {}))
    assert all(event["all_day"] for event in found)
    (event,) = (event for event in found if "Night Harbour" in event["summary"])
    assert ("2026-05-14", "2026-05-15") == (event["start"], event["end"])
    (automation,) = configured("feeds.md", "automation")
    (trigger,), (action,) = automation["triggers"], automation["actions"]
    assert ("calendar", "start", "queued") == (
        trigger["trigger"],
        trigger["event"],
        automation["mode"],
    )
    told = {
        name: rendered(template, trigger={"calendar_event": event})
        for name, template in action["data"].items()
    }
    assert "Night Harbour, season 2 on 2026-05-14" == told["title"]
    assert "14 May 2026" in told["message"]
    assert "\n" not in told["message"]


def test_the_calendar_of_an_older_home_assistant_is_the_same(site: Site) -> None:
    """Windows are left out there too."""
    (config,) = configured("feeds.md", "ics_calendar")
    (calendar,) = config["calendars"]
    found = events(site.asked(f"{calendar['url']}&key={site.key}", {}))
    assert any("Night Harbour" in event["summary"] for event in found)
    assert not any("All of Us Are Dead, season 2" in event["summary"] for event in found)
    assert calendar["include_all_day"]


# ── Grafana ─────────────────────────────────────────────────────────────────────────────────


def typed(value: Any, kind: str) -> object:
    """Return a field as Grafana's Infinity data source takes it; what it cannot take fails."""
    match kind:
        case "number":
            assert isinstance(value, int | float)
            assert not isinstance(value, bool)
            return value
        case "timestamp":
            return datetime.fromisoformat(value)
        case _:
            assert isinstance(value, str)
            return value


def test_the_panels_of_grafana_have_their_fields(site: Site) -> None:
    """Rows under the root, each with all columns, each of its type."""
    queries = [json.loads(b) for b in blocks("api.md", "json") if "root_selector" in b]
    assert 2 == len(queries)
    for query in queries:
        body = json.loads(site.asked(query["url"], {"authorization": site.secret}))
        rows = body[query["root_selector"]]
        assert len(rows) > 5
        for row in rows:
            assert all(typed(row[c["selector"]], c["type"]) is not None for c in query["columns"])
