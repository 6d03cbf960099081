"""Whole archives → tables: `airdate bulk`.

`archives` makes raw records of inputs, `gate` and `glance` tell which are worth reading, `worker`
is the one pure function (record batch in, record batch out), `local` runs it in processes within
bounds, `journal` keeps what is finished, `gathering` writes the sorted tables, `job` is the whole
of it, and `recalling` makes readings of tables again.  `likeness` makes what tells copies,
`copies` finds them and `stories` tells gathering who said what first; `records` judges outlets by
the tables.  See docs/bulk.md.

A runner is whatever maps `worker.read_batch` over record batches, as `local` does, or makes parts
of inputs by itself, as `clustered` has the `nodes` of a cluster of Ray do.
"""
