"""The OpenAPI document is right: every answer the API gives is one that it describes."""

import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CheckFunction
from schemathesis.specs.openapi.checks import positive_data_acceptance

from catalog.models import Artifact, Category, SpecDefinition
from matchgraph.services.indexing import drain_index
from tests import builders
from tests.comparisons.api_world import rank_all, rich_artifact
from tests.comparisons.written import written

pytestmark = pytest.mark.django_db

EXAMPLES = 15
# A slug or a cursor that nobody made fits its schema and is refused all the same.
LEFT_OUT: list[CheckFunction] = [positive_data_acceptance]


# Where each operation has something to tell of the world below.
PLACES: dict[str, dict[str, Any]] = {
    "read_index": {},
    "read_problem": {"path_parameters": {"code": "not-found"}},
    "list_artifacts": {"query": {"weights": "40-30-10-10-10"}},
    "read_artifact": {"path_parameters": {"slug": "two"}},
    "list_capabilities": {},
    "read_capability": {"path_parameters": {"key": "code.writing"}},
    "list_types": {"query": {"page_size": 2}},
    "read_type": {"path_parameters": {"key": "model"}},
    "list_categories": {},
    "read_category": {"path_parameters": {"slug": "editors"}},
    "list_organizations": {},
    "read_organization": {"path_parameters": {"slug": "maker"}},
    "list_offerings": {},
    "list_prices": {"query": {"open": "true", "as_of": "2026-06-02"}},
    "list_relations": {"query": {"artifact": ["one"]}},
    "list_scores": {},
    "read_score": {"path_parameters": {"slug": "one"}},
    "list_score_history": {"path_parameters": {"slug": "one"}},
    "read_methodology": {},
    "compare_artifacts": {
        "query": {"artifacts": "one,three", "weights": "equal", "in": 9, "out": 1, "requests": 2}
    },
    "cost_artifact": {
        "path_parameters": {"slug": "one"},
        "query": {"in": 9, "out": 1, "cached": 50, "requests": 2, "context": 9},
    },
    "search_artifacts": {"query": {"q": "thing"}},
    "list_intents": {"query": {"ordering": "label"}},
    "suggest": {"query": {"q": "art"}},
    "list_changes": {},
    "read_alternatives": {"path_parameters": {"slug": "one"}},
}
# Those that something is sent to.
SENT = {"give_feedback"}

# Those that take anything, and so can be given something wrong.
TAKING = sorted(PLACES.keys() - {"read_index", "read_methodology"})


@pytest.fixture
def world() -> None:
    """Artifacts with all their parts, so that answers are not empty; two of one type."""
    SpecDefinition.objects.create(type_id="model", key="size", label="Size", kind="decimal")
    maker = builders.organization(slug="maker")
    one = rich_artifact(slug="one", specs={"size": "1.5"}, publisher=maker)
    one.categories.add(Category.objects.create(slug="editors", name="Editors"))
    two = rich_artifact(slug="two", successor=one, type_id="dataset")
    rich_artifact(slug="three", specs={"size": "3"})
    builders.relation(from_artifact=two, to_artifact=one)
    writing = builders.capability(key="code.writing")
    builders.capability(parent=writing)
    for artifact in (one, two):
        builders.artifact_capability(artifact=artifact, capability=writing)
    rank_all()
    drain_index()
    written(one, two, rows=("licence", "capability:code.writing"))
    Artifact.objects.filter(pk=one.pk).update(licence_spdx="MIT")


@pytest.fixture
def described(world: None) -> Iterator[Any]:
    """The document as served, on connections that requests leave open, as those of a test are."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("operation", "mode"),
    [
        *((operation, GenerationMode.POSITIVE) for operation in sorted(PLACES)),
        *((operation, GenerationMode.NEGATIVE) for operation in [*TAKING, *sorted(SENT)]),
    ],
)
def test_every_answer_is_as_described(operation: str, mode: GenerationMode, described: Any) -> None:
    cases = described.find_operation_by_id(operation).as_strategy(generation_mode=mode)

    @given(case=cases)
    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None)
    def holds(case: Any) -> None:
        case.call_and_validate(excluded_checks=LEFT_OUT)

    holds()


@pytest.mark.parametrize("operation", sorted(PLACES))
def test_full_answer_is_as_described(operation: str, described: Any) -> None:
    place = PLACES[operation]
    case = described.find_operation_by_id(operation).Case(**place)

    answer = case.call_and_validate(excluded_checks=LEFT_OUT)

    assert answer.status_code == 200


def test_documented_operations_are_the_ones_tested(client: Client) -> None:
    paths = client.get("/api/v1/schema/").json()["paths"]

    operations = [operation for methods in paths.values() for operation in methods.values()]
    answered = {operation["operationId"]: set(operation["responses"]) for operation in operations}
    assert set(answered) == set(PLACES) | SENT
    assert all(operation["summary"] for operation in operations)
    assert all(answered[operation] >= {"200", "400", "404"} for operation in PLACES)
    assert all(answered[operation] >= {"202", "400", "415"} for operation in SENT)


def test_feedback_is_answered_as_described(described: Any, client: Client) -> None:
    found = client.get("/api/v1/search/?q=thing", headers={"User-Agent": "Agent/1.0"}).json()
    token = found["results"][0]["feedback_token"]
    case = described.find_operation_by_id("give_feedback").Case(
        body={"token": token, "kind": "api_success"}, media_type="application/json"
    )

    answer = case.call_and_validate(excluded_checks=LEFT_OUT)

    assert answer.status_code == 202


def test_document_is_made_without_a_warning() -> None:
    out = StringIO()

    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)

    assert out.getvalue().startswith("openapi: 3.1.1\n")


def test_document_is_served_as_json_and_as_yaml(client: Client) -> None:
    as_json = client.get("/api/v1/schema/")
    as_yaml = client.get("/api/v1/schema/", HTTP_ACCEPT="application/yaml")

    assert as_json.json()["openapi"] == "3.1.1"
    assert as_yaml.content.decode().startswith("openapi: 3.1.1\n")


def test_docs_load_nothing_from_elsewhere_and_hold_no_script(client: Client) -> None:
    page = client.get("/api/v1/docs/").content.decode()

    assert set(re.findall(r'(?:src|href)="(/\w+)/', page)) == {"/static", "/api"}
    assert "http" not in page
    assert re.findall(r"<script[^>]*>(.*?)</script>", page) == ["", ""]
    assert "<style" not in page
    assert " style=" not in page
