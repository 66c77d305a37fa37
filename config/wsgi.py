"""The web server's entry point: `granian --interface wsgi config.wsgi:application`."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from comparisons.caching.layer import with_kept_answers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = with_kept_answers(get_wsgi_application())

if settings.SECRET_KEY_IS_PASSING:
    raise ImproperlyConfigured("Set SECRET_KEY: server processes must sign with the same key.")
