"""The editorial states of an artifact and the ways between them."""

from collections.abc import Collection, Iterable
from datetime import datetime

import pghistory
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet

from catalog.enums import EditorialState
from catalog.models import Artifact

MAY_BE_SUBMITTED = {EditorialState.DRAFT}
MAY_BE_PUBLISHED = {EditorialState.DRAFT, EditorialState.SUBMITTED, EditorialState.ARCHIVED}
MAY_BE_UNPUBLISHED = {EditorialState.PUBLISHED, EditorialState.SUBMITTED, EditorialState.ARCHIVED}
MAY_BE_ARCHIVED = {EditorialState.DRAFT, EditorialState.SUBMITTED, EditorialState.PUBLISHED}


class EditingRefused(Exception):
    """An act that the rules do not allow; `problems` tells why, by artifact name."""

    def __init__(self, problems: dict[str, str]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{name}: {why}" for name, why in problems.items()))


class WrongState(EditingRefused):
    """The artifact is not in a state from which the act leads on."""


class NotPublishable(EditingRefused):
    """Something that publication needs is missing."""


@transaction.atomic
def submit(*, artifact_ids: Collection[int], by: AbstractBaseUser | None, reason: str = "") -> int:
    """Hand drafts over for review. Returns how many; raises WrongState and changes nothing."""
    artifacts = _locked(artifact_ids)
    _refuse_unless(artifacts, MAY_BE_SUBMITTED)
    with pghistory.context(user=_key(by), reason=reason or "submitted"):
        return artifacts.update(state=EditorialState.SUBMITTED)


@transaction.atomic
def publish(
    *,
    artifact_ids: Collection[int],
    by: AbstractBaseUser | None,
    at: datetime,
    reason: str = "",
) -> int:
    """Put artifacts before visitors; the first publication keeps its date.

    Returns how many. Raises WrongState or NotPublishable, with every reason, and changes nothing.
    """
    artifacts = _locked(artifact_ids)
    _refuse_unless(artifacts, MAY_BE_PUBLISHED)
    missing = {
        artifact.name: "needs " + ", ".join(names)
        for artifact in artifacts
        if (names := artifact.missing_for_publication())
    }
    if missing:
        raise NotPublishable(missing)
    with pghistory.context(user=_key(by), reason=reason or "published"):
        artifacts.filter(published_at=None).update(published_at=at)
        return artifacts.update(state=EditorialState.PUBLISHED)


@transaction.atomic
def unpublish(
    *, artifact_ids: Collection[int], by: AbstractBaseUser | None, reason: str = ""
) -> int:
    """Take artifacts back to draft. Returns how many; raises WrongState and changes nothing."""
    artifacts = _locked(artifact_ids)
    _refuse_unless(artifacts, MAY_BE_UNPUBLISHED)
    with pghistory.context(user=_key(by), reason=reason or "back to draft"):
        return artifacts.update(state=EditorialState.DRAFT)


@transaction.atomic
def archive(*, artifact_ids: Collection[int], by: AbstractBaseUser | None, reason: str = "") -> int:
    """Put artifacts away without deleting them. Returns how many; raises WrongState."""
    artifacts = _locked(artifact_ids)
    _refuse_unless(artifacts, MAY_BE_ARCHIVED)
    with pghistory.context(user=_key(by), reason=reason or "archived"):
        return artifacts.update(state=EditorialState.ARCHIVED)


def _locked(artifact_ids: Collection[int]) -> QuerySet[Artifact]:
    list(Artifact.objects.select_for_update().filter(pk__in=artifact_ids).order_by("pk"))
    return Artifact.objects.filter(pk__in=artifact_ids)


def _refuse_unless(artifacts: Iterable[Artifact], allowed: Collection[str]) -> None:
    wrong = {
        artifact.name: f"is {EditorialState(artifact.state).label.lower()}"
        for artifact in artifacts
        if artifact.state not in allowed
    }
    if wrong:
        raise WrongState(wrong)


def _key(user: AbstractBaseUser | None) -> int | None:
    return user.pk if user else None
