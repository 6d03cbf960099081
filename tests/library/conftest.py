"""The sample dossier's ledger, as the pages' tests have it."""

from tests.web.conftest import filled, ledger_path

__all__ = ["filled", "ledger_path"]
