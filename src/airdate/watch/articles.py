"""One errand: an article that a place named is fetched and read, or why it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from airdate import confinement
from airdate.errors import SourceError
from airdate.ledger.office.places import Errand, Host, Place
from airdate.model import Document, Reading, Thread, Unreadable
from airdate.watch.means import Had, Means, ask, outcome_of_error
from airdate.watch.outcomes import Answer, Outcome
from airdate.watch.reading import documents_of, judge
from airdate.watch.relevance import Gate

_FEWEST_LETTERS = 80
"""Of what a place itself says of an article, to stand for it: a sentence."""


@dataclass(frozen=True, slots=True)
class Task:
    """An article to be read: the errand, who named it, what its host wants."""

    errand: Errand
    place: Place
    host: Host | None


def read_article(task: Task, means: Means) -> Answer:
    """Return what an article says, where it is about what is followed."""
    had = _had(task, means)
    if isinstance(had, Answer):
        return _instead(had, task, means) if had.outcome.final else had
    try:
        threads = _threads(had, task, means)
        answer = _judged(_documents(had, task, means, threads=threads), task, means)
        answer = replace(answer, talk=threads)
    except SourceError as error:
        answer = Answer(outcome_of_error(error), error.problem)
    answer = replace(answer, status=had.visit.status, bytes=len(had.page.data), host=had.host)
    return _instead(answer, task, means) if answer.outcome is Outcome.UNREADABLE else answer


def _had(task: Task, means: Means) -> Had | Answer:
    from airdate.documents.fetch import ANYTEXT, ARTICLES

    address, accept = task.errand.address, ARTICLES
    if task.errand.bears.get("thread"):
        from airdate.documents.places import thread_address

        address, accept = thread_address(address), ANYTEXT
    return ask(task.place, task.host, means, address=address, accept=accept)


def _threads(had: Had, task: Task, means: Means) -> tuple[Thread, ...]:
    """Return the conversation that was asked for, none where it was an article."""
    from airdate.documents.places import read_threads

    if not task.errand.bears.get("thread"):
        return ()
    data, url = had.page.data, task.errand.address
    return confinement.call(read_threads, data, url=url, now=means.now(), secret=means.authors)


def _documents(
    had: Had, task: Task, means: Means, *, threads: tuple[Thread, ...]
) -> Iterator[Document | Unreadable]:
    if threads:
        from airdate.documents.places import read_thread_document

        yield from map(read_thread_document, threads)
        return
    for found in documents_of(had.page, now=means.now()):
        yield found if isinstance(found, Unreadable) else _dated(found, task.errand, means.now())


def _dated(document: Document, errand: Errand, now: datetime) -> Document:
    """Return the document with the day that its place gives it, where it bears none itself."""
    day = _day(errand, now)
    if document.published or day is None:
        return document
    return replace(document, published=day, published_basis="header")


def _day(errand: Errand, now: datetime) -> date | None:
    stated = errand.bears.get("published")
    try:
        day = datetime.fromisoformat(stated).date() if stated else None
    except (TypeError, ValueError):
        return None
    return day if day and day <= now.date() else None


def _judged(found: Iterator[Document | Unreadable], task: Task, means: Means) -> Answer:
    gate = means.gate_of(task.place)
    readings: list[Reading] = []
    reasons: list[str] = []
    unread = False
    for document in found:
        judged = judge(document, gate=gate, now=means.now(), catalogue=means.catalogue)
        unread = unread or judged.unreadable
        if judged.reading:
            readings.append(judged.reading)
        else:
            reasons.append(judged.why)
    if readings:
        return _read(task, readings)
    why = reasons[0] if reasons else "there is nothing to read"
    if unread or not reasons:
        return Answer(Outcome.UNREADABLE, why)
    return _let_go(task, why)


def _read(task: Task, readings: list[Reading], reason: str = "") -> Answer:
    return Answer(
        Outcome.READ,
        reason,
        items=len(readings),
        fresh=len(readings),
        readings=tuple(readings),
        read=(task.errand.key,),
    )


def _let_go(task: Task, why: str) -> Answer:
    example = f"{task.errand.heading[:100]}: {why}"
    return Answer(
        Outcome.LET_GO,
        items=1,
        fresh=1,
        let_go=1,
        examples=(example,),
        read=(task.errand.key,),
    )


def _instead(answer: Answer, task: Task, means: Means) -> Answer:
    """Return what the place's own words say, where the article cannot be had or read."""
    document = _own_words(task, means.now())
    gate: Gate = means.gate_of(task.place)
    if document is None or (not gate.open and gate.about(document.text) is None):
        return answer
    judged = judge(document, gate=gate, now=means.now(), catalogue=means.catalogue)
    if judged.reading is None:
        return answer
    reason = f"{answer.reason}; what the place says of it is read instead"
    read = _read(task, [judged.reading], reason)
    return replace(read, status=answer.status, bytes=answer.bytes, host=answer.host)


def _own_words(task: Task, now: datetime) -> Document | None:
    from airdate.documents import compose, language_of
    from airdate.documents.heads import outlet_of

    errand = task.errand
    if len(errand.words) < _FEWEST_LETTERS:
        return None
    day = _day(errand, now)
    return compose(
        errand.heading,
        [errand.words],
        outlet=outlet_of(errand.address),
        url=errand.address,
        published=day,
        published_basis="header" if day else "unknown",
        language=language_of(f"{errand.heading} {errand.words}"),
    )
