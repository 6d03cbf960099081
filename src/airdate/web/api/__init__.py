"""The JSON API, `/api/v1`: what the pages show, for programs, with its OpenAPI document."""

from airdate.web.api.application import api

__all__ = ["api"]
