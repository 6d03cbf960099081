"""A web of made-up sites that appear, publish, fail, move and lie, as functions of the moment.

What a site shows at a moment follows from its seed alone, so that a checker can work out later
what could have been had when. One process serves all of them: a name is looked up by the caller.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import random
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

BEGIN = datetime(2026, 3, 2, 6, tzinfo=UTC)
WINDOW = 15
"""Items that a feed shows."""

FOLLOWED = tuple(
    f"{first} {second}"
    for first in ("Night", "Salt", "Glass", "Winter")
    for second in ("Harbour", "Orchard", "Signal", "Lantern", "Meridian")
)
OTHERS = ("The Cedar Line", "Copper Avenue", "A House of Tides", "Marrow Street", "Ninth Passage")
_EVENTS = (
    "will premiere on {day}, the network said",
    "has wrapped filming, its producers told reporters on {day}",
    "was renewed on {day}, and its cast will return",
    "has been delayed to {day}, the studio confirmed",
)
_ROBOTS = ("none", "all", "delay", "articles", "forbids")
_FAULTS = ("500", "404", "hang", "reset", "type", "gzip", "429", "503")


@dataclass(frozen=True, slots=True)
class Story:
    """An article of a site. followed: whether it is about a title that is followed.

    fault: what is wrong with its page: "", gone, missing, late (for its first hours), torn.
    """

    number: int
    at: datetime
    title: str
    words: str
    followed: bool
    fault: str = ""
    text_of: str = ""


@dataclass(frozen=True)
class Site:
    """One site. faults: (begin, end, what).  lies: of never-etag, guids, future, none."""

    number: int
    form: str
    stories: tuple[Story, ...]
    begins: datetime
    ends: datetime
    ending: str
    faults: tuple[tuple[datetime, datetime, str], ...]
    lie: str
    moves: datetime | None
    robots: str
    times: tuple[datetime, ...] = field(default=())

    @property
    def host(self) -> str:
        """Its name."""
        return f"site{self.number:03d}.example"

    def shown(self, moment: datetime) -> tuple[Story, ...]:
        """Return the stories that it lists at a moment, the newest first."""
        count = bisect_right(self.times, moment)
        return self.stories[max(0, count - WINDOW) : count][::-1]

    def fault(self, moment: datetime) -> str:
        """Return what is wrong with it at a moment, empty where nothing is."""
        if moment >= self.ends:
            return self.ending
        return next((what for begin, end, what in self.faults if begin <= moment < end), "")

    def rolled_off(self, story: Story) -> datetime:
        """Return when a story is shown no more."""
        place = story.number + WINDOW
        last = self.stories[place].at if place < len(self.stories) else datetime.max
        return min(last.replace(tzinfo=UTC), self.ends)


@dataclass(frozen=True)
class World:
    """All sites, and how long they are played."""

    sites: tuple[Site, ...]
    days: int

    @property
    def ends(self) -> datetime:
        """The last moment."""
        return BEGIN + timedelta(days=self.days)


# ── making it ───────────────────────────────────────────────────────────────────────────────


def world(count: int, days: int, *, seed: int = 7) -> World:
    """Return a web of so many sites that live for so many days."""
    chance = random.Random(seed)  # noqa: S311 -- a play
    shared = _story(chance, 0, BEGIN + timedelta(days=days * 0.4), True, key="shared")
    copies = set(chance.sample(range(count), max(2, count // 5)))
    made = [
        _site(chance, number, days, shared if number in copies else None) for number in range(count)
    ]
    return World(tuple(made), days)


def _site(chance: random.Random, number: int, days: int, copied: Story | None) -> Site:
    begins = BEGIN
    if chance.random() < 0.15:
        begins = BEGIN + timedelta(days=chance.uniform(0, days / 2))
    ends, ending = datetime.max.replace(tzinfo=UTC), ""
    if chance.random() < 0.1:
        ends = begins + timedelta(days=chance.uniform(days / 4, days))
        ending = chance.choice(("404", "410", "unknown"))
    stories = _stories(chance, number, begins, days, copied)
    form = chance.choices(
        ("rss", "atom", "json", "sitemap", "home", "page"), (40, 20, 10, 10, 12, 8)
    )[0]
    return Site(
        number=number,
        form=form,
        stories=stories,
        begins=begins,
        ends=ends,
        ending=ending,
        faults=_faults(chance, days),
        lie=chance.choices(("", "etag", "guids", "future"), (70, 8, 12, 10))[0],
        moves=BEGIN + timedelta(days=chance.uniform(1, days)) if chance.random() < 0.1 else None,
        robots=chance.choices(("none", "all", "delay", "articles", "forbids"), (60, 20, 12, 4, 4))[
            0
        ],
        times=tuple(story.at for story in stories),
    )


def _stories(
    chance: random.Random, number: int, begins: datetime, days: int, copied: Story | None
) -> tuple[Story, ...]:
    # Most sites are slow, a few are not.
    per_day = min(0.02 * chance.paretovariate(0.9), 1.5)
    moments = [begins - timedelta(days=chance.uniform(0, 20)) for _ in range(2)]
    moment = begins
    while True:
        moment += timedelta(days=chance.expovariate(per_day))
        if moment >= BEGIN + timedelta(days=days):
            break
        moments.append(moment)
    if copied:
        moments.append(max(copied.at, begins) + timedelta(hours=chance.uniform(0, 40)))
    moments.sort()
    copy_at = moments[-1] if copied else None
    made = []
    for place, at in enumerate(moments):
        if copied and at == copy_at:
            made.append(Story(place, at, copied.title, copied.words, True, text_of="shared"))
        else:
            made.append(_story(chance, place, at, chance.random() < 0.7, key=f"{number}-{place}"))
    return tuple(made)


def _story(chance: random.Random, place: int, at: datetime, followed: bool, *, key: str) -> Story:
    work = chance.choice(FOLLOWED if followed else OTHERS)
    day = at.date() + timedelta(days=chance.randint(20, 400))
    event = chance.choice(_EVENTS).format(day=day.strftime("%B %-d, %Y"))
    season = chance.randint(2, 5)
    words = (
        f"Season {season} of {work} {event}. "
        f"Report {key} was the first to hear of it, and asked for more."
    )
    fault = chance.choices(
        ("", "gone", "missing", "late", "torn", "busy"), (88, 2, 3, 4, 1.5, 1.5)
    )[0]
    if key == "shared":
        fault = ""
    return Story(place, at, f"{work} season {season}: report {key}", words, followed, fault, key)


def _faults(chance: random.Random, days: int) -> tuple[tuple[datetime, datetime, str], ...]:
    found = []
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2, 3))):
        begin = BEGIN + timedelta(days=chance.uniform(0, days))
        length = timedelta(hours=chance.choice((1, 3, 8, 24, 72)))
        found.append((begin, begin + length, chance.choice(_FAULTS)))
    return tuple(sorted(found))


# ── what it answers ─────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes over the wire. act: answer, hang, reset or torn (gzip cut off)."""

    status: int = 200
    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    act: str = "answer"


