"""What an address asks of the list of changes. Bad values narrow nothing, and are named."""

from dataclasses import dataclass

from django.http import QueryDict

from catalog.models import Artifact, ArtifactType
from comparisons.changes import BadPlace, Kind, Place
from comparisons.services.changed import Wanted

LONGEST = 120


@dataclass(frozen=True)
class Asked:
    """`query` is the one spelling of the choices, without the place; `ignored` names bad ones."""

    wanted: Wanted
    types: tuple[ArtifactType, ...]
    older: Place | None
    ignored: tuple[str, ...]
    query: str

    @property
    def artifact_slug(self) -> str:
        return self.wanted.artifact.slug if self.wanted.artifact else ""


def asked(data: QueryDict, artifact: Artifact | None = None) -> Asked:
    """One query for the types, one more where an artifact is named.

    `artifact` is the one whose page it is: its address names it, not the choices.
    """
    types = tuple(ArtifactType.objects.order_by("position", "key"))
    kinds = tuple(kind for kind in Kind if kind in data.getlist("kind"))
    keys = tuple(one.key for one in types if one.key in data.getlist("type"))
    named, slug = artifact, data.get("artifact", "").strip().lower()
    if slug and not artifact and "\0" not in slug and len(slug) <= LONGEST:
        named = Artifact.objects.published().filter(slug=slug).first()
    older, is_bad = _place(data.get("before", ""))
    bad = {
        "kind": len(kinds) != len(_given(data, "kind")),
        "type": len(keys) != len(_given(data, "type")),
        "artifact": bool(slug) and named is None,
        "before": is_bad,
    }
    query = QueryDict(mutable=True)
    query.setlist("kind", list(kinds))
    query.setlist("type", list(keys))
    if named and not artifact:
        query["artifact"] = named.slug
    return Asked(
        wanted=Wanted(kinds, keys, named),
        types=types,
        older=older,
        ignored=tuple(name for name, is_ignored in bad.items() if is_ignored),
        query=query.urlencode(),
    )


def _given(data: QueryDict, name: str) -> set[str]:
    return {value for value in data.getlist(name) if value}


def _place(text: str) -> tuple[Place | None, bool]:
    try:
        return (Place.read(text) if text else None), False
    except BadPlace:
        return None, True
