"""What the ranking refuses, said to whoever asked for it."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest

from ranking.models import Adjustment, Epoch, Formula, WeightProfile
from ranking.services.adjusting import AdjustmentRefused
from ranking.services.formulas import FormulaRefused
from ranking.services.preparing import EpochRefused
from ranking.tasks import NotAsked

REFUSALS = (EpochRefused, FormulaRefused, AdjustmentRefused, NotAsked, IntegrityError)
AT_ONCE = "Somebody else did something at the same moment. Nothing was changed: try again."


class RefusalsTold:
    """A refusal inside the block becomes a message, and what stands after the block goes on."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, refusal: BaseException | None, trace: object) -> bool:
        if not isinstance(refusal, REFUSALS):
            return False
        messages.error(self.request, words_of(refusal))
        return True


def words_of(refusal: Exception) -> str:
    """A service's own words, or those of the constraint or trigger that refused."""
    if not isinstance(refusal, IntegrityError):
        return str(refusal)
    diagnosis = getattr(refusal.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None) or ""
    if name in ("formula_sealed", "profile_of_a_draft", "adjustment_ends_earlier_only"):
        return f"{getattr(diagnosis, 'message_primary', '')}."
    return _messages().get(name, AT_ONCE)


def _messages() -> dict[str, str]:
    models = (Adjustment, Epoch, Formula, WeightProfile)
    rules = (rule for model in models for rule in model._meta.constraints)
    return {rule.name: str(rule.get_violation_error_message()) for rule in rules}


def row_or_404(admin: Any, request: HttpRequest, object_id: object) -> Any:
    """The row that an action's address names."""
    row = admin.get_object(request, str(object_id))
    if row is None:
        raise Http404(f"There is no {admin.opts.verbose_name} {object_id}.")
    return row
