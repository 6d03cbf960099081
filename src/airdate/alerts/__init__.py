"""Makes messages of what changed: rules and the ledger in, mail, pushes and webhooks out.

`news` tells two timelines of an installment apart as `notices`, each with its sentences;
`reminders` adds what time alone brings (overdue, soon out). `finding` asks the ledger what is new
for a rule, `schedule` says when it may be told, `running` puts it in the outbox and sends it: each
thing once, lost never. `letters` writes a message in each form, `channels` speaks to the world.
"""
