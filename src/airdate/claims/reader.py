"""Document → Reading: the one place where the parts of the reader meet."""

from __future__ import annotations

import re
from datetime import date

from airdate import dates
from airdate.claims import cast, details, jests, languages, milestones
from airdate.claims.attribution import credits
from airdate.claims.catalogue import Catalogue
from airdate.claims.context import Context
from airdate.claims.excerpt import excerpt
from airdate.claims.seen import seen
from airdate.claims.titles import subjects
from airdate.claims.version import reader_version
from airdate.model import Claim, Document, Reading

READER = reader_version("weights-1")
# ISO 639-1 codes of the languages whose claims are read.
LANGUAGES = languages.codes()


# Below such a heading stand addresses and days of other texts, which are no claims of this one.
_REFERENCES = re.compile(
    r"\W*(?:sources|references|bibliography|works cited|further reading"
    r"|출처|참고 ?(?:자료|문헌))\W*",
    re.IGNORECASE,
)


def read(
    document: Document, *, anchor: date, catalogue: Catalogue | None = None, gated: bool = False
) -> Reading:
    """Return every claim of a document, by position, read by the pack of its language.

    anchor: the day from which "next month" is counted: the document's, or the day it was met.
    catalogue: known titles and their other names. Those that the text has make another reader of
    it, so that a text is read anew once somebody tells what a name in it stands for.
    gated: for the news at large, of which most tells of no production: what is not near words on
    one is left out (`claims.seen`), and the same claims are found many times as fast.
    """
    known = (catalogue or Catalogue()).within(document.text)
    numbers = seen(document) if gated and not known.names else None
    if numbers is None:
        found = languages.pack(document.language)(document, anchor=anchor, catalogue=known)
    elif not numbers:
        found = []
    else:
        part = excerpt(document, numbers)
        within = languages.pack(document.language)(part.document, anchor=anchor, catalogue=known)
        found = part.restored(within)
    found = jests.within_reach(found, anchor)
    listed = _reference_sections(document)
    if listed:
        found = [claim for claim in found if _section(document, claim) not in listed]
    reader = f"{READER}+names-{known.digest}" if known.digest else READER
    return Reading(document, reader, tuple(sorted(found, key=lambda c: (c.start, c.end))))


def _reference_sections(document: Document) -> frozenset[int]:
    """Return the numbers of the headings below which a text lists what it rests on."""
    heads = {s.section for s in document.sentences if s.section is not None}
    return frozenset(n for n in heads if _REFERENCES.fullmatch(document.words_of(n)))


def _section(document: Document, claim: Claim) -> int | None:
    return document.sentences[claim.sentence].section


def english(document: Document, *, anchor: date, catalogue: Catalogue | None = None) -> list[Claim]:
    """Return every claim of a document in English."""
    about = subjects(document, catalogue=catalogue)
    credited = credits(document)
    times = dates.tag(document.text, anchor, language=document.language)
    context = Context(document, anchor, about, credited, times)
    found = [
        *milestones.read(context),
        *cast.read(document, subjects=about, credits=credited),
        *details.read(document, subjects=about, credits=credited, anchor=anchor),
    ]
    return jests.in_earnest(document, found, about)
