"""A message in each of its forms: subject, text, HTML, chat and JSON. Pure.

What comes from documents (titles, outlets, sentences) may be hostile. Control characters and those
that turn the direction of writing are dropped everywhere; HTML is escaped; in chats, where each
service reads marks of its own, marks are broken up by a character without width.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from airdate.alerts.notices import Kind, Notice, Quote, notice_json
from airdate.model import Installment
from airdate.publish.text import link, safe
from airdate.wording import day_words, days_words

if TYPE_CHECKING:
    from jinja2 import Template

FORMAT = 1
"""Of the JSON body; a new number where something in it comes to mean something else."""

_SUBJECT_LETTERS = 120
_QUOTE_LETTERS = 320
_WIDTH = 78
_MARKS = re.compile(r"@(?=\S)|<(?=\S)|\](?=[(\[])|://|`(?=`)|\|(?=\|)|(?<=\w)\.(?=\w{2})")
_NO_WIDTH = "\u200b"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent in one piece.

    id: the same at every attempt.  made_at: when it was put together.  today: the day of sending
    where the reader is.  about: of which rule it is, in words.  test: nothing happened.
    """

    id: str
    notices: tuple[Notice, ...]
    made_at: datetime
    today: date
    about: str = ""
    digest: bool = False
    test: bool = False

    @property
    def subject(self) -> str:
        """One short line."""
        if self.test:
            return "airdate: a test"
        return subject_of(self.notices, today=self.today)


Group = tuple[Installment, list[Notice]]


def grouped(notices: Sequence[Notice]) -> list[Group]:
    """Return notices by installment, the one with the most important news first."""
    found: dict[tuple[str, int | None], Group] = {}
    for notice in sorted(notices, key=lambda n: (*n.order[:1], n.installment.key[0], n.order)):
        found.setdefault(notice.installment.key, (notice.installment, []))[1].append(notice)
    return list(found.values())


def headline(notice: Notice, *, today: date) -> str:
    """Return the few words above a notice; how near a release is counts from the day of reading."""
    if notice.kind is not Kind.SOON or notice.when is None or notice.when.earliest is None:
        return _line(notice.headline)
    left = (notice.when.earliest - today).days
    if left < 0:
        return "Was to be out"
    return {0: "Out today", 1: "Out tomorrow"}.get(left, f"Out in {days_words(left)}")


def subject_of(notices: Sequence[Notice], *, today: date) -> str:
    """Return a subject of at most 120 letters, on one line."""
    groups = grouped(notices)
    if not groups:
        return "airdate: nothing new"
    installment, own = groups[0]
    first = f"{_short(str(installment), 70)}: {headline(own[0], today=today)}"
    if len(groups) > 1:
        first += f"; {len(groups) - 1} more title{'s' if len(groups) > 2 else ''}"
    elif len(own) > 1:
        first += f", and {len(own) - 1} more"
    return _short(first, _SUBJECT_LETTERS)


def _line(text: str) -> str:
    """Return a text as one line without what could steer a reader's screen."""
    return " ".join(safe(text.replace("\n", " ").replace("\r", " ")).split())


