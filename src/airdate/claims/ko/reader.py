"""Document → claims: the one place where the parts of the Korean reader meet."""

from __future__ import annotations

from datetime import date

from airdate.claims.catalogue import Catalogue
from airdate.claims.ko import cast, days, details, milestones
from airdate.claims.ko.context import Context
from airdate.claims.ko.sources import Sources
from airdate.claims.ko.subjects import Subjects
from airdate.model import Claim, Document


def read(document: Document, *, anchor: date, catalogue: Catalogue | None = None) -> list[Claim]:
    """Return every claim of a document in Korean.

    anchor: the day from which 다음 달 is counted.  catalogue: known titles and their other names.
    """
    subjects = Subjects.of(document, catalogue=catalogue)
    context = Context(document, anchor, subjects, Sources(document), days.times(document, anchor))
    return [*milestones.read(context), *cast.read(context), *details.read(context)]
