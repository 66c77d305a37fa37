"""Addresses that something is sent to. They carry no session: what is sent speaks for itself."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.views import APIView

from comparisons.api import parameters
from comparisons.api.problems import bad_parameters
from comparisons.api.schema import SentSchema


@method_decorator(never_cache, name="dispatch")
class SentView(APIView):
    """`body` is the shape of what is sent, `shape` of what is answered. Pages of other sites may
    not send: a browser asks first whether they may, and is told nothing."""

    http_method_names = ["post", "options"]
    authentication_classes: Sequence[Any] = []
    parser_classes = [JSONParser]
    schema = SentSchema()

    operation: ClassVar[str]
    tag: ClassVar[str]
    body: ClassVar[type]
    shape: ClassVar[type]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        parameters.check(request.query_params, [])


def fields_of_body(request: Request, names: Sequence[str]) -> Mapping[str, str]:
    """The texts sent under these names. Every one that is missing or not expected is named."""
    sent = request.data
    if not isinstance(sent, dict):
        raise bad_parameters({"body": [f"Send a JSON object with {' and '.join(names)}."]})
    errors = {name: ["Not expected here."] for name in sent if name not in names}
    errors |= {name: ["Give a text."] for name in names if not isinstance(sent.get(name), str)}
    if errors:
        raise bad_parameters(errors)
    return {name: sent[name] for name in names}
