"""Registers the checks of this room."""

from django.apps import AppConfig
from django.conf import settings


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Configuration"

    def ready(self) -> None:
        # Both register themselves: the checks with Django, the application with Celery,
        # so that a task sent by a web process finds its broker.
        from config import celery, checks  # noqa: F401, PLC0415

        if settings.USE_I18N:
            from catalog.language import speak  # noqa: PLC0415
            from config.language import DjangoTongue  # noqa: PLC0415

            speak(DjangoTongue())
