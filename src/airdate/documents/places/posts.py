"""Posts of forums out of what their files say: hashed authors, bare words, what is gone."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from airdate.documents.composition import clean
from airdate.documents.places.limits import DEEPEST_ANSWER, LONGEST_KEY, LONGEST_POST, MOST_POSTS
from airdate.documents.places.markup import paragraphs_of
from airdate.documents.places.moments import read_moment
from airdate.model import Post, PostState

_NOBODY = frozenset(["", "[deleted]", "[removed]", "deleted", "anonymous", "unknown", "none"])
_DELETED = re.compile(r"\[(?:deleted|deleted by user|comment deleted)\]", re.IGNORECASE)
_REMOVED = re.compile(
    r"\[\s?(?:removed|removed by (?:reddit|moderator|mods?)|unavailable)\s?\](?:\(.{0,200}\))?",
    re.IGNORECASE,
)
_BOT_NAME = re.compile(r"(?i:auto-?moderator|.{0,60}[_-]bot|.{0,60}moderatorbot)|.{0,60}[a-z]Bot")
_BOT_WORDS = re.compile(
    r"\bI(?: am|'m|’m) (?:a|an automated) (?:bot|script)\b"
    r"|\bthis action was performed automatically|\bbeep\W{1,3}boop\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^\s{0,3}(?:>|&gt;)")
_LINKED = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,2000}(?:\s\"[^\"]{0,200}\")?\)")
_MARKS = re.compile(r"\*\*|__|~~|`|(?<!\w)[*_](?=\w)|(?<=[\w.!?])[*_](?!\w)|\^+\(?|>!|!<|^#{1,6}\s")
_BARE_LINK = re.compile(r"https?://\S+")
# Bytes: the longest key of BLAKE2b.
_LONGEST_SECRET = 64


@dataclass(slots=True)
class RawPost:
    """A post as a file writes it. at: text or epoch.  form: markdown, html or plain text."""

    key: str
    author: str
    at: object
    text: str
    form: str = "plain"
    score: object = None
    depth: int = 1
    parent: str | None = None
    state: PostState = "kept"


def make_posts(
    found: Iterable[RawPost], *, now: datetime, secret: bytes
) -> tuple[tuple[Post, ...], int]:
    """Return the posts, none twice, and how many were beyond MOST_POSTS."""
    posts: dict[str, Post] = {}
    left_out = 0
    for raw in found:
        if len(posts) >= MOST_POSTS:
            left_out += 1
            continue
        post = _post(raw, now=now, secret=secret)
        if post.key in posts or (post.state == "kept" and not post.text and post.depth):
            continue
        above = posts.get(post.parent or "")
        if above:  # some files name the post above, and set all in one row
            post = replace(post, depth=min(max(post.depth, above.depth + 1), DEEPEST_ANSWER))
        posts[post.key] = post
    return tuple(posts.values()), left_out


def _post(raw: RawPost, *, now: datetime, secret: bytes) -> Post:
    text = _words(raw.text, form=raw.form)
    state = _state(raw, text)
    posted_at = read_moment(raw.at, now=now)
    author = hash_author(raw.author, secret=secret)
    return Post(
        # The name itself is in no hash: names are few enough to be tried.
        key=_key(raw.key) or f"{author or ''} {raw.at} {content_key(text)}"[:LONGEST_KEY].strip(),
        author_hash=author,
        posted_at=posted_at,
        text="" if state in ("deleted", "removed") else text,
        score=_score(raw.score),
        depth=min(max(raw.depth, 0), DEEPEST_ANSWER),
        parent=_key(raw.parent or "") or None,
        state=state,
    )


def hash_author(name: str, *, secret: bytes) -> str | None:
    """Return a name as 32 hexadecimal digits that cannot be undone without the secret.

    None without a secret, since names are few enough to be tried, and for nobody (`[deleted]`).
    `u/Name`, `/u/name` and `@name` are one author.
    """
    bare = unicodedata.normalize("NFKC", clean(name)).casefold()
    bare = re.sub(r"^(?:/?u/|@)", "", bare)
    if not secret or bare in _NOBODY:
        return None
    key = secret if len(secret) <= _LONGEST_SECRET else hashlib.sha256(secret).digest()
    return hashlib.blake2b(bare.encode("utf-8", "replace"), key=key, digest_size=16).hexdigest()


def _state(raw: RawPost, text: str) -> PostState:
    if raw.state != "kept":
        return raw.state
    if _DELETED.fullmatch(text):
        return "deleted"
    if _REMOVED.fullmatch(text):
        return "removed"
    name = re.sub(r"^(?:/?u/|@)", "", clean(raw.author))
    return "bot" if _BOT_NAME.fullmatch(name) or _BOT_WORDS.search(text) else "kept"


def _words(text: str, *, form: str) -> str:
    """Return the words of a post, a paragraph a line, without what it quotes of others."""
    text = text[: 2 * LONGEST_POST]
    if form == "html":
        lines = [words for words, _ in paragraphs_of(_without_quotes(text))]
    elif form == "markdown":
        plain = html.unescape(text)
        lines = [_unmarked(line) for line in plain.split("\n") if not _QUOTED.match(line)]
    else:
        lines = text.split("\n")
    return "\n".join(filter(None, map(clean, lines)))[:LONGEST_POST]


def _without_quotes(text: str) -> str:
    parts = re.split(r"<(/?)(?:blockquote)\b[^<>]*>", text, flags=re.IGNORECASE)
    level, kept = 0, [parts[0]]
    for mark, words in zip(parts[1::2], parts[2::2], strict=True):
        level = max(level + (-1 if mark else 1), 0)
        kept.append("" if level else f"<p>{words}")
    return "".join(kept)


def _unmarked(line: str) -> str:
    return _MARKS.sub("", _BARE_LINK.sub(" ", _LINKED.sub(r"\1", line)))


def _score(value: object) -> int | None:
    if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,12}", value.strip()):
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if abs(value) < 10**12 else None


def _key(key: str) -> str:
    words = clean(key)
    return words if len(words) <= LONGEST_KEY else content_key(words)


def content_key(words: str) -> str:
    """Return 16 hexadecimal digits that tell a text from others, whatever its white space."""
    bare = " ".join(words.split()).encode("utf-8", "replace")
    return hashlib.sha256(bare).hexdigest()[:16]
