"""The bare baseline of a page that is made anew: its own template with all it shows at hand, and
as many queries as the page takes, which ask nothing. No middleware."""

import os
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from django.test.utils import (
    CaptureQueriesContext,
    setup_test_environment,
    teardown_test_environment,
)
from django.urls import path

# What every render puts into the context by itself.
OWN = {"request", "user", "perms", "messages", "DEFAULT_MESSAGE_LEVELS", "csrf_token"}


def shown(address: str) -> tuple[str, dict[str, Any], int]:
    """The template of a page, its context and its number of queries."""
    client = Client(headers={"host": "localhost"})
    client.get(address)
    setup_test_environment()
    try:
        with CaptureQueriesContext(connection) as queries:
            answer: Any = client.get(address)
    finally:
        teardown_test_environment()
    context = {key: value for key, value in answer.context[0].flatten().items() if key not in OWN}
    return answer.templates[0].name, context, len(queries)


def bare(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        for _ in range(QUERIES):
            cursor.execute("SELECT 1")
            cursor.fetchall()
    answer = render(request, TEMPLATE, CONTEXT)
    answer.headers["Content-Length"] = str(len(answer.content))
    answer.headers["X-Queries"] = str(QUERIES)
    return answer


django.setup()
from config.urls import urlpatterns as site_urls  # noqa: E402  (needs the settings)

TEMPLATE, CONTEXT, QUERIES = shown(os.environ["BARE_PAGE"])
urlpatterns = [path("bare", bare), *site_urls]
settings.MIDDLEWARE = []
settings.ROOT_URLCONF = __name__
application = get_wsgi_application()
