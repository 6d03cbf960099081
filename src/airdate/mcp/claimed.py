"""One claim as a line with its sentence, as it is weighed on a day."""

from __future__ import annotations

from airdate.brief.outlook import report_words
from airdate.brief.wording import CREDIT_NAMES
from airdate.errors import UnknownReference
from airdate.library.desk import Dossier, Library, When
from airdate.mcp.asking import chosen
from airdate.model import Credit, Detail, Entry, Line, Milestone, Status, Weighed


def claim_line(library: Library, prefix: str, when: When) -> tuple[Line, Dossier]:
    """Return a claim, by the beginning of its number, as a line; and the dossier of its title.

    Raises: UnknownReference where there is none, or it was said after the day.
    """
    with library.pool.reading() as ledger:
        entry = ledger.entry(prefix)
    if entry.said_on > when.as_of:
        raise UnknownReference(
            f"The claim {entry.id} was said after as_of={when.as_of}.",
            f"Ask with as_of={entry.said_on} or later.",
        )
    subject = entry.claim.subject
    listing = next(
        (item for item in library.listings(when) if item.installment.key == subject.key), None
    ) or chosen(library, subject.title, subject.season, when)
    dossier = library.dossier(listing, when)
    weighed = _weighed(entry, dossier, when)
    line = Line(ref=entry.id, text=_words(weighed), claims=(weighed,), notes=_notes(weighed))
    return line, dossier


def _weighed(entry: Entry, dossier: Dossier, when: When) -> Weighed:
    """Return the claim as it counts in its title's timeline, else as it would alone."""
    from airdate.sources import weigh

    for weighed in dossier.timeline.weighed:
        if weighed.entry.id == entry.id:
            return weighed
    return weigh([entry], as_of=when.as_of)[0]


def _words(weighed: Weighed) -> str:
    claim = weighed.entry.claim
    match claim.statement:
        case Milestone():
            return f"{report_words(weighed)}."
        case Credit(person=person, kind=kind, character=character):
            part = f" as {character}" if character else ""
            hedge = "" if claim.status is Status.DONE else f", {claim.status}"
            return f"{CREDIT_NAMES[kind]}: {person}{part}{hedge}."
        case Detail(topic=topic, words=words):
            return f"{topic.capitalize()}: “{words}”."


def _notes(weighed: Weighed) -> tuple[str, ...]:
    judgement = weighed.entry.judgement
    if judgement is None:
        return ()
    return (f"A person {judgement.verdict} this claim: {judgement.reason}",)
