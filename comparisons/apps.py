from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from catalog.signals import artifact_merging, facts_changed


class ComparisonsConfig(AppConfig):
    name = "comparisons"
    verbose_name = "Comparisons"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from comparisons.tasks import nudge  # noqa: PLC0415  (models are not loaded any earlier)

        facts_changed.connect(nudge, dispatch_uid="comparisons.nudge")
        artifact_merging.connect(_follow_merge, dispatch_uid="comparisons.follow_merge")
        # Once all rooms have their tables: this one comes last of them.
        post_migrate.connect(_watch, sender=self, dispatch_uid="comparisons.watch")


def _watch(**_: Any) -> None:
    from comparisons.services.changes import watch  # noqa: PLC0415

    watch()


def _follow_merge(*, keep: Any, merged: Any, **_: Any) -> None:
    from comparisons.services.verdicts import follow_merge  # noqa: PLC0415

    follow_merge(keep=keep, merged=merged)
