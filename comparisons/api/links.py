"""Absolute addresses of what a response speaks of."""

from functools import cache
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from rest_framework.request import Request

PLACE = "0place0"


@cache
def _pattern(name: str) -> str:
    """An address with a place to fill in: hundreds of rows need no look-up each."""
    return reverse(name, args=[PLACE])


class Links:
    """Addresses as this request's host writes them."""

    def __init__(self, request: HttpRequest | Request) -> None:
        self.root = request.build_absolute_uri("/")[:-1]

    def to(self, name: str, key: str) -> str:
        """Where the thing of that key is, by the name of its address."""
        return self.root + _pattern(name).replace(PLACE, key)

    def artifact(self, slug: str) -> str:
        return self.to("api:artifact", slug)

    def page(self, slug: str) -> str:
        return self.to("artifact", slug)

    def organization(self, slug: str) -> str:
        return self.to("api:organization", slug)

    def capability(self, key: str) -> str:
        return self.to("api:capability", key)

    def category(self, slug: str) -> str:
        return self.to("api:category", slug)

    def type(self, key: str) -> str:
        return self.to("api:type", key)

    def score(self, slug: str) -> str:
        return self.to("api:score", slug)

    def listing(self, name: str, **query: str) -> str:
        """A list, narrowed."""
        return f"{self.root}{reverse(name)}?{urlencode(query, safe=',')}"
