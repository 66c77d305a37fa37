"""The bare baseline: a site whose only view returns the bytes of a file, through no middleware."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

BODIES = {file.name: file.read_bytes() for file in Path(os.environ["BARE_FOLDER"]).iterdir()}


def same_bytes(request: HttpRequest, name: str) -> HttpResponse:
    body = BODIES[name]
    return HttpResponse(body, headers={"Content-Length": str(len(body))})


urlpatterns = [path("<str:name>", same_bytes)]

settings.configure(ALLOWED_HOSTS=["localhost"], ROOT_URLCONF=__name__)
application = get_wsgi_application()
