"""Records an editor begins from elsewhere on the desk: a draft, another name, a capability."""

from typing import TypeVar

import pghistory
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction

from catalog.enums import AliasKind
from catalog.models import Artifact, ArtifactAlias, ArtifactType, Capability
from catalog.publishers import slugify

SLUG_LENGTH = 120
M = TypeVar("M", bound=models.Model)


class AddingRefused(Exception):
    """The message tells why, and nothing was added."""


@transaction.atomic
def start_draft(
    *, name: str, kind: ArtifactType, by: AbstractBaseUser | None, reason: str = ""
) -> Artifact:
    """A draft of which nothing but name and type is known.

    Raises AddingRefused where another record has or had the slug that follows from the name.
    """
    slug = _slug_of(name)
    artifact = Artifact(name=name, slug=slug, type=kind)
    owner = _owner_of(slug)
    if owner:
        raise AddingRefused(f"{owner.name} has the slug {slug} already: give that another name.")
    return _added(artifact, by, reason or "begun from a search")


@transaction.atomic
def add_name(
    *, artifact: Artifact, name: str, by: AbstractBaseUser | None, reason: str = ""
) -> ArtifactAlias:
    """Another name under which an artifact is found. Raises AddingRefused for one that is taken."""
    alias = ArtifactAlias(artifact=artifact, kind=AliasKind.NAME, value=name)
    return _added(alias, by, reason or "another name")


@transaction.atomic
def add_capability(
    *,
    key: str,
    name: str,
    description: str = "",
    by: AbstractBaseUser | None,
    reason: str = "",
) -> Capability:
    """A new word of the vocabulary, below the one its key begins with, where that is there."""
    parent = Capability.objects.filter(key=key.rpartition(".")[0]).first()
    capability = Capability(key=key, name=name, description=description, parent=parent)
    return _added(capability, by, reason or "a new word")


def _added(record: M, by: AbstractBaseUser | None, reason: str) -> M:
    try:
        record.full_clean()
    except ValidationError as error:
        raise AddingRefused(" ".join(error.messages)) from error
    with pghistory.context(user=by.pk if by else None, reason=reason):
        record.save()
    return record


def _slug_of(name: str) -> str:
    """Without the word that addresses of comparisons use."""
    parts = [part for part in slugify(name).split("-") if part != "vs"]
    slug = "-".join(parts)[:SLUG_LENGTH].strip("-")
    if not slug:
        raise AddingRefused("Give a name with letters or digits of the Latin alphabet.")
    return slug


def _owner_of(slug: str) -> Artifact | None:
    earlier = ArtifactAlias.objects.filter(kind=AliasKind.SLUG, value=slug)
    return Artifact.objects.filter(
        models.Q(slug=slug) | models.Q(pk__in=earlier.values("artifact"))
    ).first()
