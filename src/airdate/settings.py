"""Where things are: read by the doors alone, from arguments and the environment."""

from __future__ import annotations

import os
from pathlib import Path

LEDGER_VARIABLE = "AIRDATE_DB"
PARAMETERS_VARIABLE = "AIRDATE_PARAMETERS"


LLM_URL_VARIABLE = "AIRDATE_LLM_URL"
LLM_MODEL_VARIABLE = "AIRDATE_LLM_MODEL"
LLM_KEY_VARIABLE = "AIRDATE_LLM_KEY"
LLM_PRIVATE_VARIABLE = "AIRDATE_LLM_PRIVATE"


def model_endpoint() -> tuple[str, str, str, bool] | None:
    """Return address, model, key and whether it may be private, None where none is set."""
    url, model = os.environ.get(LLM_URL_VARIABLE), os.environ.get(LLM_MODEL_VARIABLE)
    if not url or not model:
        return None
    private = os.environ.get(LLM_PRIVATE_VARIABLE, "") not in ("", "0", "no")
    return url, model, os.environ.get(LLM_KEY_VARIABLE, ""), private


def ledger_address(given: str | None = None) -> str:
    """Return the ledger's path or URL: the one given, else AIRDATE_DB, else the user's own."""
    return given or os.environ.get(LEDGER_VARIABLE) or str(data_folder() / "ledger.db")


def parameters_file(given: str | None = None) -> str | None:
    """Return the file of the figures of forecasts: the one given, else AIRDATE_PARAMETERS."""
    return given or os.environ.get(PARAMETERS_VARIABLE) or None


def demo_address() -> str:
    """Return the path of the demo ledger, beside the user's own."""
    return str(data_folder() / "demo.db")


def data_folder() -> Path:
    """Return the user's data folder for airdate, as the platform names it; it may not exist."""
    from platformdirs import user_data_path

    return user_data_path("airdate", appauthor=False)