def answer(site: Site, path: str, moment: datetime, *, etag: str | None, base: str) -> Answer:
    """Return what a site answers. base: its address, without a slash at the end."""
    if path == "/robots.txt":
        return _robots(site)
    if path.startswith("/story/"):
        return _page_of(site, path, moment)
    fault = site.fault(moment)
    if fault:
        return _faulty(fault)
    if site.form == "home" and path == "/":
        link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
        return Answer(body=f"<html><head><title>Home</title>{link}</head></html>".encode())
    if site.moves and path == address_path(site):
        if moment >= site.moves + timedelta(days=20):
            return Answer(404)
        if moment >= site.moves:
            return Answer(301, headers=(("Location", "/moved"),))
    return _listing(site, moment, etag=etag, base=base)


def address_path(site: Site) -> str:
    """Return the path of what a site is watched by."""
    return {"sitemap": "/news-sitemap.xml", "page": "/diary/news.html", "home": "/"}.get(
        site.form, "/feed"
    )


def _robots(site: Site) -> Answer:
    rules = {
        "all": "User-agent: *\nDisallow:\n",
        "delay": "User-agent: *\nCrawl-delay: 20\n",
        "articles": "User-agent: airdate\nDisallow: /story/\n",
        "forbids": "User-agent: *\nDisallow: /\n",
    }.get(site.robots)
    return Answer(404) if rules is None else Answer(body=rules.encode(), kind="text/plain")


def _faulty(fault: str) -> Answer:
    if fault in ("hang", "reset"):
        return Answer(act=fault)
    if fault == "unknown":
        return Answer(act="reset")
    if fault == "type":
        return Answer(body=b"\x89PNG", kind="image/png")
    if fault == "gzip":
        return Answer(body=gzip.compress(b"<rss>" + b"x" * 5_000), act="torn", kind="text/xml")
    wait = (("Retry-After", "7200"),) if fault in ("429", "503") else ()
    return Answer(int(fault), headers=wait)


def _page_of(site: Site, path: str, moment: datetime) -> Answer:
    number = path.removeprefix("/story/").partition("?")[0]
    story = site.stories[int(number)] if number.isdecimal() else None
    if story is None or moment < story.at or (moment >= site.ends and site.ending == "410"):
        return Answer(404)
    if story.fault in ("gone", "missing"):
        return Answer(410 if story.fault == "gone" else 404)
    if story.fault == "late" and moment < story.at + timedelta(hours=5):
        return Answer(503, headers=(("Retry-After", "600"),))
    if story.fault == "busy" and moment < story.at + timedelta(days=40):
        return Answer(500)
    page = _html(story.title, [story.words])
    if story.fault == "torn":
        return Answer(body=gzip.compress(page), act="torn")
    return Answer(body=page)


def _html(title: str, paragraphs: list[str]) -> bytes:
    text = "".join(f"<p>{escape(words)}</p>" for words in paragraphs)
    return (
        f"<html lang=en><head><title>{escape(title)}</title></head>"
        f"<body><article><h1>{escape(title)}</h1>{text}</article></body></html>"
    ).encode()


