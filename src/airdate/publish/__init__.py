"""Renderers: a Brief, a Forecast or a line's evidence as text, Markdown, HTML or JSON."""

from airdate.publish.html import brief_html
from airdate.publish.jsonform import brief_json, claim_json, forecast_json, weighed_json
from airdate.publish.markdown import brief_markdown
from airdate.publish.text import brief_text, evidence_text, weighed_text

__all__ = [
    "brief_html",
    "brief_json",
    "brief_markdown",
    "brief_text",
    "claim_json",
    "evidence_text",
    "forecast_json",
    "weighed_json",
    "weighed_text",
]
