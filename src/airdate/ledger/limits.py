"""Makes sure that values can be kept: whole characters, titles with something in them, seasons.

What is refused on the way in is refused in an import too, so that every export can be restored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from airdate.errors import UsageError
from airdate.ledger.rows import claim_row
from airdate.model import Claim, Reading

LAST_SEASON = 999

_SHOWN = 60
"""Characters of a refused value that are shown."""


def check_words(row: Mapping[str, Any]) -> None:
    """Raise ValueError where a text of a row has half a character (a lone surrogate)."""
    for name, value in row.items():
        if isinstance(value, str) and not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError as error:
                raise ValueError(
                    f"the field {name!r} has a character that is none: "
                    f"{value[error.start]!r} at {error.start + 1}"
                ) from None


def check_subject(row: Mapping[str, Any]) -> None:
    """Raise ValueError where the title of a row is empty, or its season is none of 0..999."""
    title, season = row["title"], row["season"]
    if not title.strip():
        raise ValueError("the field 'title' is empty")
    check_season(season)


def check_season(season: int | None) -> None:
    """Raise ValueError where a season is none of 0..999 (None: the work as a whole)."""
    if season is not None and not 0 <= season <= LAST_SEASON:
        raise ValueError(f"a season is 0..{LAST_SEASON}, not {season!s:.{_SHOWN}}")


def check_claim(claim: Claim) -> None:
    """Raise UsageError where a claim has values that cannot be kept."""
    row = claim_row(claim)
    try:
        check_words(row)
        check_subject(row)
    except ValueError as error:
        raise _unfit(f"The claim on {claim.subject.title!r:.{_SHOWN}}", error) from error


def check_texts(what: str, **texts: str | None) -> None:
    """Raise UsageError where a text has half a character. what: begins the sentence."""
    try:
        check_words(texts)
    except ValueError as error:
        raise _unfit(what, error) from error


def check_reading(reading: Reading) -> None:
    """Raise UsageError where a reading has values that cannot be kept."""
    document = reading.document
    check_texts(
        f"The document {(document.url or document.name or document.heading)!r:.{_SHOWN}}",
        text=document.text,
        heading=document.heading,
        outlet=document.outlet,
        url=document.url,
        published_basis=document.published_basis,
        language=document.language,
        name=document.name,
        reader=reading.reader,
    )
    for claim in reading.claims:
        check_claim(claim)


def _unfit(what: str, error: ValueError) -> UsageError:
    return UsageError(
        f"{what} cannot be recorded: {error}.", "Nothing of it was recorded. Mend the value."
    )
