"""Makes the ledger of an older airdate one of today, step by step; Alembic runs the steps."""
