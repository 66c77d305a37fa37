"""How far an epoch is that is being prepared, and what may be done to it."""

from dataclasses import dataclass
from enum import StrEnum

from django.core.cache import cache

from ranking.models import Epoch, EpochState
from ranking.models.inputs import SHARDS
from ranking.services.formulas import METHOD
from ranking.services.switching import may_switch
from ranking.tasks import checking, switching


class Stage(StrEnum):
    COMPUTING = "computing"
    CHECKING = "checking"
    SWITCHING = "switching"
    TAKING_OVER = "taking-over"
    PASSED = "passed"
    FAILED = "failed"
    SETTLED = "settled"


WORDS = {
    Stage.COMPUTING: "A worker computes it beside the live ranks.",
    Stage.CHECKING: "It is computed; a worker checks it now.",
    Stage.SWITCHING: "A worker is switching to it.",
    Stage.TAKING_OVER: "It takes over by itself in a moment.",
    Stage.PASSED: "It passed its checks and waits: switch to it, or discard it.",
    Stage.FAILED: (
        "It did not pass its checks. Readers see the active epoch until you switch to this one with"
        " a reason, or discard it."
    ),
    Stage.SETTLED: "",
}
MOVING = {Stage.COMPUTING, Stage.CHECKING, Stage.SWITCHING, Stage.TAKING_OVER}
MOVING_FIELDS = ["state", "as_of", "report", "checked_at", "switched_at", "waived"]
WAITING = {Stage.PASSED, Stage.FAILED}


@dataclass(frozen=True)
class Progress:
    """`done` of `parts` are computed for the epoch's present day."""

    stage: Stage
    done: int
    parts: int = SHARDS

    @property
    def words(self) -> str:
        return WORDS[self.stage]

    @property
    def is_moving(self) -> bool:
        return self.stage in MOVING

    @property
    def is_waiting(self) -> bool:
        return self.stage in WAITING


def progress_of(epoch: Epoch) -> Progress:
    """Where the epoch stands, read anew.

    The keys that a worker takes away last are looked at first: once they are gone, what the worker
    did can be seen.
    """
    asked = _asked(epoch)
    if epoch.is_shadow:
        epoch.refresh_from_db(fields=MOVING_FIELDS)
    if not epoch.is_shadow:
        return Progress(Stage.SETTLED, SHARDS)
    done = epoch.shards.filter(as_of=epoch.as_of).count()
    return Progress(asked or _stage(epoch, done), done)


def buttons_of(epoch: Epoch) -> set[str]:
    """Names of the acts that lead on from where the epoch stands."""
    if epoch.state == EpochState.RETIRED and epoch.formula.method == METHOD:
        return {"restore"}
    stage = progress_of(epoch).stage
    return {
        Stage.COMPUTING: {"discard"},
        Stage.CHECKING: {"discard"},
        Stage.TAKING_OVER: {"discard"},
        Stage.PASSED: {"switch", "check_again", "discard"},
        Stage.FAILED: {"switch_anyway", "check_again", "discard"},
    }.get(stage, set())


def _asked(epoch: Epoch) -> Stage | None:
    """What a worker was asked to do to it and has not done yet."""
    stages = {switching(epoch.pk): Stage.SWITCHING, checking(epoch.pk): Stage.CHECKING}
    found = cache.get_many(stages)
    return next((stage for key, stage in stages.items() if key in found), None)


def _stage(epoch: Epoch, done: int) -> Stage:
    if done < SHARDS:
        return Stage.COMPUTING
    if not epoch.is_checked:
        return Stage.CHECKING
    if epoch.is_automatic and (epoch.waived or may_switch(epoch)):
        return Stage.TAKING_OVER
    return Stage.PASSED if may_switch(epoch) else Stage.FAILED
