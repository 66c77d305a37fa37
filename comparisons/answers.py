"""One search as its page needs it: under all its choices, and without those of one facet."""

from dataclasses import dataclass, field, replace

from django.db.models import QuerySet
from django.http import QueryDict

from catalog.models import Artifact
from comparisons import querystring, search_address
from comparisons.facets import FacetOptions, facets
from comparisons.filters import SearchFilter
from comparisons.services import found
from matchgraph.retrieval import Found


@dataclass(frozen=True)
class Answers:
    """Each set of choices is searched under once. Choices nobody understands narrow nothing."""

    data: QueryDict
    asked: dict[str, Found] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return search_address.words_of(self.data)

    @property
    def found(self) -> Found:
        return self._under(self.data)

    @property
    def ignored(self) -> list[str]:
        return sorted(_narrowing(self.data).errors)

    @property
    def is_narrowed(self) -> bool:
        return bool(search_address.choices_of(self.data))

    @property
    def page_query(self) -> str:
        """The address of its first page."""
        return querystring.with_only(self.data, querystring.PAGE, "")

    def facets(self) -> tuple[FacetOptions, ...]:
        """As on the browse page, counted over what the search finds under the other choices."""
        return tuple(_spelled(one) for one in facets(self.data, self._artifacts))

    def _artifacts(self, data: QueryDict) -> QuerySet[Artifact]:
        if not self.text:
            narrowed: QuerySet[Artifact] = _narrowing(data).qs
            return narrowed
        hits = self._under(data).hits
        return Artifact.objects.filter(pk__in=[hit.artifact_id for hit in hits])

    def _under(self, data: QueryDict) -> Found:
        choices = search_address.choices_of(data)
        key = choices.urlencode()
        if key not in self.asked:
            among = _narrowing(choices).qs if choices else None
            self.asked[key] = found.found(self.text, among)
        return self.asked[key]


def _narrowing(data: QueryDict) -> SearchFilter:
    return SearchFilter(data, Artifact.objects.published())


def _spelled(facet: FacetOptions) -> FacetOptions:
    options = (
        replace(one, query=search_address.spelled(QueryDict(one.query))) for one in facet.options
    )
    return replace(facet, options=tuple(options))
