"""Check: a draft is read as an article would be and set beside the ledger; nothing is recorded.

A text or a file is checked for all who may read: a draft is bounded, one is checked at a time, and
few wait. An address is read for those alone who may write, for it makes the site ask elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from airdate.checking import Checkup, Verdict
from airdate.errors import AirdateError, Occupied, SourceError, UnknownReference, UsageError
from airdate.library.desk import When
from airdate.library.drafts import checked
from airdate.model import Reading
from airdate.publish.checkhtml import Paragraph, first_of, paragraphs
from airdate.publish.checkup import NAMES, SIGNS, checkup_json, claim_reviews, silent_words, summary
from airdate.web.access import is_forged
from airdate.web.answers import HTML, Answer, status_of
from airdate.web.asked import day_of
from airdate.web.drafts import Again, Draft
from airdate.web.pages.add import read
from airdate.web.site import Site, page, refused, rendered, told, told_plainly

LONGEST = 100_000
"""Letters of a draft: some 15,000 words, five times a long article."""

_LARGEST = 4 * LONGEST + 100_000
"""Bytes of a request that brings one: letters take up to four, and a page has its markup."""

_SHOWN = 6
"""Claims of the ledger that are listed on each side of a verdict: the rest only repeat."""

_FIELDS = ("text", "address", "heading", "published")

Sent = tuple[Mapping[str, str], Sequence[tuple[str, bytes]]]


def checking(site: Site) -> Sequence[BaseRoute]:
    """Return the routes of checking: the form, what it sends to, and what was found."""
    return (
        *page("/check", check_form, site=site),
        Route("/check", _receiver(site), methods=["POST"]),
        *page("/check/{number}", check_found, site=site),
    )


def check_form(site: Site, request: Request) -> Answer:
    """Return the form that takes a text, a file or an address."""
    return Answer("check.html", {"sent": {}, "longest": LONGEST}, {"post": "/api/v1/check"})


def check_found(site: Site, request: Request) -> Answer:
    """Return what was found in a draft. Raises: UnknownReference where it is kept no more."""
    number = request.path_params["number"]
    kept = site.drafts.numbered(number, now=site.settings.now())
    if kept is None:
        raise UnknownReference(
            "That check is kept no more.", "Checks are kept for an hour: check the draft again."
        )
    kept = _settled(site, kept, number)
    found, provisional = kept.checkup, kept.again is not None
    data: Any = checkup_json(found) | {"provisional": provisional}
    if request.query_params.get("format") == "claimreview":
        data = claim_reviews(found)
    words = _words(found, number) | {"provisional": provisional}
    waiting = {"refresh": "3"} if provisional else {}
    return Answer("checked.html", words, data, passing=True, headers=waiting)


def _settled(site: Site, kept: Draft, number: str) -> Draft:
    """Return a check, made anew where it was provisional and need not be any more."""
    if kept.again is None or site.library.provisional:
        return kept
    try:
        with site.drafts.turn():
            found = kept.again()
    except Occupied:
        return kept
    site.drafts.keep(found, now=kept.kept_at, number=number)
    return Draft(kept.kept_at, found)


def _words(found: Checkup, number: str) -> dict[str, Any]:
    marked = paragraphs(found)
    return {
        "checkup": found,
        "number": number,
        "paragraphs": marked,
        "summary": summary(found),
        "verdicts": list(_counted(found, marked)),
        "silent": silent_words(found.silent) if found.silent else "",
        "names": NAMES,
        "signs": SIGNS,
        "most": _SHOWN,
        "longest": LONGEST,
        "sent": {},
    }


def _counted(found: Checkup, marked: Sequence[Paragraph]) -> Sequence[tuple[Verdict, int, int]]:
    """Return the verdicts that occur, how often, and the number of the first finding of each."""
    return [
        (verdict, count, first_of(marked, verdict) or 1)
        for verdict in Verdict
        if (count := found.count(verdict))
    ]


# ── a draft comes in ────────────────────────────────────────────────────────────────────────


def _receiver(site: Site) -> Callable[[Request], Any]:
    async def receive(request: Request) -> Response:
        if is_forged(request):
            return told_plainly(site, request, "That form came from another site.", 403)
        if not site.access.may_read(request):
            return refused(site, request, as_json=False)
        try:
            async with request.form(max_files=1, max_fields=20, max_part_size=_LARGEST) as form:
                ours = site.access.form_is_ours(request, str(form.get("csrf", "")))
                sent = await _sent(form)
        except HTTPException:  # more parts, or larger ones, than a draft has
            return told(site, request, _too_long(), as_json=False)
        if site.access.form_secret(request) and not ours:
            return told_plainly(site, request, "That form has expired. Load its page anew.", 403)
        return await run_in_threadpool(_answered, site, request, sent)

    return receive


async def _sent(form: FormData) -> Sent:
    files = [
        (one.filename or "", await one.read(_LARGEST + 1))
        for one in form.getlist("file")
        if not isinstance(one, str)
    ]
    fields = {key: value for key, value in form.items() if isinstance(value, str)}
    return fields, [(name, data) for name, data in files if data]


def _answered(site: Site, request: Request, sent: Sent) -> Response:
    fields, _ = sent
    try:
        if fields.get("address", "").strip() and not site.access.may_write(request):
            return refused(site, request, as_json=False)
        found, again = check_draft(site, sent, _when(site, fields))
    except AirdateError as error:
        problem = {"problem": error.problem, "remedy": error.remedy}
        words = {"sent": dict(fields), "longest": LONGEST} | problem
        status = status_of(error)
        body = rendered(site, request, Answer("check.html", words, None))
        return Response(body, status, media_type=HTML)
    number = site.drafts.keep(found, now=site.settings.now(), again=again)
    return RedirectResponse(f"/check/{number}", status_code=303)


def _when(site: Site, fields: Mapping[str, str]) -> When:
    return When(day_of(fields.get("as_of"), default=site.settings.now().date()))


def check_draft(site: Site, sent: Sent, when: When) -> tuple[Checkup, Again | None]:
    """Return a draft set beside all that is known as of a day; nothing of it is recorded.

    With it, what checks it anew as long as outlets weigh as their kinds; None where they do not.
    Raises: UsageError for what is no draft or too long, SourceError for what cannot be read,
    Occupied where too many wait.
    """
    fields, files = sent
    given = {name: fields[name] for name in _FIELDS if fields.get(name, "").strip()}
    if sum(map(bool, (given.get("text"), given.get("address"), *files))) != 1:
        raise UsageError("Give one draft.", "Paste a text, or choose a file, or name an address.")
    if len(given.get("text", "")) > LONGEST or any(len(data) > _LARGEST for _, data in files):
        raise _too_long()
    # Of a past day it is read as on that day.
    moment = min(site.settings.now(), datetime.combine(when.as_of, time(23, 59), UTC))
    with site.drafts.turn():
        found = read(site, given, files, now=moment)
        if len(found) != 1:
            raise UsageError(f"That is {len(found)} texts.", "Check one at a time.")
        if not isinstance(found[0], Reading):
            raise SourceError(f"Not read: {found[0].reason}.", found[0].remedy)
        if len(found[0].document.text) > LONGEST:
            raise _too_long()
        again = partial(checked, site.library, found[0], when)
        site.library.version()
        before = site.library.provisional
        checkup = again()
        return checkup, again if before or site.library.provisional else None


def _too_long() -> UsageError:
    return UsageError(f"A draft may have {LONGEST:,} letters.", "Check it in parts.")
