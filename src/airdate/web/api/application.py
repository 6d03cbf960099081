"""The API put together: its routes, its errors as problems, a tag on every answer."""

from __future__ import annotations

from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from airdate import __version__
from airdate.errors import AirdateError
from airdate.web.answers import status_of
from airdate.web.api import checking, following, places, pulse, reading, rumours, writing
from airdate.web.api.forms import Problem
from airdate.web.api.tagging import Tagging
from airdate.web.site import Site, problem_answer

_ABOUT = """\
What airdate knows of awaited series and films: titles, timelines, forecasts, claims, documents,
sources and changes. `as_of` answers what was publicly known on a day, `known_at` what this ledger
knew at a moment. A range of days is `earliest/latest`, both included, `..` where a bound is open; a
probability is 0..1. Lists come in pages: ask again with `cursor=` and the `next` of the last page.
"""


def api(site: Site) -> FastAPI:
    """Return the API of a site, to be mounted at /api/v1."""
    problem: dict[str, Any] = {"model": Problem, "content": {"application/problem+json": {}}}
    app = FastAPI(
        title="airdate",
        version=__version__,
        description=_ABOUT,
        # Their pages would load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        # Its own route would ask nobody for a token: `reading` has it.
        openapi_url=None,
        responses={code: problem | {"description": text} for code, text in _PROBLEMS.items()},
        redirect_slashes=False,
        separate_input_output_schemas=False,
    )
    app.state.site = site
    app.include_router(reading.router)
    app.include_router(rumours.router)
    app.include_router(pulse.router)
    app.include_router(checking.router)
    app.include_router(writing.router)
    app.include_router(places.router)
    app.include_router(following.router)
    app.add_middleware(Tagging)
    app.add_exception_handler(AirdateError, _told)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(HTTPException, _refused)
    return app


_PROBLEMS: dict[int | str, str] = {
    400: "What was asked cannot be read.",
    401: "A token is needed.",
    403: "That token only reads.",
    404: "There is none.",
    422: "A value is not of its form.",
}


def _told(request: Request, error: Exception) -> Response:
    found = cast(AirdateError, error)
    return problem_answer(found.problem, status=status_of(found), detail=found.remedy)


def _not_valid(request: Request, error: Exception) -> Response:
    found = cast(RequestValidationError, error)
    told = "; ".join(
        f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in found.errors()
    )
    return problem_answer("A value is not of its form.", status=422, detail=told[:1000])


def _refused(request: Request, error: Exception) -> Response:
    found = cast(HTTPException, error)
    response = problem_answer(str(found.detail), status=found.status_code)
    response.headers.update(found.headers or {})
    return response
