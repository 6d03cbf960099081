"""An installment in the words of schema.org."""

from __future__ import annotations

from typing import Any

from airdate.model import Brief, CreditBelief, CreditKind, Profile, Status
from airdate.publish.due import Due
from airdate.publish.text import safe

_ON_SCREEN = (CreditKind.RETURNING, CreditKind.NEW, CreditKind.CAST)
_SURE = 0.5


def linked(brief: Brief, *, url: str, due: Due | None, profile: Profile) -> dict[str, Any]:
    """Return what a brief is about; a window of days is told as one, never as a date.

    What has no season number is a Movie where reports call it a film, else a TVSeries.
    """
    installment = brief.installment
    whole = "Movie" if profile.kind == "film" else "TVSeries"
    about: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": whole if installment.season is None else "TVSeason",
        "name": safe(str(installment)),
        "url": url,
        "description": safe(brief.headline.text),
    }
    if installment.season is not None:
        about["seasonNumber"] = installment.season
        about["partOfSeries"] = {"@type": "TVSeries", "name": safe(installment.title)}
    if profile.genre:
        about["genre"] = safe(profile.genre)
    if profile.country:
        about["countryOfOrigin"] = {"@type": "Country", "name": safe(profile.country)}
    if people := [_person(c) for c in brief.timeline.credits if _told(c, _ON_SCREEN)]:
        about["actor"] = people
    directors = (CreditKind.DIRECTOR,)
    if people := [_person(c) for c in brief.timeline.credits if _told(c, directors)]:
        about["director"] = people
    if due:
        about |= _release(due)
    return about


def _told(credit: CreditBelief, kinds: tuple[CreditKind, ...]) -> bool:
    done = credit.status is Status.DONE and credit.probability >= _SURE
    return done and credit.kind in kinds


def _person(credit: CreditBelief) -> dict[str, str]:
    return {"@type": "Person", "name": safe(credit.person)}


def _release(due: Due) -> dict[str, Any]:
    event: dict[str, Any] = {"@type": "PublicationEvent", "name": "Release"}
    if due.certainty == "window":
        event["temporalCoverage"] = f"{due.first}/{due.last}"
        percent = round(due.probability * 100)
        event["description"] = f"The date is not confirmed: {percent} % likely in these days."
        return {"releasedEvent": event}
    event["startDate"], event["endDate"] = due.first.isoformat(), due.last.isoformat()
    found: dict[str, Any] = {"releasedEvent": event}
    if due.certainty == "out":
        found["datePublished"] = due.first.isoformat()
    return found
