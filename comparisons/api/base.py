"""What every address of the read API does alike: open to all, strict with parameters, cacheable."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from comparisons.api import parameters
from comparisons.api.keyset import BadCursor, Key, Page, page_of
from comparisons.api.links import Links
from comparisons.api.parameters import Parameter
from comparisons.api.problems import bad_parameters
from comparisons.api.schema import ShapeSchema
from comparisons.caching.marks import keep

LARGEST_PAGE = 100
USUAL_PAGE = 50
OPEN_TO_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Access-Control-Max-Age": "86400",
}
View = Callable[..., HttpResponseBase]


def open_to_all(view: View) -> View:
    """Browsers on any site may read: there is nothing here that a visitor could not see."""

    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        for name, value in OPEN_TO_ALL.items():
            response.headers.setdefault(name, value)
        # Kept copies are asked about each time: the answer is never older than the data.
        response.headers.setdefault("Cache-Control", "public, no-cache")
        return response

    return respond


@method_decorator([open_to_all, conditional_page], name="dispatch")
class ReadView(APIView):
    """One address. `shape` is what it answers with, `parameters` what it reads of the query."""

    http_method_names = ["get", "head", "options"]
    authentication_classes: Sequence[Any] = []
    schema = ShapeSchema()

    operation: ClassVar[str]
    tag: ClassVar[str]
    shape: ClassVar[type]
    path_parameters: ClassVar[Sequence[Parameter]] = ()
    parameters: ClassVar[Sequence[Parameter]] = ()
    filterset_class: ClassVar[Any] = None
    moves: ClassVar[bool] = False
    # False where the answer is the asker's own, or asking is counted.
    is_kept: ClassVar[bool] = True

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        fields = parameters.fields_of(self.filterset_class)
        repeatable = [name for name, field in fields.items() if parameters.is_repeatable(field)]
        parameters.check(
            request.query_params, [*(p.name for p in self.query_parameters()), *fields], repeatable
        )

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(answer, ["Accept"])  # what cannot be written as asked is refused
        return keep(answer) if self.is_kept else answer

    @classmethod
    def query_parameters(cls) -> Sequence[Parameter]:
        return cls.parameters

    @property
    def links(self) -> Links:
        return Links(self.request)


class ListView(ReadView):
    """A list in pages. `orderings` maps what `ordering` may say to the columns it stands for."""

    orderings: ClassVar[Mapping[str, Sequence[Key]]]
    columns: ClassVar[Sequence[str]]
    listed: ClassVar[bool] = True

    def get_queryset(self) -> Any:
        """The visible rows, before any filter."""
        raise NotImplementedError

    def build(self, rows: list[dict[str, Any]]) -> Sequence[Any]:
        """The shown form of each row."""
        raise NotImplementedError

    @classmethod
    def query_parameters(cls) -> Sequence[Parameter]:
        return [*cls.parameters, *paging_parameters(list(cls.orderings))]

    def get(self, request: Request) -> Response:
        page = self.page()
        return Response(
            {
                "next": self.page_link(page.next),
                "previous": self.page_link(page.previous),
                "results": self.build(page.rows),
            }
        )

    def page(self) -> Page:
        given = self.request.query_params
        size = parameters.whole_number(
            given, "page_size", default=USUAL_PAGE, low=1, high=LARGEST_PAGE
        )
        name = self.ordering()
        queryset = self.get_queryset()
        if self.filterset_class:
            queryset = parameters.filtered(self.filterset_class, given, queryset)
        try:
            return page_of(
                queryset,
                self.orderings[name],
                self.shown_columns(),
                ordering=f"{self.operation}:{self.cursor_scope(name)}",
                cursor=given.get("cursor", ""),
                size=size,
            )
        except BadCursor as error:
            raise bad_parameters({"cursor": [str(error)]}) from error

    def ordering(self) -> str:
        """The ordering asked for, the first where none is."""
        first = next(iter(self.orderings))
        return parameters.one_of(self.request.query_params, "ordering", self.orderings, first)

    def shown_columns(self) -> Sequence[str]:
        return self.columns

    def cursor_scope(self, ordering: str) -> str:
        """What a cursor belongs to: whatever else the places of rows hang on."""
        return ordering

    def page_link(self, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        query = self.request.query_params.copy()
        query["cursor"] = cursor
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode(safe=',')}")


def paging_parameters(orderings: list[str]) -> list[Parameter]:
    return [
        Parameter(
            "ordering",
            "How to sort; a leading `-` turns it around. Rows without a value come last.",
            {"type": "string", "enum": orderings, "default": orderings[0]},
        ),
        Parameter("cursor", "Where to go on: from `next` or `previous`.", {"type": "string"}),
        Parameter(
            "page_size",
            "How many at most.",
            {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": USUAL_PAGE},
        ),
    ]


def both_ways(name: str, *keys: Key, last: str = "slug") -> dict[str, list[Key]]:
    """An ordering and its reverse, both ended by a unique column."""
    return {
        name: [*keys, Key(last)],
        f"-{name}": [*(_turned(key) for key in keys), Key(last)],
    }


def _turned(key: Key) -> Key:
    return Key(key.column, descending=not key.descending, nullable=key.nullable)
