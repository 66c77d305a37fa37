"""Visitors of the search page and the API, as their requests come in."""

import re
from typing import Any

from django.test import Client

from catalog.models import Artifact
from matchgraph.services.indexing import drain_index
from tests import builders

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
TOKEN = re.compile(r'data-hit="([^"]+)"')


def browser(address: str = "192.0.2.7", agent: str = FIREFOX, **meta: Any) -> Client:
    return Client(REMOTE_ADDR=address, HTTP_USER_AGENT=agent, **meta)


def coder(slug: str = "coder", **fields: Any) -> Artifact:
    """A published artifact that searches for code find by its capability."""
    made = builders.published_artifact(slug=slug, name=slug.title(), **fields)
    builders.artifact_capability(artifact=made, name="Completes code in an editor")
    drain_index()
    return made


def tokens(client: Client, text: str = "code completion", **query: Any) -> list[str]:
    """Those of the hits on the page, in their order."""
    page = client.get("/search/", {"q": text} | query, follow=True)
    assert page.status_code == 200
    return TOKEN.findall(page.content.decode())


def tell(client: Client, token: str, kind: str = "positive", **meta: Any) -> Any:
    """What the answer to feedback says, with its status."""
    answer = client.post(
        "/api/v1/feedback/",
        {"token": token, "kind": kind},
        content_type="application/json",
        **meta,
    )
    return answer.status_code, answer.json()
