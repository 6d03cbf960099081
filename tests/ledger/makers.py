"""Small makers of documents and readings, and the stores that the contract suite runs on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from airdate.model import (
    Claim,
    Credit,
    CreditKind,
    DateRange,
    Document,
    Event,
    Installment,
    Milestone,
    Reading,
    Sentence,
    Status,
)

HARBOUR = Installment("Night Harbour", 2)
READER = "reader-1"


def moment(number: int) -> datetime:
    """Return one of a row of moments, an hour apart, from noon of 2 March 2026 on."""
    return datetime(2026, 3, 2, 12, tzinfo=UTC) + timedelta(hours=number)


def document(
    *sentences: str,
    outlet: str | None = "harbour-news.example",
    published: str | None = "2026-03-01",
    url: str | None = None,
    language: str = "en",
) -> Document:
    """Return a document of a heading and of paragraphs of one sentence."""
    starts = [0]
    for sentence in sentences:
        starts.append(starts[-1] + len(sentence) + 1)
    return Document(
        text="\n".join(sentences),
        heading=sentences[0],
        sentences=tuple(
            Sentence(n, start, start + len(words), n)
            for n, (start, words) in enumerate(zip(starts, sentences, strict=False))
        ),
        outlet=outlet,
        url=url or (f"https://{outlet}/1" if outlet else None),
        published=date.fromisoformat(published) if published else None,
        published_basis="page" if published else "unknown",
        language=language,
    )


def claim(
    read: Document,
    words: str,
    *,
    event: Event = Event.RELEASE,
    when: str | None = "2026-01-01/2026-12-31",
    subject: Installment = HARBOUR,
    status: Status = Status.PLANNED,
) -> Claim:
    """Return a milestone claim carried by `words` of a document."""
    start = read.text.index(words)
    sentence = next(s.number for s in read.sentences if s.start <= start < s.end)
    statement = Milestone(event, DateRange.parse(when) if when else None)
    return Claim(
        subject, statement, status, None, sentence, start, start + len(words), words, "verb", 0.9
    )


def credit(read: Document, person: str, *, subject: Installment = HARBOUR) -> Claim:
    """Return a claim that a person named in a document returns."""
    start = read.text.index(person)
    sentence = next(s.number for s in read.sentences if s.start <= start < s.end)
    statement = Credit(person, CreditKind.RETURNING, "Mira", "Salt Road")
    return Claim(subject, statement, Status.DONE, "Salt Post", sentence, start, start + len(person))


def reading(
    *sentences: str,
    words: str = "2026",
    reader: str = READER,
    subject: Installment = HARBOUR,
    outlet: str | None = "harbour-news.example",
    published: str | None = "2026-03-01",
    url: str | None = None,
) -> Reading:
    """Return the reading of a document with one claim on a release, carried by `words`."""
    texts = sentences or ("Night Harbour returns", "Season 2 arrives in 2026, its makers say.")
    read = document(*texts, outlet=outlet, published=published, url=url)
    return Reading(read, reader, (claim(read, words, subject=subject),))


def numbered(number: int, *, subject: Installment = HARBOUR) -> Reading:
    """Return one of a row of readings of documents that are not alike."""
    return reading(
        f"Report {number} on Night Harbour",
        f"Season 2 arrives in 2026, says report {number}.",
        subject=subject,
        url=f"https://harbour-news.example/{number}",
    )
