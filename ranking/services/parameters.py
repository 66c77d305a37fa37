"""What the scoring statements are given, and how the session is set for them."""

from collections.abc import Sequence
from typing import Any

from matchgraph.decay import monday_of, weekly_decay
from ranking.models import Epoch
from ranking.services.database import execute

MANY = 200


def parameters_of(ids: Sequence[int], epoch: Epoch, shadow: Epoch | None = None) -> dict[str, Any]:
    """Both epochs stand at the same day."""
    given = {
        "ids": list(ids),
        "as_of": epoch.as_of,
        "monday": monday_of(epoch.as_of),
        "decay": list(weekly_decay()),
        "epoch": epoch.pk,
        "formula": epoch.formula_id,
    }
    if shadow:
        given |= {"shadow": shadow.pk, "shadow_formula": shadow.formula_id}
    return given


def tune(artifacts: int) -> None:
    """For the rest of the transaction, which computes that many scores."""
    # Compiling the statement would take longer than running it.
    execute("SET LOCAL jit = off")
    execute("SET LOCAL work_mem = '64MB'")
    if artifacts > MANY:
        # After a large import the planner still believes the tables small, and would loop.
        execute("SET LOCAL enable_nestloop = off")
    else:
        # The plan is kept: made while the tables are small, it must not scan them when they grow.
        execute("SET LOCAL enable_seqscan = off")
