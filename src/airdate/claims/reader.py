"""Document → Reading: the one place where the parts of the reader meet."""

from __future__ import annotations

from datetime import date

from airdate import dates
from airdate.claims import cast, details, languages, milestones
from airdate.claims.attribution import credits
from airdate.claims.catalogue import Catalogue
from airdate.claims.context import Context
from airdate.claims.titles import subjects
from airdate.claims.version import reader_version
from airdate.model import Claim, Document, Reading

READER = reader_version("weights-1")
# ISO 639-1 codes of the languages whose claims are read.
LANGUAGES = languages.codes()


def read(document: Document, *, anchor: date, catalogue: Catalogue | None = None) -> Reading:
    """Return every claim of a document, by position, read by the pack of its language.

    anchor: the day from which "next month" is counted: the document's, or the day it was met.
    catalogue: known titles and their other names. Those that the text has make another reader of
    it, so that a text is read anew once somebody tells what a name in it stands for.
    """
    known = (catalogue or Catalogue()).within(document.text)
    found = languages.pack(document.language)(document, anchor=anchor, catalogue=known)
    reader = f"{READER}+names-{known.digest}" if known.digest else READER
    return Reading(document, reader, tuple(sorted(found, key=lambda c: (c.start, c.end))))


def english(document: Document, *, anchor: date, catalogue: Catalogue | None = None) -> list[Claim]:
    """Return every claim of a document in English."""
    about = subjects(document, catalogue=catalogue)
    credited = credits(document)
    times = dates.tag(document.text, anchor, language=document.language)
    context = Context(document, anchor, about, credited, times)
    return [
        *milestones.read(context),
        *cast.read(document, subjects=about, credits=credited),
        *details.read(document, subjects=about, credits=credited, anchor=anchor),
    ]
