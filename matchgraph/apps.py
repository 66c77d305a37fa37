from typing import Any

from django.apps import AppConfig

from catalog.signals import artifact_merging, facts_changed


class MatchgraphConfig(AppConfig):
    name = "matchgraph"
    verbose_name = "Match graph"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from matchgraph import checks  # noqa: F401, PLC0415  (registers itself)
        from matchgraph.tasks import nudge  # noqa: PLC0415  (models are not loaded any earlier)

        facts_changed.connect(nudge, dispatch_uid="matchgraph.nudge")
        artifact_merging.connect(_follow_merge, dispatch_uid="matchgraph.follow_merge")


def _follow_merge(*, keep: Any, merged: Any, **_: Any) -> None:
    from matchgraph.services.following import follow_merge  # noqa: PLC0415  (no models any earlier)

    follow_merge(keep=keep, merged=merged)
