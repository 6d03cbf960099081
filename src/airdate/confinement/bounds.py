"""How much one piece of work may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one call may take before its process is ended.

    computing_seconds: of processor time, so that a busy machine refuses nothing it would read
    otherwise; an article takes about one, the longest live blogs ten on a slow machine.
    waiting_seconds: by the clock.  memory_bytes: of addresses, of which 400 MB go to the libraries.
    answer_bytes: of what comes back.  calls: after so many a new process takes over.
    """

    computing_seconds: int = 30
    waiting_seconds: float = 120.0
    memory_bytes: int = 1_500_000_000
    answer_bytes: int = 100_000_000
    calls: int = 2_000
