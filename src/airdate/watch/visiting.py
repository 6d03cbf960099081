"""One visit of a place on the web: asked politely, told apart by its kind, taken in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from airdate import confinement
from airdate.errors import Overrun, SourceError
from airdate.ledger.office.places import Host, Kind, Place, State
from airdate.model import Document, Thread, Unreadable
from airdate.watch.intake import Shown, marks_of, take_in
from airdate.watch.manners import host_of, sitemaps_of
from airdate.watch.means import Had, Means, ask, outcome_of_error
from airdate.watch.outcomes import Answer, Outcome
from airdate.watch.reading import judge
from airdate.watch.schedule import asks_whole
from airdate.wording import counted

if TYPE_CHECKING:
    from airdate.documents.fetch import Page
    from airdate.documents.places import Feed, Item, Listed

_MOST_SITEMAPS = 3
"""Sitemaps of an index that one visit looks into: the newest hold what is new."""


@dataclass(frozen=True, slots=True)
class Call:
    """A visit to be made: the place, its state, the marks it has shown, what its host wants."""

    place: Place
    state: State
    marks: Collection[str]
    host: Host | None


def visit(call: Call, means: Means) -> Answer:
    """Return what a place answers. Nothing is kept, and nothing is raised for what it does."""
    if not host_of(call.place.address):
        from airdate.watch.local import visit_local

        return visit_local(call, means)
    had = _had(call, means)
    if isinstance(had, Answer):
        return _still(had, call)
    page, state = had.page, call.state
    digest = hashlib.sha256(page.data).hexdigest()
    if digest == state.digest and call.place.kind not in ("auto", "site"):
        answer = Answer(Outcome.NOTHING_NEW, digest=digest, marks=state.marks)
    else:
        try:
            answer = _by_kind(call, had, means)
        except SourceError as error:
            answer = Answer(outcome_of_error(error), error.problem)
    return _completed(answer, had, call, digest=digest)


def _had(call: Call, means: Means) -> Had | Answer:
    from airdate.documents.fetch import ANYTEXT, FEEDS

    conditions = not asks_whole(call.state, now=means.now())
    return ask(
        call.place,
        call.host,
        means,
        address=_address(call.place),
        accept=FEEDS if call.place.kind == "feed" else ANYTEXT,
        etag=call.state.etag if conditions else None,
        last_modified=call.state.last_modified if conditions else None,
    )


def _address(place: Place) -> str:
    if place.kind != "thread":
        return place.address
    from airdate.documents.places import thread_address

    return thread_address(place.address)


def _still(answer: Answer, call: Call) -> Answer:
    """Return the answer of a place that did not change, with what is known of it."""
    return replace(answer, digest=call.state.digest, marks=call.state.marks)


def _completed(answer: Answer, had: Had, call: Call, *, digest: str) -> Answer:
    """Return an answer with what the server said beside the page."""
    visit = had.visit
    place = answer.place
    if visit.moved_to and not answer.outcome.failed and answer.outcome is not Outcome.FOUND:
        place = replace(place or call.place, address=visit.moved_to)
        answer = replace(
            answer, reason=_joined(answer.reason, f"it moved to {_named_as(visit.moved_to)}")
        )
    held = answer.more
    return replace(
        answer,
        status=visit.status,
        # What was left for the next visit must not be hidden by `not changed`.
        etag=None if held else had.page.etag,
        last_modified=None if held else had.page.last_modified,
        digest=None if held else answer.digest or digest,
        retry_after_seconds=visit.retry_after_seconds,
        fresh_seconds=answer.fresh_seconds or visit.fresh_seconds,
        bytes=len(had.page.data),
        place=place,
        host=had.host,
    )


def _named_as(url: str) -> str:
    """Return an address as the log has it: without the secrets that it may hold."""
    from airdate.documents.fetch.addressing import shown

    return shown(url)


def _joined(*reasons: str) -> str:
    return "; ".join(reason for reason in reasons if reason)


# ── by kind ─────────────────────────────────────────────────────────────────────────────────


def _by_kind(call: Call, had: Had, means: Means) -> Answer:
    kind = call.place.kind
    if kind in ("auto", "site"):
        return _told_apart(call, had, means)
    return _KINDS[kind](call, had, means)


def _told_apart(call: Call, had: Had, means: Means) -> Answer:
    """Return the answer of a place whose kind is not known yet, which it is from now on."""
    from airdate.documents.places import look_of

    page = had.page
    look = look_of(page.data, content_type=page.content_type)
    if look == "opml":
        return Answer(Outcome.UNREADABLE, "it is a list of feeds: airdate watch import FILE")
    if look in ("feed", "sitemap", "thread"):
        return _as(look, call, had, means)
    if call.place.kind == "site" or _is_home(page.url):
        found = _found(call.place, page, had.host)
        if found:
            reason = f"found its {found.kind}: {_named_as(found.address)}"
            return Answer(Outcome.FOUND, reason, place=found, more=True)
    return _as("page", call, had, means)


def _as(kind: Kind, call: Call, had: Had, means: Means) -> Answer:
    known = replace(call.place, kind=kind)
    answer = _KINDS[kind](replace(call, place=known), had, means)
    return answer if answer.outcome.failed else replace(answer, place=answer.place or known)


def _is_home(url: str) -> bool:
    return urlsplit(url).path in ("", "/", "/index.html", "/news", "/news/")


def _found(place: Place, page: Page, host: Host | None) -> Place | None:
    """Return the feed of a site, else a news sitemap that its robots.txt names."""
    from airdate.documents.places import find_feeds

    feeds = confinement.call(find_feeds, page.data, url=page.url, charset=page.charset)
    if feeds:
        name = place.name if place.name != place.address else feeds[0].title or place.name
        return replace(place, kind="feed", address=feeds[0].url, name=name)
    named = [each for each in sitemaps_of((host and host.robots) or "") if "news" in each.lower()]
    return replace(place, kind="sitemap", address=named[0]) if named else None


def _feed(call: Call, had: Had, means: Means) -> Answer:
    page = had.page
    return of_feed(page.data, call, means, url=page.url, charset=page.charset)


def of_feed(
    data: bytes, call: Call, means: Means, *, url: str | None, charset: str | None = None
) -> Answer:
    """Return what is new in a feed. Raises: Malformed."""
    from airdate.documents.places import read_feed

    feed = confinement.call(read_feed, data, url=url, now=means.now(), charset=charset)
    shown = [_of_item(item, feed, means) for item in feed.items]
    answer = take_in(shown, call.place, call.state, marks=call.marks, means=means)
    left = _beyond(feed.left_out) if feed.left_out else ""
    named = call.place.name == call.place.address and feed.title
    return replace(
        answer,
        reason=_joined(answer.reason, left),
        fresh_seconds=feed.ttl_minutes * 60.0 if feed.ttl_minutes else None,
        place=replace(call.place, name=feed.title[:200]) if named else None,
    )


def _of_item(item: Item, feed: Feed, means: Means) -> Shown:
    from airdate.documents.places import is_whole, read_item

    def whole() -> Document | Unreadable:
        # The other items have no part in reading this one.
        alone = replace(feed, items=())
        try:
            return confinement.call(read_item, item, feed=alone, now=means.now())
        except Overrun as error:
            return Unreadable(item.url or item.key, error.problem, error.remedy)

    own = item.url is None or is_whole(item)
    bears = {
        "author": item.author,
        "published": item.published.isoformat() if item.published else None,
        "language": item.language,
    }
    return Shown(
        marks_of(item.key, item.url, item.title, item.summary),
        item.url,
        item.title,
        item.summary,
        item.published,
        bears,
        whole if own else None,
    )


def _sitemap(call: Call, had: Had, means: Means) -> Answer:
    from airdate.documents.places import read_sitemap

    page, now = had.page, means.now()
    found = confinement.call(read_sitemap, page.data, url=page.url, now=now)
    listed = list(found.pages)
    lost: list[str] = []
    for child in _newest(found.sitemaps)[:_MOST_SITEMAPS]:
        listed += _listed_in(child, call, had.host, means, lost)
    shown = [_of_listed(each) for each in listed]
    answer = take_in(shown, call.place, call.state, marks=call.marks, means=means)
    return replace(answer, reason=_joined(answer.reason, *lost[:2]))


def _newest(listed: Collection[Listed]) -> list[Listed]:
    """Return the sitemaps of an index, those of news and those changed last before the others."""

    def order(each: Listed) -> tuple[bool, float]:
        return "news" not in each.url.lower(), -(each.modified.timestamp() if each.modified else 0)

    return sorted(listed, key=order)


def _listed_in(
    child: Listed, call: Call, host: Host | None, means: Means, lost: list[str]
) -> list[Listed]:
    from airdate.documents.fetch import ANYTEXT
    from airdate.documents.places import read_sitemap

    own = host if host_of(child.url) == host_of(call.place.address) else None
    had = ask(call.place, own, means, address=child.url, accept=ANYTEXT)
    if isinstance(had, Answer):
        lost.append(f"{_named_as(child.url)}: {had.reason}")
        return []
    try:
        url, now = had.page.url, means.now()
        return list(confinement.call(read_sitemap, had.page.data, url=url, now=now).pages)
    except SourceError as error:
        lost.append(error.problem)
        return []


def _of_listed(listed: Listed) -> Shown:
    day = listed.published or listed.modified
    bears = {
        "published": listed.published.isoformat() if listed.published else None,
        "language": listed.language,
    }
    title = listed.title or ""
    name = title or (listed.modified.isoformat() if listed.modified else "")
    keys = marks_of(listed.url, listed.url, title, name)
    return Shown(keys, listed.url, title, "", day, bears)


def _page(call: Call, had: Had, means: Means) -> Answer:
    """Return what is new on a page whose own text is watched."""
    from airdate.documents.places import added, take_snapshot

    page, now = had.page, means.now()
    shot = confinement.call(take_snapshot, page.data, url=page.url, now=now, charset=page.charset)
    if isinstance(shot, Unreadable):
        return Answer(Outcome.UNREADABLE, shot.reason)
    fresh = added(call.state.marks, shot) if call.state.marks else (0,)
    kept = Answer(Outcome.NOTHING_NEW, items=1, digest=None, marks=shot.marks)
    if not fresh:
        return kept
    judged = judge(
        shot.document, gate=means.gate_of(call.place), now=now, catalogue=means.catalogue
    )
    if judged.reading is None:
        example = f"{shot.document.heading[:100]}: {judged.why}"
        return replace(kept, outcome=Outcome.LET_GO, fresh=1, let_go=1, examples=(example,))
    return replace(kept, outcome=Outcome.NEWS, fresh=1, readings=(judged.reading,))


def _thread(call: Call, had: Had, means: Means) -> Answer:
    from airdate.documents.places import read_threads

    url, now = had.page.url, means.now()
    found = confinement.call(read_threads, had.page.data, url=url, now=now, secret=means.authors)
    return of_threads(found, call, means)


def of_threads(threads: tuple[Thread, ...], call: Call, means: Means) -> Answer:
    """Return what is new in threads: posts of a single one, threads of a listing."""
    if len(threads) == 1 and len(threads[0].posts) > 1:
        answer = _grown(threads[0], call, means)
    else:
        shown = [_of_thread(thread) for thread in threads]
        answer = take_in(shown, call.place, call.state, marks=call.marks, means=means)
    return replace(answer, talk=threads)


def _of_thread(thread: Thread) -> Shown:
    from airdate.documents.places import read_thread_document

    opening = thread.posts[0]
    day = opening.posted_at
    bears = {"published": day.isoformat() if day else None, "thread": True}
    return Shown(
        marks_of(opening.key, thread.url, thread.title, opening.text),
        thread.url,
        thread.title,
        opening.text[:2_000],
        day,
        bears,
        None if thread.url else lambda: read_thread_document(thread),
    )


def _grown(thread: Thread, call: Call, means: Means) -> Answer:
    """Return what is new in one thread: its opening post is read once, its answers are counted.

    Answers are the mood around a title, not reports on it: none is read as one.
    """
    from airdate.documents.places import read_thread_document

    keys = [marks_of(post.key, None, post.key)[0] for post in thread.posts]
    fresh = [key for key in keys if key not in call.marks]
    kept = Answer(Outcome.NOTHING_NEW, items=len(keys), fresh=len(fresh), met=tuple(keys))
    if keys[0] not in fresh:
        said = _answers(len(fresh))
        return replace(kept, reason=said)
    judged = judge(
        read_thread_document(thread),
        gate=means.gate_of(call.place),
        now=means.now(),
        catalogue=means.catalogue,
    )
    if judged.reading is None:
        example = f"{thread.title[:100]}: {judged.why}"
        return replace(kept, outcome=Outcome.LET_GO, let_go=1, examples=(example,))
    return replace(kept, outcome=Outcome.NEWS, readings=(judged.reading,))


_KINDS: dict[Kind, Callable[[Call, Had, Means], Answer]] = {
    "feed": _feed,
    "sitemap": _sitemap,
    "page": _page,
    "thread": _thread,
}


def _beyond(count: int) -> str:
    """Return that items were too many to be read, empty where none was."""
    were = "was" if count == 1 else "were"
    return f"{counted(count, 'item')} {were} beyond what is read" if count else ""


def _answers(count: int) -> str:
    """Return that a thread has new answers, empty where it has none."""
    told = "which is no report" if count == 1 else "which are no reports"
    return f"{counted(count, 'new answer')}, {told}" if count else ""
