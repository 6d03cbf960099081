"""Comments as JSON: the YouTube Data API, yt-dlp, Discourse, Hacker News, and lists of posts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from airdate.documents.places.addresses import web_address
from airdate.documents.places.limits import DEEPEST_ANSWER, LONGEST_KEY
from airdate.documents.places.posts import RawPost, content_key
from airdate.documents.places.thread_reddit import RawThread

_VIDEO = re.compile(r"[\w-]{6,20}")
_AUTHORS = ("author", "user", "username", "user_name", "name", "by", "authorDisplayName")
_DAYS = (
    "date",
    "created_utc",
    "created_at",
    "created",
    "posted_at",
    "published",
    "publishedAt",
    "published_at",
    "timestamp",
    "time",
)
_TEXTS = ("text", "body", "content", "comment", "message", "selftext", "textOriginal")
_SCORES = ("score", "likes", "like_count", "likeCount", "points", "ups", "votes")
_BELOW = ("replies", "children", "comments", "posts")
_PARENTS = ("parent", "parent_id", "parentId", "reply_to", "in_reply_to")
_KEYS = ("id", "key", "name_id", "comment_id")


def read_comments(found: Any) -> RawThread | None:
    """Return the thread of decoded JSON, None where it is of none of these forms."""
    if isinstance(found, list):
        return _listed(found)
    if not isinstance(found, dict):
        return None
    if str(found.get("kind", "")).startswith("youtube#"):
        items = found.get("items")
        return _video(items if isinstance(items, list) else [found])
    if isinstance(found.get("post_stream"), dict):
        return _discourse(found)
    if "webpage_url" in found and isinstance(found.get("comments"), list):
        return _downloaded(found)
    if any(isinstance(found.get(name), list) for name in _BELOW) and _names_posts(found):
        return _wrapped(found)
    return _listed([found]) if is_post(found) else None


def _listed(items: list[Any]) -> RawThread | None:
    """Return the thread of a list: video comments, or posts of which the first is the opening."""
    if any(isinstance(each, dict) and "youtube#" in str(each.get("kind")) for each in items[:5]):
        return _video(items)
    posts = [each for each in items if isinstance(each, dict)]
    if not any(map(is_post, posts[:20])):
        return None
    title = _first(posts[0], ("title", "subject"))
    thread = RawThread(_text(title), url=web_address(_text(_first(posts[0], ("url", "link")))))
    place = _text(_first(posts[0], ("place", "subreddit", "forum", "channel")))
    thread.place = place or None
    thread.posts = list(_walk(posts, opened=False))
    return thread


def is_post(found: Any) -> bool:
    """Return whether an object looks like a post: it has words, and an author or a day."""
    if not isinstance(found, dict) or "paragraphs" in found or "heading" in found:
        return False
    has_text = isinstance(_first(found, _TEXTS), str)
    return has_text and (_first(found, _AUTHORS) is not None or _first(found, _DAYS) is not None)


def _names_posts(found: dict[str, Any]) -> bool:
    below = next(found[name] for name in _BELOW if isinstance(found.get(name), list))
    return any(map(is_post, below[:20])) or is_post(found)


def _wrapped(found: dict[str, Any]) -> RawThread:
    """Return the thread of an object that holds its posts, and may be the opening one itself."""
    title = _text(_first(found, ("title", "subject")))
    thread = RawThread(
        title,
        url=web_address(_text(_first(found, ("permalink", "url", "link")))),
        place=_text(_first(found, ("place", "subreddit", "forum", "channel"))) or None,
    )
    if found.get("type") == "story":  # Hacker News: its `url` is of the article that is spoken of
        thread.url = f"https://news.ycombinator.com/item?id={_key_of(found)}"
    opens = is_post(found) or (title and _author(found))
    below: list[Any] = next(found[name] for name in _BELOW if isinstance(found.get(name), list))
    thread.posts = list(_walk([found] if opens else below, opened=False))
    return thread


def _walk(posts: list[Any], *, opened: bool) -> Iterator[RawPost]:
    """Yield posts and those below them in the order of reading; the first of all opens the thread.

    opened: whether the opening post was told already.
    """
    first = None if opened else _key_of(posts[0])
    stack: list[tuple[Any, int, str | None]] = [(each, 1, first) for each in reversed(posts)]
    is_opening = not opened
    while stack:
        found, depth, parent = stack.pop()
        if not isinstance(found, dict) or depth > DEEPEST_ANSWER:
            continue
        key = _key_of(found)
        stated = _first(found, _PARENTS)
        above = str(stated) if isinstance(stated, str | int) and stated not in ("", "root") else ""
        depth = 0 if is_opening else max(depth, 1)
        yield RawPost(
            key,
            _author(found),
            _first(found, _DAYS),
            _text(_first(found, _TEXTS)),
            _form(found),
            _first(found, _SCORES),
            depth,
            None if is_opening else above or parent,
        )
        is_opening = False
        below = _first(found, _BELOW)
        if isinstance(below, list):
            stack += [(more, depth + 1, key) for more in reversed(below)]


def _key_of(found: Any) -> str:
    """Return a post's own key; one without is known by its day and words, not by its place."""
    if not isinstance(found, dict):
        return ""
    stated = _first(found, _KEYS)
    if isinstance(stated, str | int) and stated != "":
        return str(stated)
    return f"{_first(found, _DAYS)} {content_key(_text(_first(found, _TEXTS)))}"[:LONGEST_KEY]


