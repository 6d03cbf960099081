"""A Brief of a Timeline and a Forecast: every line with the claims that it rests on."""

from airdate.brief.writer import line_of, write

__all__ = ["line_of", "write"]
