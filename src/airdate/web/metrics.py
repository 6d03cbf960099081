"""What Prometheus is told at `/metrics`: how the site is asked, what the ledger holds, what fails.

Labels are bounded: a route by its template, never by the path that was asked for; methods and
states by a list of ours. The registry is the site's own, so that two sites of a process do not
count for each other.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from airdate import __version__
from airdate.errors import LedgerError
from airdate.ledger.doctor_census import Census, Count
from airdate.logs import request_id
from airdate.web.shield import App, Message, Receive, Send

if TYPE_CHECKING:
    from prometheus_client.core import Metric

    from airdate.web.site import Site

log = logging.getLogger("airdate.web.access")

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_NOWHERE = "(none)"
_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})
"""Asked every few seconds by machines: their lines would hide all others."""


class Counted:
    """Counts and times every request, gives it a number, and writes a line about it."""

    def __init__(self, app: App, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        number, status, begun = secrets.token_hex(8), 500, perf_counter()
        mark = request_id.set(number)

        async def numbered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = number
            await send(message)

        try:
            await self._app(scope, receive, numbered)
        finally:
            self._note(scope, status, perf_counter() - begun)
            request_id.reset(mark)

    def _note(self, scope: Message, status: int, seconds: float) -> None:
        route = template(scope)
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        self._metrics.note(method, route, status=status, seconds=seconds)
        level = logging.DEBUG if route in _QUIET else logging.INFO
        told = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
        log.log(level, "answered", extra=told)


def template(scope: Message) -> str:
    """Return the route of a request that was answered, as it is written in the code."""
    route = scope.get("route")
    if isinstance(route, Mount):
        inner = getattr(route.app, "routes", None)
        if inner is None:
            return f"{route.path}/{{file}}"
        rest = scope["path"].removeprefix(route.path)
        found = (one for one in _flat(inner) if one.path_regex.match(rest))
        one = next(found, None)
        return f"{route.path}{one.path}" if one else _NOWHERE
    return route.path if isinstance(route, Route) else _NOWHERE


def _flat(routes: Sequence[Any]) -> Iterator[Route]:
    """Yield routes, those of routers among them too."""
    for route in routes:
        if isinstance(route, Route):
            yield route
        elif (inner := getattr(route, "original_router", None)) is not None:
            yield from _flat(inner.routes)


class Metrics:
    """The counters of one site; without the package for them, they count nothing."""

    def __init__(self) -> None:
        self._requests: Any = None
        self._seconds: Any = None
        self._site: Site | None = None
        self._census = Census()
        self.registry: Any = None
        if find_spec("prometheus_client") is None:
            return
        from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector

        self.registry = CollectorRegistry(auto_describe=False)
        ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "airdate_http_requests",
            "Requests that were answered.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "airdate_http_request_seconds",
            "How long answers took.",
            ("method", "route"),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.registry.register(self)

    def note(self, method: str, route: str, *, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        if self._requests is not None:
            self._requests.labels(method, route, str(status)).inc()
            self._seconds.labels(method, route).observe(seconds)

    def told(self, site: Site) -> bytes:
        """Return what Prometheus reads."""
        from prometheus_client import generate_latest

        self._site = site
        return bytes(generate_latest(self.registry))

    def collect(self) -> Iterator[Metric]:
        """Yield what is asked of the ledger and the machine when Prometheus comes by."""
        from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily

        yield InfoMetricFamily("airdate", "The program.", {"version": __version__})
        if self._site is None:
            return
        try:
            with self._site.library.pool.reading() as ledger:
                count = self._census.take(ledger)
        except LedgerError:
            count = None
        up = GaugeMetricFamily("airdate_ledger_up", "Whether the ledger answers.")
        up.add_metric((), float(count is not None))
        yield up
        if count is not None:
            yield from _of_ledger(count, self._site)
        yield from _of_site(self._site)


def _of_ledger(count: Count, site: Site) -> Iterator[Metric]:
    yield _gauge("airdate_ledger_version", "Rises with every recording.", count.version)
    yield _gauges("airdate_ledger_rows", "Rows of the ledger.", "table", count.rows)
    yield _gauges("airdate_places", "Watched places, by how they are.", "health", count.places)
    yield _counters("airdate_visits", "Visits of places.", "outcome", count.visits)
    yield _counters(
        "airdate_new_documents", "Documents that visits brought.", "", {"": count.fresh}
    )
    yield _gauges("airdate_alert_messages", "Alerts, by state.", "state", count.messages)
    where = str(site.settings.ledger)
    if "://" not in where:
        for end, name in (("", "ledger"), ("-wal", "log")):
            file = Path(f"{where}{end}")
            size = file.stat().st_size if file.exists() else 0
            yield _gauge(f"airdate_{name}_bytes", f"Size of the {name}'s file.", size)


def _of_site(site: Site) -> Iterator[Metric]:
    kept = {"pages": len(site.answers)}
    yield _gauges("airdate_cache_entries", "Answers that are kept.", "cache", kept)


def _gauge(name: str, what: str, value: float) -> Metric:
    return _gauges(name, what, "", {"": value})


def _gauges(name: str, what: str, label: str, values: dict[str, Any]) -> Metric:
    from prometheus_client.core import GaugeMetricFamily

    found = GaugeMetricFamily(name, what, labels=(label,) if label else ())
    for key, value in sorted(values.items()):
        found.add_metric((key,) if label else (), value)
    return found


def _counters(name: str, what: str, label: str, values: dict[str, Any]) -> Metric:
    from prometheus_client.core import CounterMetricFamily

    found = CounterMetricFamily(name, what, labels=(label,) if label else ())
    for key, value in sorted(values.items()):
        found.add_metric((key,) if label else (), value)
    return found


def metrics_route(site: Site, metrics: Metrics) -> Route:
    """Return the route of `/metrics`, which asks for a token where reading does."""
    from airdate.web.site import problem_answer, refused

    async def answer(request: Request) -> Response:
        if not await run_in_threadpool(site.access.may_read, request):
            return refused(site, request, as_json=True)
        if metrics.registry is None:
            return problem_answer(
                "Metrics need a package that is not installed: prometheus-client.",
                status=501,
                detail="Install it where the site runs: the extra airdate[web].",
            )
        body = await run_in_threadpool(metrics.told, site)
        kind = "text/plain; version=0.0.4; charset=utf-8"
        return Response(body, headers={"content-type": kind, "cache-control": "no-store"})

    return Route("/metrics", answer, methods=["GET"])
