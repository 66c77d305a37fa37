from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.models import Artifact, ArtifactType
from comparisons.alternatives import Alternative, Alternatives
from comparisons.api import parameters
from comparisons.api.base import LARGEST_PAGE, USUAL_PAGE, ReadView
from comparisons.api.links import Links
from comparisons.api.parameters import Parameter
from comparisons.api.problems import bad_parameters
from comparisons.api.shapes.changes import (
    AlternativeEntry,
    AlternativesAnswer,
    ChangeEntry,
    ChangeList,
)
from comparisons.api.shapes.vocabulary import ArtifactReference
from comparisons.api.views.artifacts import SLUG, moved_to
from comparisons.changes import BadPlace, Change, Kind, Place
from comparisons.feeds import path_of
from comparisons.services.alternatives import alternatives
from comparisons.services.changed import Wanted, changes
from comparisons.words.alternatives import why


class ChangesView(ReadView):
    """List what changed, newest first.

    New artifacts, ranks that moved by a point or more, prices and lifecycle, each with its cause.
    What new rules of the rank moved is told once, and with `artifact` by each rank.
    """

    operation = "list_changes"
    tag = "changes"
    shape = ChangeList
    parameters = [
        Parameter("kind", "Only of this kind.", {"type": "string", "enum": list(Kind)}),
        Parameter("type", "Key of a type.", {"type": "string"}),
        Parameter("artifact", "Slug of an artifact.", {"type": "string"}),
        Parameter("before", "Where to go on: from `next`.", {"type": "string"}),
        Parameter(
            "page_size",
            "How many at most.",
            {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": USUAL_PAGE},
        ),
    ]

    def get(self, request: Request) -> Response:
        given = request.query_params
        size = parameters.whole_number(
            given, "page_size", default=USUAL_PAGE, low=1, high=LARGEST_PAGE
        )
        wanted, older = _wanted(given), _place(given.get("before"))
        found = changes(wanted, now=timezone.now(), older=older, most=size)
        links = self.links
        answer: ChangeList = {
            "next": self._next(found.older),
            "results": [_entry(change, links) for change in found.changes],
        }
        return Response(answer)

    def _next(self, older: Place | None) -> str | None:
        if older is None:
            return None
        query = self.request.query_params.copy()
        query["before"] = str(older)
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}")


def _wanted(given: Any) -> Wanted:
    errors: dict[str, list[str]] = {}
    kind, type_key, slug = given.get("kind"), given.get("type"), given.get("artifact")
    if kind is not None and kind not in set(Kind):
        errors["kind"] = [f"Choose one of {', '.join(Kind)}."]
    if type_key is not None and not ArtifactType.objects.filter(key=type_key).exists():
        errors["type"] = ["There is no such type."]
    artifact = Artifact.objects.published().filter(slug=slug).first() if slug else None
    if slug is not None and artifact is None:
        errors["artifact"] = ["No published artifact has this slug."]
    if errors:
        raise bad_parameters(errors)
    return Wanted((Kind(kind),) if kind else (), (type_key,) if type_key else (), artifact)


def _place(text: str | None) -> Place | None:
    try:
        return None if text is None else Place.read(text)
    except BadPlace as error:
        raise bad_parameters({"before": ["Take it from `next` of a page, unchanged."]}) from error


def _entry(change: Change, links: Links) -> ChangeEntry:
    about = change.artifact
    return {
        "id": change.key,
        "kind": change.kind,
        "at": change.at,
        "artifact": _reference(about.slug, about.name, about.type_key, links) if about else None,
        "what": change.what,
        "was": change.was or None,
        "now": change.now,
        "cause": change.cause,
        "source": {"title": change.source.title, "url": change.source.url or None}
        if change.source
        else None,
        "html_url": links.root + path_of(change),
    }


def _reference(slug: str, name: str, type_key: str, links: Links) -> ArtifactReference:
    return {
        "slug": slug,
        "name": name,
        "type": type_key,
        "url": links.artifact(slug),
        "html_url": links.page(slug),
    }


class AlternativesView(ReadView):
    """Read what else does what an artifact does, each with why.

    Of the same type group, by shared capabilities and by published searches that both answer.
    """

    operation = "read_alternatives"
    tag = "artifacts"
    shape = AlternativesAnswer
    path_parameters = [SLUG]
    moves = True

    def get(self, request: Request, slug: str) -> HttpResponseBase:
        rows = Artifact.objects.published().select_related("type")
        artifact = rows.filter(slug=slug).first()
        if artifact is None:
            return moved_to(slug, "api:alternatives")
        told, links = alternatives(artifact, today=timezone.now().date()), self.links
        answer: AlternativesAnswer = {
            "capabilities_count": told.capabilities,
            "intents_count": told.intents,
            "results": [_alternative(one, told, links) for one in told.found],
            "html_url": links.to("alternatives", slug),
        }
        return Response(answer)


def _alternative(one: Alternative, told: Alternatives, links: Links) -> AlternativeEntry:
    other = one.artifact
    return {
        "artifact": _reference(other.slug, other.name, other.type_key, links),
        "fit": one.fit,
        "overlap": one.overlap,
        "searches": one.searches,
        "same_type": one.same_type,
        "is_successor": one.is_successor,
        "capabilities": [
            {"key": c.key, "name": c.name, "url": links.capability(c.key), "partly": c.partly}
            for c in one.capabilities
        ],
        "intents": list(one.intents),
        "why": why(one, told),
        "lifecycle": other.lifecycle,
        "tenths": other.tenths,
        "provisional": other.provisional,
        "comparison_url": links.listing("api:comparisons", artifacts=",".join(one.slugs)),
        "comparison_html_url": links.to("compare", one.pair),
    }