def _short(text: str, most: int) -> str:
    line = _line(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


# ── text ────────────────────────────────────────────────────────────────────────────────────


def text_of(letter: Letter) -> str:
    """Return the message as plain text of 78 columns, for mail."""
    return "\n".join(_text_lines(letter)) + "\n"


def _text_lines(letter: Letter) -> Iterator[str]:
    if letter.test:
        yield from textwrap.wrap(_TEST, _WIDTH)
    for installment, notices in grouped(letter.notices):
        title = _line(str(installment))
        yield from (*textwrap.wrap(title, _WIDTH), "=" * min(len(title), _WIDTH), "")
        for notice in notices:
            yield headline(notice, today=letter.today)
            yield from textwrap.wrap(
                _line(notice.text), _WIDTH, initial_indent="  ", subsequent_indent="  "
            )
            for each in notice.quotes:
                yield from _quoted(each)
            yield ""
    yield from ("-- ", *textwrap.wrap(_footer(letter), _WIDTH))


def _quoted(each: Quote) -> Iterator[str]:
    words = f"“{_short(each.words, _QUOTE_LETTERS)}”"
    yield from textwrap.wrap(words, _WIDTH, initial_indent="    ", subsequent_indent="    ")
    yield f"    {_line(each.teller)}, {day_words(each.said_on)} [{each.claim}]"
    if url := link(each.url):
        yield f"    {url}"


_TEST = "This is a test of airdate. Nothing happened; what arrives like this, arrives."


def _footer(letter: Letter) -> str:
    if letter.test:
        return "airdate alerts test"
    return (
        f"airdate, {_line(letter.about)}. "
        "With each sentence stands its claim: airdate explain CLAIM. "
        f"Message {letter.id[:12]}: should it come twice, it is the same one."
    )


# ── chat ────────────────────────────────────────────────────────────────────────────────────


def chat_of(letter: Letter, *, most: int) -> str:
    """Return the message for a chat or a push, with sentences as far as `most` letters allow.

    most: what the service takes at once; a message that is longer all the same is sent in parts.
    """
    if letter.test:
        return _TEST
    for quotes in (2, 1):
        text = _chat(letter, quotes=quotes)
        if len(text) <= most:
            return text
    return _chat(letter, quotes=0)


def _chat(letter: Letter, *, quotes: int) -> str:
    lines: list[str] = []
    for installment, notices in grouped(letter.notices):
        lines += [*([""] if lines else []), defused(str(installment))]
        for notice in notices:
            lines.append(
                f"• {defused(headline(notice, today=letter.today))}: {defused(notice.text)}"
            )
            for each in notice.quotes[:quotes]:
                lines.append(f"   “{defused(_short(each.words, 200))}”")
            if notice.quotes and (url := _chat_link(notice.quotes[0].url)):
                lines.append(f"   {url}")
    return "\n".join(lines)


def defused(text: str) -> str:
    """Return words that mean no more in a chat than they say: no mention, link or code.

    Broken up are `@name`, `<...>`, `](`, `://`, doubled back-quotes and bars, and what looks like a
    host's name; the words look as before.
    """
    return _MARKS.sub(lambda match: match[0] + _NO_WIDTH, _line(text))


def _chat_link(url: str | None) -> str | None:
    found = link(url)
    return quote(found, safe=":/?#[]!$&'()+,;=%-._~") if found else None


# ── HTML ────────────────────────────────────────────────────────────────────────────────────


def html_of(letter: Letter) -> str:
    """Return the message as a whole HTML document that loads nothing."""
    groups = [
        (
            _line(str(installment)),
            [(headline(notice, today=letter.today), notice) for notice in notices],
        )
        for installment, notices in grouped(letter.notices)
    ]
    return _template().render(
        letter=letter,
        groups=groups,
        footer=_footer(letter),
        test=_TEST if letter.test else "",
        quote_letters=_QUOTE_LETTERS,
        weighty={Kind.CANCELLED, Kind.RELEASED, Kind.DATE, Kind.SOON},
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("airdate.alerts"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"line": _line, "day": day_words, "link": link, "short": _short}
    return environment.get_template("mail.html")


# ── JSON ────────────────────────────────────────────────────────────────────────────────────


def json_of(letter: Letter) -> bytes:
    """Return the body of a webhook, in UTF-8; described in docs/alerts.md."""
    body: dict[str, Any] = {
        "format": FORMAT,
        "type": "test" if letter.test else "digest" if letter.digest else "alert",
        "id": letter.id,
        "made_at": letter.made_at.isoformat(),
        "subject": letter.subject,
        "text": text_of(letter),
        "notices": [notice_json(n) for _, own in grouped(letter.notices) for n in own],
    }
    # Half a character, which a document may hold, has no UTF-8.
    text = json.dumps(body, ensure_ascii=False)
    return text.encode("utf-8", errors="replace")
