"""The desk as a browser meets it: pages are read, forms are filled in and sent back."""

from html.parser import HTMLParser
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from catalog.models import Artifact, ArtifactAlias
from tests import builders


def desk_client(role: str = "reviewer", **fields: Any) -> tuple[Client, User]:
    person = builders.user(role, **{"password": None} | fields)
    client = Client()
    client.force_login(person)
    return client, person


def change_page(artifact: Artifact) -> str:
    return reverse("admin:catalog_artifact_change", args=[artifact.pk])


class _Fields(HTMLParser):
    """The successful controls of a page's forms, by name, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self._select: str | None = None
        self._text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "input" and name:
            self._input(name, given)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self.data.setdefault(self._select, []).append(given.get("value", ""))
        elif tag == "textarea" and name:
            self._text = name
            self.data[name] = [""]

    def _input(self, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in ("submit", "button") or (
            kind in ("checkbox", "radio") and "checked" not in given
        ):
            return
        self.data.setdefault(name, []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text:
            # A browser drops the line break right after the opening tag.
            self.data[self._text][0] += data.removeprefix("\n")


def form_of(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send back from this page if nothing were changed."""
    return fields_of(client.get(address))


def fields_of(response: Any) -> dict[str, Any]:
    """The same of an answer already there, such as a form sent back with its errors."""
    fields = _Fields()
    fields.feed(response.content.decode())
    return {name: values for name, values in fields.data.items() if "__prefix__" not in name}


def add_row(data: dict[str, Any], prefix: str, **fields: Any) -> dict[str, Any]:
    """The same form with one more row in an inline list."""
    total = int(data[f"{prefix}-TOTAL_FORMS"][0])
    row = {f"{prefix}-{total}-{name}": value for name, value in fields.items()}
    return data | row | {f"{prefix}-TOTAL_FORMS": [str(total + 1)]}


def save(client: Client, artifact: Artifact, **fields: Any) -> Any:
    """Opens the artifact's page, fills in these fields and sends it."""
    return client.post(change_page(artifact), form_of(client, change_page(artifact)) | fields)


def errors_of(response: Any) -> list[str]:
    """Everything the page complains about: the form, its rows and their prices."""
    if response.context is None:
        return []
    form = response.context["adminform"].form
    found = _messages(form)
    for part in response.context["inline_admin_formsets"]:
        found += _formset_messages(part.formset)
    return found


def _messages(form: Any) -> list[str]:
    return [str(message) for messages in form.errors.values() for message in messages]


def _formset_messages(formset: Any) -> list[str]:
    found = [str(message) for message in formset.non_form_errors()]
    for form in formset.forms:
        found += _messages(form)
        for nested in getattr(form, "nested_formsets", []):
            found += _formset_messages(nested.formset)
    return found


def full_artifact(rows: int) -> Artifact:
    """A published artifact with this many rows of everything."""
    artifact = builders.published_artifact()
    for _ in range(rows):
        builders.artifact_capability(artifact=artifact)
        offering = builders.offering(artifact=artifact, source=builders.source())
        builders.price(offering=offering, source=builders.source())
        builders.price(offering=offering, component="output")
        builders.observation(artifact=artifact)
        builders.citation(artifact=artifact)
        builders.relation(from_artifact=artifact)
        outside = f"made/{builders.number()}"
        ArtifactAlias.objects.create(artifact=artifact, kind="openrouter", value=outside)
    return artifact
