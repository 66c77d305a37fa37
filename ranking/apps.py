from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from catalog.signals import facts_changed


class RankingConfig(AppConfig):
    name = "ranking"
    verbose_name = "Ranking"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ranking.tasks import nudge  # noqa: PLC0415  (models are not loaded any earlier)

        facts_changed.connect(nudge, dispatch_uid="ranking.nudge")
        post_migrate.connect(_open_first_epoch, sender=self, dispatch_uid="ranking.first_epoch")


def _open_first_epoch(**_: Any) -> None:
    """So that editors find the formula, its weights and its checklist before the first score."""
    from datetime import UTC, datetime  # noqa: PLC0415

    from ranking.services.epochs import ensure_epoch  # noqa: PLC0415

    ensure_epoch(today=datetime.now(UTC).date())
