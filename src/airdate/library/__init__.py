"""Makes the answers that doors give of a ledger, each worked out once and kept until it may differ.

`desk.Library` answers; `pool` lends it open ledgers, `changes` tells two timelines apart, `rows`
makes the line of a title in a list. Pages, the API and the assistants' tools ask the same desk.
"""
