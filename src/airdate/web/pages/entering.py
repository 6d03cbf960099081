"""Signing in and out: a token traded for a cookie."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from airdate.web.access import comes_from_elsewhere, is_forged
from airdate.web.answers import HTML, Answer
from airdate.web.site import Site, rendered, told_plainly


def entering(site: Site) -> list[Route]:
    """Return the routes of signing in and out."""

    def entered(request: Request, token: str) -> Response:
        number = site.access.number_of(token)
        if number is None:
            wrong = Answer("enter.html", {"wrong": bool(token)}, None)
            return Response(rendered(site, request, wrong), 403 if token else 200, media_type=HTML)
        response = RedirectResponse("/", status_code=303)
        site.access.open_session(response, number)
        return response

    def enter(request: Request) -> Response:
        # A link of another site signs nobody in: it might be as somebody else.
        asked = "" if comes_from_elsewhere(request) else request.query_params.get("token", "")
        return entered(request, asked)

    async def send(request: Request) -> Response:
        if is_forged(request):
            return told_plainly(site, request, "That form came from another site.", 403)
        async with request.form(max_fields=5, max_files=0) as sent:
            token = str(sent.get("token", "")).strip()
        return await run_in_threadpool(entered, request, token)

    async def leave(request: Request) -> Response:
        async with request.form(max_fields=5, max_files=0) as sent:
            ours = site.access.form_is_ours(request, str(sent.get("csrf", "")))
        if is_forged(request) or not ours:
            return told_plainly(site, request, "That form has expired. Load its page anew.", 403)
        response = RedirectResponse("/", status_code=303)
        site.access.close_session(response)
        return response

    return [
        Route("/enter", enter, methods=["GET"]),
        Route("/enter", send, methods=["POST"]),
        Route("/leave", leave, methods=["POST"]),
    ]
