"""What editors make of searches that found too little: one act each, and out of the queue."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from catalog.models import Artifact, ArtifactAlias, ArtifactType, Capability
from catalog.services import adding
from matchgraph.models import Intent
from matchgraph.services.editing import link_capability, set_answered


@transaction.atomic
def answer_with_capability(
    *,
    intent: Intent,
    key: str,
    name: str,
    description: str,
    by: AbstractBaseUser | None,
    at: datetime,
    reason: str = "",
) -> Capability:
    """A new capability that the intent asks for. Raises AddingRefused, IntentRefused."""
    why = _why(intent, reason)
    capability = adding.add_capability(
        key=key, name=name, description=description, by=by, reason=why
    )
    link_capability(intent=intent, capability=capability, by=by, reason=why)
    set_answered(intent=intent, on=at.date(), by=by, reason=why)
    return capability


@transaction.atomic
def answer_with_name(
    *,
    intent: Intent,
    artifact: Artifact,
    name: str,
    by: AbstractBaseUser | None,
    at: datetime,
    reason: str = "",
) -> ArtifactAlias:
    """Another name of an artifact that is there. Raises AddingRefused, IntentRefused."""
    why = _why(intent, reason)
    alias = adding.add_name(artifact=artifact, name=name, by=by, reason=why)
    set_answered(intent=intent, on=at.date(), by=by, reason=why)
    return alias


@transaction.atomic
def answer_with_draft(
    *,
    intent: Intent,
    name: str,
    kind: ArtifactType,
    by: AbstractBaseUser | None,
    at: datetime,
    reason: str = "",
) -> Artifact:
    """A draft of what is missing. Raises AddingRefused, IntentRefused."""
    why = _why(intent, reason)
    draft = adding.start_draft(name=name, kind=kind, by=by, reason=why)
    set_answered(intent=intent, on=at.date(), by=by, reason=why)
    return draft


def _why(intent: Intent, reason: str) -> str:
    return reason or f"searched for: {intent}"
