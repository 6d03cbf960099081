"""What is new on a page since it was last seen, past advertisements, dates and counters."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from airdate.model import Document, Unreadable

# Hexadecimal digits of a mark: at 20,000 sentences two share one once in a million pages.
_DIGITS = 12
# Letters of a sentence that can be news; shorter lines are labels, names of authors, buttons.
_FEWEST_LETTERS = 12
_UNIT = r"(?:second|minute|hour|day|week|month|year|sec|min|hr|[smhdwy])s?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,7}\.?"
_DAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?(?:"
    rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}}|"
    r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
)
_CLOCK = r"(?:,? (?:at )?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?(?: ?[a-z]{2,4}\b)?)?"
# Of bounded length, and never begun within another: pages of nothing but digits take no longer.
_NUMBER = r"(?<![\d.,])\d[\d.,]{0,15}"
# What changes from visit to visit and says nothing about a production. The day of a sentence such
# as `It opens on March 4, 2027` stays: only days that stand alone or behind `Updated` go.
_PASSING = re.compile(
    rf"\b(?:an?|{_NUMBER}) ?{_UNIT} ago\b|"
    r"\b(?:just now|today|yesterday) at \d{1,2}(?:[:.]\d\d){0,2}(?: ?[ap]m)?|"
    rf"\b(?:last )?(?:updated|published|posted|modified|as of)(?: on| at)?:? {_DAY}{_CLOCK}|"
    rf"^{_DAY}{_CLOCK}$|"
    rf"{_NUMBER} ?[km]? (?:comments?|views?|shares?|likes?|reads?|votes?|replies|readers?|"
    r"reactions?|followers?|subscribers?|people|users?|members?|online)\b|"
    r"\b\d{1,3} ?min(?:ute)?s? read\b|(?:©|\(c\)|copyright) ?\d{4}(?: ?[-–] ?\d{4})?"
)
_NOTICES = re.compile(
    r"advertise?ment|sponsored(?: content)?|promoted|story continues below.*|"
    r"(?:sign up|subscribe|log in|read more|related|trending|most popular|recommended)\b.{0,60}|"
    r"we (?:may|might) earn .{0,80}|.{0,80}\b(?:cookies?|newsletter)\b.{0,80}"
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The main text of a page, so that two visits can be compared.

    key: the same where nothing that matters has changed, whatever the order.  marks: one short hash
    a sentence, in the order of the text, empty for what is no news: what to keep of a visit,
    instead of its words.
    """

    document: Document
    key: str
    marks: tuple[str, ...]


def take_snapshot(
    data: bytes, *, url: str, now: datetime, charset: str | None = None
) -> Snapshot | Unreadable:
    """Return the snapshot of a page."""
    from airdate.documents.page import extract

    found = extract(data, url=url, today=now.date(), charset=charset)
    return found if isinstance(found, Unreadable) else snapshot_of(found)


def snapshot_of(document: Document) -> Snapshot:
    """Return the snapshot of a document."""
    words = (document.words_of(sentence.number) for sentence in document.sentences)
    marks = tuple(map(_mark, words))
    text = "\n".join(sorted({mark for mark in marks if mark}))
    return Snapshot(document, hashlib.sha256(text.encode()).hexdigest(), marks)


def added(before: Collection[str], after: Snapshot) -> tuple[int, ...]:
    """Return the numbers of the sentences that were not there before (`marks` of that visit)."""
    known = frozenset(before)
    return tuple(n for n, mark in enumerate(after.marks) if mark and mark not in known)


def _mark(sentence: str) -> str:
    """Return the hash of a sentence without what passes, empty where nothing is left to say."""
    folded = " ".join(unicodedata.normalize("NFKC", sentence).casefold().split())
    bare = _PASSING.sub(" ", folded)
    words = re.findall(r"\w+", bare)
    letters = sum(2 if c > "\u2e80" else 1 for word in words for c in word if c.isalpha())
    if letters < _FEWEST_LETTERS or _NOTICES.fullmatch(bare.strip(" .:!…")):
        return ""
    return hashlib.sha256(" ".join(words).encode("utf-8", "replace")).hexdigest()[:_DIGITS]
