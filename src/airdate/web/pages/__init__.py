"""The pages: each makes an Answer of a request, and hands forms to the ledger."""
