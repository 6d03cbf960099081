"""Document → Reading: the one place where the parts of the reader meet."""

from __future__ import annotations

from datetime import date

from airdate import dates
from airdate.claims import milestones
from airdate.claims.attribution import credits
from airdate.claims.catalogue import Catalogue
from airdate.claims.titles import subjects
from airdate.model import Claim, Document, Reading

READER = "rules-1"


def read(document: Document, *, anchor: date, catalogue: Catalogue | None = None) -> Reading:
    """Return every claim of a document, by position.

    anchor: the day from which "next month" is counted: the document's, or the day it was met.
    catalogue: known titles and their other names.
    """
    about = subjects(document, catalogue=catalogue)
    credited = credits(document)
    times = dates.tag(document.text, anchor, language=document.language)
    context = milestones.Context(document, anchor, about, credited, times)
    found: list[Claim] = milestones.read(context)
    return Reading(document, READER, tuple(sorted(found, key=lambda c: (c.start, c.end))))
