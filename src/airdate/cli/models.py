"""What commands with `--llm` share: the endpoint that the environment names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from airdate.errors import UsageError

if TYPE_CHECKING:
    from airdate.llm import Endpoint

llm_option = click.option(
    "--llm",
    "with_model",
    is_flag=True,
    help="Ask the language model at AIRDATE_LLM_URL too; its words are checked.",
)


def endpoint() -> Endpoint:
    """Return where the model answers. Raises: UsageError where none is set."""
    from airdate.llm import Endpoint
    from airdate.settings import LLM_MODEL_VARIABLE, LLM_URL_VARIABLE, model_endpoint

    found = model_endpoint()
    if found is None:
        raise UsageError(
            f"--llm needs {LLM_URL_VARIABLE} and {LLM_MODEL_VARIABLE}.",
            "Set the address of an OpenAI-compatible endpoint, up to /v1, and a model's name.",
        )
    url, model, key, private = found
    return Endpoint(url, model, key, allow_private=private)
