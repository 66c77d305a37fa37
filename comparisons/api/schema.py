"""The OpenAPI document, drawn from what the views are made of.

A response's shape is a TypedDict or a frozen dataclass. The same annotations that the type
checker holds the builders to become the JSON schema, so the two cannot tell different stories.
"""

import dataclasses
import inspect
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from django import forms
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentRegistry, ResolvedComponent
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from comparisons.api import problems
from comparisons.api.parameters import Parameter, choices_of, fields_of, is_repeatable
from comparisons.api.shapes.problems import ProblemDetails

Schema = dict[str, Any]
BASIC: Mapping[type, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    Decimal: {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"},
}


class ShapeSchema(AutoSchema):
    """Describes a `ReadView` by its attributes."""

    view: Any
    answered = 200

    def get_operation_id(self) -> str:
        return str(self.view.operation)

    def get_tags(self) -> list[str]:
        return [self.view.tag]

    def get_summary(self) -> str:
        return _doc(self.view)[0]

    def get_description(self) -> str:  # type: ignore[override]
        return _doc(self.view)[1]

    def get_override_parameters(self) -> list[Any]:
        view = self.view
        return [
            *(_parameter(p, OpenApiParameter.PATH) for p in view.path_parameters),
            *(_parameter(p, OpenApiParameter.QUERY) for p in view.query_parameters()),
            *(_filter(name, field) for name, field in fields_of(view.filterset_class).items()),
        ]

    def get_response_serializers(self) -> Any:
        body = schema_of(self.view.shape, self.registry)
        if getattr(self.view, "listed", False):
            body = self._page(body)
        problem = schema_of(ProblemDetails, self.registry)
        answers: dict[Any, OpenApiResponse] = {self.answered: OpenApiResponse(body, "As asked.")}
        if getattr(self.view, "moves", False):
            answers[301] = OpenApiResponse(None, "An earlier slug: the Location is the new one.")
        for kind in self.problems():
            answers[kind.status, problems.MEDIA_TYPE] = OpenApiResponse(problem, kind.title)
        return answers

    def problems(self) -> list[problems.Kind]:
        return [kind for kind in problems.KINDS.values() if not kind.of_sending]

    def _page(self, item: Schema) -> Schema:
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "properties": {
                "next": {**address, "description": "The next page, or null at the end."},
                "previous": {**address, "description": "The page before, or null at the start."},
                "results": {"type": "array", "items": item},
            },
            "required": ["next", "previous", "results"],
            "additionalProperties": False,
        }


class SentSchema(ShapeSchema):
    """Describes a `SentView`: what is sent, and what it is answered with."""

    answered = 202

    def get_override_parameters(self) -> list[Any]:
        return []

    def get_request_serializer(self) -> Any:
        return schema_of(self.view.body, self.registry)

    def _get_request_body(self, direction: str = "request") -> Any:
        sent = schema_of(self.view.body, self.registry)
        return {"content": {"application/json": {"schema": sent}}, "required": True}

    def problems(self) -> list[problems.Kind]:
        return list(problems.KINDS.values())


def schema_of(hint: Any, registry: ComponentRegistry) -> Schema:
    """The JSON schema of an annotation. Shapes become components and are referred to."""
    if hint in BASIC:
        return dict(BASIC[hint])
    if hint in (Any, object):
        return {}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"type": "string", "enum": [member.value for member in hint]}
    if is_typeddict(hint) or dataclasses.is_dataclass(hint):
        return _component(hint, registry)
    return _compound(hint, registry)


def _compound(hint: Any, registry: ComponentRegistry) -> Schema:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return {**schema_of(arguments[0], registry), "description": arguments[1]}
    if origin is Literal:
        return {"type": "string", "enum": list(arguments)}
    if origin in (list, tuple):
        return {"type": "array", "items": schema_of(arguments[0], registry)}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": schema_of(arguments[1], registry)}
    if origin in (Union, UnionType):
        return _union(arguments, registry)
    raise TypeError(f"No schema for {hint!r}")


def _union(members: tuple[Any, ...], registry: ComponentRegistry) -> Schema:
    schemas = [schema_of(member, registry) for member in members if member is not NoneType]
    if NoneType not in members:
        return {"anyOf": schemas}
    only = schemas[0]
    if len(schemas) == 1 and isinstance(only.get("type"), str):
        values = {"enum": [*only["enum"], None]} if "enum" in only else {}
        return {**only, "type": [only["type"], "null"], **values}
    return {"anyOf": [*schemas, {"type": "null"}]}


def _component(shape: type, registry: ComponentRegistry) -> Schema:
    make: Any = ResolvedComponent
    component = make(shape.__name__, ResolvedComponent.SCHEMA, object=shape)
    if component not in registry:
        registry.register(component)
        hints = get_type_hints(shape, include_extras=True)
        component.schema = {
            "type": "object",
            "properties": {name: schema_of(hint, registry) for name, hint in hints.items()},
            "required": list(hints),
            "additionalProperties": False,
        }
        if words := _words_of(shape):
            component.schema["description"] = words
    reference: Schema = component.ref
    return reference


def _words_of(shape: type) -> str:
    """What was written about a shape; a dataclass without words documents itself by its fields."""
    words = inspect.cleandoc(shape.__doc__ or "")
    return "" if words.startswith(f"{shape.__name__}(") else " ".join(words.split())


def _doc(view: object) -> tuple[str, str]:
    """First line and the rest of the view's own words."""
    title, _, rest = inspect.cleandoc(type(view).__doc__ or "").partition("\n")
    return title.rstrip("."), " ".join(rest.split())


def _parameter(parameter: Parameter, location: Any) -> OpenApiParameter:
    return OpenApiParameter(
        parameter.name,
        dict(parameter.schema),
        location,
        required=parameter.required or location == OpenApiParameter.PATH,
        description=parameter.description,
    )


def _filter(name: str, field: forms.Field) -> OpenApiParameter:
    schema = _field_schema(field)
    if is_repeatable(field):
        schema = {"type": "array", "items": schema}
    return OpenApiParameter(name, schema, description=str(field.help_text))


def _field_schema(field: forms.Field) -> Schema:
    if isinstance(field, forms.ModelChoiceField):
        return {"type": "string", "minLength": 1}
    if isinstance(field, forms.ChoiceField):
        return {"type": "string", "enum": choices_of(field)}
    if isinstance(field, forms.DateField):
        return {"type": "string", "format": "date"}
    if isinstance(field, forms.DateTimeField):
        return {"type": "string", "format": "date-time"}
    if isinstance(field, forms.IntegerField):
        return {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}
    longest = getattr(field, "max_length", None)
    return {"type": "string"} | ({"maxLength": longest} if longest else {})
