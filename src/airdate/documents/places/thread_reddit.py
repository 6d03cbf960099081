"""Reddit's threads and listings, as its `.json` and its RSS give them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from airdate.documents.places.addresses import web_address
from airdate.documents.places.feed import Feed, Item
from airdate.documents.places.limits import DEEPEST_ANSWER
from airdate.documents.places.posts import RawPost
from airdate.model import PostState

_SITE = "https://www.reddit.com"
_HOSTS = re.compile(r"(?:(?:www|old|new|np|sh|m|amp|i)\.)?reddit\.com|redd\.it")
_PATH = re.compile(r"/r/([A-Za-z0-9_]{2,30})(?:/comments/([a-z0-9]{1,12}))?")
_SUBMITTED = re.compile(r"submitted by\s+/u/\S+.{0,80}$", re.IGNORECASE | re.DOTALL)
_REMOVERS = ("moderator", "reddit", "automod_filtered", "content_takedown", "copyright_takedown")


@dataclass(slots=True)
class RawThread:
    """A thread as a file tells it; posts in the order of reading, the opening one first."""

    title: str
    url: str | None = None
    place: str | None = None
    posts: list[RawPost] = field(default_factory=list)
    comments: object = None


def is_reddit(url: str | None) -> bool:
    """Return whether an address is of Reddit."""
    try:
        return bool(_HOSTS.fullmatch(urlsplit(url or "").hostname or ""))
    except ValueError:
        return False


def json_address(url: str) -> str:
    """Return the `.json` of a thread, of a place's newest threads, or of a search; else itself."""
    if not is_reddit(url):
        return url
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    if path.endswith((".json", ".rss")):
        return url
    if parts.hostname == "redd.it":
        path = f"/comments{path}"
    if re.fullmatch(r"/r/[A-Za-z0-9_+]{2,200}", path):
        path = f"{path}/new"
    query = f"{parts.query}&" if "/search" in path and parts.query else ""
    return f"{_SITE}{path}.json?{query}raw_json=1&limit={500 if '/comments/' in path else 100}"


def read_listing(found: Any) -> list[RawThread] | None:
    """Return the threads of decoded JSON, None where it is not of Reddit's form."""
    listings = found if isinstance(found, list) else [found]
    if not listings or not all(_is_listing(each) for each in listings):
        return None
    threads: dict[str, RawThread] = {}
    for listing in listings:
        for kind, data in _children(listing):
            if kind == "t3":
                threads.setdefault(_name(data, "t3"), _opening(data))
            elif kind == "t1":
                # A thread's own answers follow its opening post; others name their thread.
                link = str(data.get("link_id") or next(iter(threads), ""))
                thread = threads.setdefault(link, _unopened(data))
                thread.posts += _answers(kind, data, opening=link)
    return list(threads.values())


def read_dump(found: Any) -> list[RawThread] | None:
    """Return the threads of posts as archives of Reddit keep them, one object after another.

    None where a list is of another form.  Such objects are what listings hold, without their kind.
    """
    posts = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    kinds = [_kind(each) for each in posts]
    if not posts or not all(kinds[:20]):
        return None
    children = [{"kind": kind, "data": each} for kind, each in zip(kinds, posts, strict=True)]
    # Openings first, so that answers find their thread, whatever the order of the archive.
    children.sort(key=lambda child: child["kind"] != "t3")
    return read_listing({"kind": "Listing", "data": {"children": children}})


def _kind(data: dict[str, Any]) -> str:
    """Return whether an object is an opening post of Reddit (t3), an answer (t1), or neither."""
    if "subreddit" not in data or "created_utc" not in data:
        return ""
    if "link_id" in data and "body" in data:
        return "t1"
    return "t3" if "title" in data and ("selftext" in data or "permalink" in data) else ""


def _is_listing(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.get("kind") == "Listing"
        and isinstance(value.get("data"), dict)
    )


