"""Why a letter did not arrive, and the limits of an attempt."""

from __future__ import annotations

from airdate.errors import AirdateError

SECONDS = 60.0
"""For one attempt in all; the single steps have a shorter limit of their own."""

STEP_SECONDS = 15.0


class DeliveryFailed(AirdateError):
    """A letter was not taken.

    retry_after_seconds: how long the other side asks to be left alone.
    """

    def __init__(self, problem: str, *, retry_after_seconds: float | None = None) -> None:
        super().__init__(problem)
        self.retry_after_seconds = retry_after_seconds