def _listing(site: Site, moment: datetime, *, etag: str | None, base: str) -> Answer:
    shown = site.shown(moment)
    mark = '"1"' if site.lie == "etag" else f'"{len(shown)}-{shown[0].number if shown else 0}"'
    headers = (("ETag", mark),)
    if etag == mark and site.lie != "guids":
        return Answer(304, headers=headers)
    form = "rss" if site.form == "home" else site.form
    body, kind = _FORMS[form](site, shown, base, moment)
    return Answer(body=body.encode(), kind=kind, headers=headers)


def _guid(site: Site, story: Story, moment: datetime) -> str:
    turning = f"-{int(moment.timestamp())}" if site.lie == "guids" else ""
    return f"{site.host}-{story.number}{turning}"


def _bears(site: Site, story: Story) -> datetime:
    return story.at + timedelta(days=90 if site.lie == "future" else 0)


def _rss(site: Site, shown: tuple[Story, ...], base: str, moment: datetime) -> tuple[str, str]:
    items = "".join(
        f"<item><guid isPermaLink='false'>{_guid(site, each, moment)}</guid>"
        f"<link>{base}/story/{each.number}</link><title>{escape(each.title)}</title>"
        f"<pubDate>{format_datetime(_bears(site, each))}</pubDate></item>"
        for each in shown
    )
    head = f"<title>Site {site.number}</title><link>{base}/</link>"
    return f'<rss version="2.0"><channel>{head}{items}</channel></rss>', "application/rss+xml"


def _atom(site: Site, shown: tuple[Story, ...], base: str, moment: datetime) -> tuple[str, str]:
    entries = "".join(
        f"<entry><id>urn:{_guid(site, each, moment)}</id><title>{escape(each.title)}</title>"
        f'<link href="{base}/story/{each.number}"/>'
        f"<updated>{_bears(site, each).isoformat()}</updated></entry>"
        for each in shown
    )
    head = f"<title>Site {site.number}</title><id>urn:{site.host}</id>"
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom">{head}{entries}</feed>'
    return feed, "application/atom+xml"


def _json(site: Site, shown: tuple[Story, ...], base: str, moment: datetime) -> tuple[str, str]:
    items = [
        {
            "id": _guid(site, each, moment),
            "url": f"{base}/story/{each.number}",
            "title": each.title,
            "date_published": _bears(site, each).isoformat(),
        }
        for each in shown
    ]
    version = "https://jsonfeed.org/version/1.1"
    feed = {"version": version, "title": f"Site {site.number}", "items": items}
    return json.dumps(feed), "application/feed+json"


def _sitemap(site: Site, shown: tuple[Story, ...], base: str, moment: datetime) -> tuple[str, str]:
    urls = "".join(
        f"<url><loc>{base}/story/{each.number}</loc><news:news>"
        f"<news:publication_date>{_bears(site, each).isoformat()}</news:publication_date>"
        f"<news:title>{escape(each.title)}</news:title></news:news></url>"
        for each in shown
    )
    spaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    return f"<urlset {spaces}>{urls}</urlset>", "application/xml"


def _diary(site: Site, shown: tuple[Story, ...], base: str, moment: datetime) -> tuple[str, str]:
    page = _html(f"The diary of site {site.number}", [each.words for each in shown])
    return page.decode(), "text/html; charset=utf-8"


_Form = Callable[[Site, "tuple[Story, ...]", str, datetime], tuple[str, str]]
_FORMS: dict[str, _Form] = {
    "rss": _rss,
    "atom": _atom,
    "json": _json,
    "sitemap": _sitemap,
    "page": _diary,
}


# ── serving it ──────────────────────────────────────────────────────────────────────────────


async def serve(played: World, told: Callable[[int], None], moment: Callable[[], datetime]) -> None:
    """Serve a web on this machine until cancelled. told: is told the port."""
    sites = {site.host: site for site in played.sites}

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await _handle(reader, writer, sites, moment)
        except (ConnectionError, asyncio.IncompleteReadError, TimeoutError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0, backlog=512)
    told(server.sockets[0].getsockname()[1])
    async with server:
        await server.serve_forever()


async def _handle(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    sites: dict[str, Site],
    moment: Callable[[], datetime],
) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    request, *lines = head.split("\r\n")
    named = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    host = named.get("host", "")
    site = sites.get(host.partition(":")[0])
    path = request.split(" ")[1]
    made = Answer(404)
    if site is not None:
        made = answer(site, path, moment(), etag=named.get("if-none-match"), base=f"http://{host}")
    await _send(writer, made)


async def _send(writer: asyncio.StreamWriter, made: Answer) -> None:
    if made.act == "hang":
        await asyncio.sleep(5)
        return
    if made.act == "reset":
        writer.transport.abort()
        return
    headers = [("Content-Type", made.kind), ("Connection", "close"), *made.headers]
    body = made.body
    if made.act == "torn":
        headers.append(("Content-Encoding", "gzip"))
        body = body[: len(body) // 2]
    headers.append(("Content-Length", str(len(body))))
    lines = [f"HTTP/1.1 {made.status} Played", *(f"{name}: {value}" for name, value in headers)]
    writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
    await writer.drain()