def _children(listing: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    children = listing["data"].get("children")
    for child in children if isinstance(children, list) else ():
        if isinstance(child, dict) and isinstance(child.get("data"), dict):
            yield str(child.get("kind")), child["data"]


def _name(data: dict[str, Any], kind: str) -> str:
    return _text(data.get("name")) or f"{kind}_{_text(data.get('id'))}"


def _opening(data: dict[str, Any]) -> RawThread:
    prefixed = _text(data.get("subreddit_name_prefixed"))
    subreddit = _text(data.get("subreddit"))
    state: PostState = "removed" if data.get("removed_by_category") in _REMOVERS else "kept"
    if data.get("removed_by_category") in ("deleted", "author"):
        state = "deleted"
    post = RawPost(
        key=_name(data, "t3"),
        author=_text(data.get("author")),
        at=data.get("created_utc", data.get("created")),
        text=_text(data.get("selftext")),
        form="markdown",
        score=data.get("score"),
        depth=0,
        state=state,
    )
    return RawThread(
        title=html.unescape(_text(data.get("title"))),
        url=web_address(_text(data.get("permalink")), _SITE) if data.get("permalink") else None,
        place=prefixed or (f"r/{subreddit}" if subreddit else None),
        posts=[post],
        comments=data.get("num_comments"),
    )


def _unopened(data: dict[str, Any]) -> RawThread:
    """Return the thread that an answer names, whose opening post is not there."""
    subreddit = _text(data.get("subreddit"))
    link = _text(data.get("link_permalink")) or _text(data.get("permalink"))
    return RawThread(
        title=html.unescape(_text(data.get("link_title"))),
        url=web_address(link, _SITE) if link else None,
        place=f"r/{subreddit}" if subreddit else None,
        comments=data.get("num_comments"),
    )


def _answers(kind: str, data: dict[str, Any], *, opening: str) -> Iterator[RawPost]:
    """Yield an answer and those below it, in the order of reading, without recursion."""
    stack = [(kind, data, 1, opening)]
    while stack:
        kind, data, depth, parent = stack.pop()
        if kind != "t1" or depth > DEEPEST_ANSWER:
            continue
        key = _name(data, "t1")
        yield RawPost(
            key=key,
            author=_text(data.get("author")),
            at=data.get("created_utc", data.get("created")),
            text=_text(data.get("body")),
            form="markdown",
            score=None if data.get("score_hidden") else data.get("score"),
            depth=depth,
            parent=_text(data.get("parent_id")) or parent or None,
        )
        replies = data.get("replies")
        below = list(_children(replies)) if _is_listing(replies) else []  # type: ignore[arg-type]
        stack += [(each, more, depth + 1, key) for each, more in reversed(below)]


def read_rss(feed: Feed) -> list[RawThread] | None:
    """Return the threads of one of Reddit's feeds, None for a feed of another site.

    The feed of a thread tells no parents: all answers are to the opening post.
    """
    if not any(re.match(r"t[13]_", item.key) for item in feed.items):
        return None
    threads: dict[str, RawThread] = {}
    for item in feed.items:
        found = _PATH.search(urlsplit(item.url or "").path)
        number = found[2] if found and found[2] else item.key.partition("_")[2]
        place = f"r/{found[1]}" if found else None
        thread = threads.setdefault(f"t3_{number}", RawThread("", place=place))
        if item.key.startswith("t3_"):
            thread.title, thread.url = item.title, item.url
            thread.posts.insert(0, _post(item, depth=0, parent=None))
        else:
            # `/u/somebody on The title of the thread`
            thread.title = thread.title or item.title.partition(" on ")[2] or feed.title
            thread.url = thread.url or item.url
            thread.posts.append(_post(item, depth=1, parent=f"t3_{number}"))
    return list(threads.values())


def _post(item: Item, *, depth: int, parent: str | None) -> RawPost:
    text = _SUBMITTED.sub("", re.sub(r"<!--.{0,20}?-->", "", item.full_html or item.summary))
    at = item.published.timestamp() if item.published else None
    return RawPost(
        item.key,
        item.author or "",
        at,
        _without_signature(text),
        "html",
        depth=depth,
        parent=parent,
    )


def _without_signature(text: str) -> str:
    """Return the HTML of a post without `submitted by … [link] [comments]` below it."""
    return text.partition("submitted by <a")[0].partition("&#32; submitted by")[0]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