def _author(found: dict[str, Any]) -> str:
    value = _first(found, _AUTHORS)
    if isinstance(value, dict):
        value = _first(value, ("name", "username", "login", "displayName"))
    return _text(value)


def _form(found: dict[str, Any]) -> str:
    """Return how the words of a post are written: HTML where its tags say so."""
    return "html" if re.search(r"<(?:p|br|a|i|b)\b|</", _text(_first(found, _TEXTS))) else "plain"


def _video(items: list[Any]) -> RawThread:
    """Return the comments of a video as the YouTube Data API gives them."""
    thread = RawThread("")
    for item in items:
        snippet = item.get("snippet") if isinstance(item, dict) else None
        if not isinstance(snippet, dict):
            continue
        video = _text(snippet.get("videoId"))
        if video and not thread.url and _VIDEO.fullmatch(video):
            thread.url = f"https://www.youtube.com/watch?v={video}"
        top = snippet.get("topLevelComment")
        first = _comment(top if isinstance(top, dict) else item, depth=1)
        thread.posts.append(first)
        replies = item.get("replies")
        below = replies.get("comments") if isinstance(replies, dict) else None
        for reply in below if isinstance(below, list) else ():
            if isinstance(reply, dict):
                answer = _comment(reply, depth=2)
                answer.parent = answer.parent or first.key or None
                thread.posts.append(answer)
    return thread


def _comment(found: dict[str, Any], *, depth: int) -> RawPost:
    snippet = found.get("snippet")
    fields: dict[str, Any] = snippet if isinstance(snippet, dict) else {}
    original = _text(fields.get("textOriginal"))
    return RawPost(
        key=_key_of(found),
        author=_text(fields.get("authorDisplayName")),
        at=fields.get("publishedAt"),
        text=original or _text(fields.get("textDisplay")),
        form="plain" if original else "html",
        score=fields.get("likeCount"),
        depth=2 if fields.get("parentId") else depth,
        parent=_text(fields.get("parentId")) or None,
    )


def _downloaded(found: dict[str, Any]) -> RawThread:
    """Return the comments below a video as yt-dlp writes them into its `info.json`."""
    key = _key_of(found)
    opening = RawPost(
        key,
        _text(found.get("channel") or found.get("uploader")),
        _first(found, ("timestamp", "release_timestamp", "upload_date")),
        _text(found.get("description")),
        depth=0,
    )
    answers = []
    for each in found["comments"]:
        if isinstance(each, dict):
            parent = _text(each.get("parent"))
            nested = parent not in ("", "root")
            post = next(_walk([each], opened=True))
            post.depth, post.parent = (2, parent) if nested else (1, key)
            answers.append(post)
    return RawThread(
        _text(found.get("title") or found.get("fulltitle")),
        url=web_address(_text(found.get("webpage_url"))),
        place=_text(found.get("channel") or found.get("uploader")) or None,
        posts=[opening, *answers],
        comments=found.get("comment_count"),
    )


def _discourse(found: dict[str, Any]) -> RawThread:
    """Return a topic of a Discourse forum, as the `.json` of its address gives it."""
    stream = found["post_stream"].get("posts")
    thread = RawThread(_text(found.get("title")), comments=found.get("posts_count"))
    for each in stream if isinstance(stream, list) else ():
        if isinstance(each, dict):
            number, answered = each.get("post_number"), each.get("reply_to_post_number")
            thread.posts.append(
                RawPost(
                    key=f"post {number}",
                    author=_text(each.get("username")),
                    at=each.get("created_at"),
                    text=_text(each.get("cooked")),
                    form="html",
                    score=_likes(each),
                    depth=0 if number == 1 else 2 if answered else 1,
                    parent=None if number == 1 else f"post {answered or 1}",
                )
            )
    return thread


def _likes(post: dict[str, Any]) -> object:
    """Return the likes of a post in a Discourse forum, which counts them as action number two."""
    actions = post.get("actions_summary")
    kinds = actions if isinstance(actions, list) else ()
    likes = (a.get("count", 0) for a in kinds if isinstance(a, dict) and a.get("id") == 2)
    return next(likes, None)


def _first(found: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((found[name] for name in names if found.get(name) is not None), None)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
