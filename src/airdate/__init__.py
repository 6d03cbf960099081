"""When will it air, who says so, and how sure can we be?

The route, and the room that makes each step:

    page ─▶ Document ─▶ TimeExpression ─▶ Claim ─▶ Entry ─▶ Weighed ─▶ Timeline ─▶ Forecast ─▶ Brief
       documents      dates         claims     ledger    sources     timeline    forecast    brief

`model` is the glossary, `errors` what a person must fix, `pipeline` the route on one screen,
`publish` the renderers, `cli` the door. One law: nothing is said without its sentence.
"""

__version__ = "0.1.0"
