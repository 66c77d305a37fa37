import pytest
from django.core.management import call_command

from catalog.models import Artifact, ArtifactCapability

pytestmark = pytest.mark.django_db


def test_the_demo_catalog_loads_whole_and_only_once() -> None:
    call_command("load_demo", verbosity=0)
    before = list(Artifact.objects.values_list("slug", "revision").order_by("slug"))

    call_command("load_demo", verbosity=0)

    assert list(Artifact.objects.values_list("slug", "revision").order_by("slug")) == before
    assert len(before) >= 60
    assert Artifact.objects.values("type").distinct().count() >= 10


@pytest.mark.parametrize(("slug", "number"), [("qwen3-coder-480b-a35b", 12), ("the-stack-v2", 11)])
def test_the_reference_pair_is_complete(slug: str, number: int) -> None:
    call_command("load_demo", verbosity=0)

    assert ArtifactCapability.objects.filter(artifact__slug=slug).count() == number
    assert Artifact.objects.published().filter(slug=slug).exists()
