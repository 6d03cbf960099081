"""The charts as pictures, for pages elsewhere, messengers and print."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from airdate.errors import AirdateError, UnknownReference, UsageError
from airdate.publish.charts import WIDE, Figure
from airdate.publish.charts.card import Scheme, alone, card, png
from airdate.web.answers import tagged
from airdate.web.pages.title import dossier_of, figure_named
from airdate.web.site import Site, refused, told

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
"""A picture brings its rules along and does nothing else."""

_PNG_SCALE = 2.0


def draws_png() -> bool:
    """Return whether the extra that draws PNG is installed."""
    return find_spec("vl_convert") is not None


def pictures(site: Site) -> list[Route]:
    """Return the routes of the pictures."""
    return [
        Route("/t/{ref}/{name}.svg", _drawn(site, _svg), methods=["GET"]),
        Route("/t/{ref}/{name}.png", _drawn(site, _png), methods=["GET"]),
    ]


def _drawn(site: Site, draw: Callable[[Site, Request], Response]) -> Callable[[Request], Any]:
    def answer(request: Request) -> Response:
        if not site.access.may_read(request):
            return refused(site, request, as_json=True)
        try:
            response = draw(site, request)
        except AirdateError as error:
            return told(site, request, error, as_json=True)
        response.headers["content-security-policy"] = _POLICY
        return response

    async def drawn(request: Request) -> Response:
        return await run_in_threadpool(answer, request)

    return drawn


def _scheme(request: Request) -> Scheme:
    scheme = request.query_params.get("scheme", "light")
    if scheme not in ("light", "dark"):
        raise UsageError(f"scheme={scheme:.20} is not known.", "Write light or dark.")
    return cast(Scheme, scheme)


def _picture(site: Site, request: Request) -> str:
    dossier = dossier_of(site, request, request.path_params["ref"])
    name, scheme = request.path_params["name"], _scheme(request)
    if name == "card":
        title, answer = str(dossier.listing.installment), dossier.brief.headline.text
        release = figure_named(dossier, "release", WIDE)
        return card(release, name=title, answer=answer, scheme=scheme)
    figure: Figure | None = figure_named(dossier, name, WIDE)
    if figure is None:
        raise UnknownReference(
            f"There is no picture {name!r:.40} of {dossier.listing.installment}.",
            "There may be release, production, history and card.",
        )
    return alone(figure, scheme=scheme)


def _svg(site: Site, request: Request) -> Response:
    body = _picture(site, request).encode("utf-8", errors="replace")
    return tagged(request, body, kind="image/svg+xml", handling=site.handling(request))


def _png(site: Site, request: Request) -> Response:
    if not draws_png():
        raise UnknownReference(
            "This airdate draws no PNG.",
            "Install what draws it where the site runs: the extra airdate[charts].",
        )
    body = png(_picture(site, request), scale=_PNG_SCALE)
    return tagged(request, body, kind="image/png", handling=site.handling(request))
