"""What machines ask of a site: is it alive, does its ledger answer, how is it asked."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import insert
from starlette.testclient import TestClient
from tests.web.conftest import NOW, TOKEN, settings

from airdate import logs
from airdate.errors import LedgerError
from airdate.ledger import open_ledger, schema
from airdate.ledger.doctor_census import Census
from airdate.web import app

Sample = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def scraped(client: TestClient, **named: str) -> Sample:
    """Return what `/metrics` tells, by name and labels; it can be parsed."""
    answer = client.get("/metrics", headers=named)
    assert 200 == answer.status_code, answer.text
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def labelled(found: Sample, name: str) -> dict[str, float]:
    """Return the values of a metric with one label, by that label."""
    return {labels[0][1]: value for (called, labels), value in found.items() if called == name}


@pytest.fixture
def closed(ledger_path: Path) -> Iterator[TestClient]:
    """Yield a visitor of a site whose reading asks for a token."""
    with TestClient(app(settings(ledger_path, open_reading=False))) as made:
        yield made


class TestHealth:
    """Two addresses that anybody may ask, and that tell nothing."""

    def test_well(self, closed: TestClient) -> None:
        """They answer without a token, fresh each time, in one word."""
        for path, told in (("/healthz", "alive\n"), ("/readyz", "ready\n")):
            answer = closed.get(path)
            assert (200, told, "no-store") == (
                answer.status_code,
                answer.text,
                answer.headers["cache-control"],
            )

    def test_ledger_gone(self, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where the ledger no longer answers the process is alive, not ready; no path is told."""

        def gone() -> None:
            raise LedgerError("The ledger /home/ada/ledger.db is damaged.")

        monkeypatch.setattr(client.app.state.site.library.pool, "reading", gone)  # type: ignore[attr-defined]
        assert 200 == client.get("/healthz").status_code
        answer = client.get("/readyz")
        assert (503, "the ledger does not answer\n") == (answer.status_code, answer.text)
        assert 0.0 == scraped(client)["airdate_ledger_up", ()]

    def test_other_hosts(self, client: TestClient) -> None:
        """A name that is not ours gets nothing here either."""
        assert 421 == client.get("/healthz", headers={"host": "evil.example"}).status_code


class TestMetrics:
    """Counters whose labels are bounded."""

    def test_ledger(self, client: TestClient) -> None:
        """What the ledger holds is what it tells otherwise."""
        found = scraped(client)
        assert 1.0 == found["airdate_ledger_up", ()]
        rows = labelled(found, "airdate_ledger_rows")
        assert (27.0, 27.0) == (rows["documents"], rows["readings"])
        assert found["process_resident_memory_bytes", ()] > 1_000_000
        assert {"queued": 0.0} == labelled(found, "airdate_alert_messages")
        assert {"paused", "new", "failing", "well"} == set(labelled(found, "airdate_places"))

    def test_requests(self, client: TestClient) -> None:
        """A request counts under its route as it is written, whatever was asked for."""
        for path in ("/t/aaaa", "/t/bbbb", "/no/such/page", "/wp-login.php", "/api/v1/titles"):
            client.get(path)
        client.request("BREW", "/")
        found = scraped(client)
        counted = {
            tuple(value for _, value in labels): value
            for (name, labels), value in found.items()
            if name == "airdate_http_requests_total"
        }
        assert 2.0 == sum(n for (_, route, _), n in counted.items() if route == "/t/{ref}")
        unknown = {key: n for key, n in counted.items() if key[1] == "(none)"}
        assert {("GET", "(none)", "404"): 2.0} == unknown
        assert 1.0 == counted["OTHER", "/", "405"]
        assert 1.0 == counted["GET", "/api/v1/titles", "200"]
        timed = found[
            "airdate_http_request_seconds_count", (("method", "GET"), ("route", "/t/{ref}"))
        ]
        assert 2.0 == timed

    def test_many_paths_make_no_labels(self, client: TestClient) -> None:
        """Thousands of addresses that are asked for fill no memory with labels."""
        for number in range(300):
            client.get(f"/t/{number}")
            client.get(f"/static/{number}.css")
            client.get(f"/api/v1/none/{number}")
        routes = {
            dict(labels)["route"]
            for name, labels in scraped(client)
            if name == "airdate_http_requests_total"
        }
        assert {"/t/{ref}", "/static/{file}", "(none)"} == routes

    def test_asks_for_a_token(self, closed: TestClient) -> None:
        """It is protected as reading is."""
        assert 401 == closed.get("/metrics").status_code
        assert 1.0 == scraped(closed, authorization=f"Bearer {TOKEN}")["airdate_ledger_up", ()]

    def test_two_sites_count_for_themselves(self, ledger_path: Path) -> None:
        """Two sites of one process share no counters."""
        with (
            TestClient(app(settings(ledger_path))) as one,
            TestClient(app(settings(ledger_path))) as two,
        ):
            one.get("/calendar")
            names = {dict(labels).get("route") for _, labels in scraped(two)}
        assert "/calendar" not in names


def test_census_counts_new_visits_alone(ledger_path: Path) -> None:
    """Visits count by outcome, each once, however often the census is taken."""
    visits = schema.metadata.tables["visits"]
    moment = NOW
    place = dict(number=1, id="p", kind="feed", address="https://a.example/", name="a")  # noqa: C408
    place |= {"tags": [], "obeys_robots": True, "added_at": moment}

    def visited(number: int, outcome: str, documents: int) -> dict[str, object]:
        row = {column.name: 0 for column in visits.columns if column.type.python_type is int}
        row |= {"number": number, "place": 1, "at": moment, "outcome": outcome}
        return row | {"reason": "", "documents": documents, "examples": []}

    census = Census()
    with open_ledger(ledger_path) as ledger:
        with ledger.office(write=True) as connection:
            connection.execute(insert(schema.metadata.tables["places"]), [place])
            connection.execute(insert(visits), [visited(1, "new", 3), visited(2, "same", 0)])
        first = census.take(ledger)
        with ledger.office(write=True) as connection:
            connection.execute(insert(visits), [visited(3, "new", 2)])
        second, third = census.take(ledger), census.take(ledger)
    assert ({"new": 1, "same": 1}, 3) == (first.visits, first.fresh)
    assert ({"new": 2, "same": 1}, 5) == (second.visits, second.fresh)
    assert second == third


class TestLines:
    """A line of the log for each request."""

    @pytest.fixture
    def lines(self) -> Iterator[io.StringIO]:
        """Yield what is logged as JSON."""
        root, ours = logging.getLogger(), logging.getLogger("airdate")
        before = (list(root.handlers), root.level, ours.level)
        out = io.StringIO()
        logs.configure("json", "info", stream=out)
        yield out
        root.handlers[:], root.level = before[0], before[1]
        ours.setLevel(before[2])
        logging.captureWarnings(False)

    def test_request(self, client: TestClient, lines: io.StringIO) -> None:
        """It has the route, not the address, so that no key of a feed is in it; and a number."""
        answer = client.get("/calendar.ics?key=01234567-" + "a" * 64)
        client.get("/healthz")
        (line,) = [json.loads(one) for one in lines.getvalue().splitlines()]
        number = answer.headers["x-request-id"]
        assert ("GET", "/calendar.ics", 200, number) == (
            line["method"],
            line["route"],
            line["status"],
            line["request"],
        )
        assert "aaaa" not in lines.getvalue()
