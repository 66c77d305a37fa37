"""What the catalog tells the rooms above it, without knowing them."""

from django.db import transaction
from django.dispatch import Signal

facts_changed = Signal()
# Sent inside the transaction of a merge with `keep` and `merged`, before `merged` is deleted:
# a room above moves what points at it.
artifact_merging = Signal()


def notify_changed() -> None:
    """Send `facts_changed` once the current transaction has committed.

    Doors (admin, commands, API) call it after a service. It carries nothing: what changed
    stands in the database, put there by triggers, so a lost signal loses no change.
    """
    transaction.on_commit(lambda: facts_changed.send(sender=None), robust=True)
