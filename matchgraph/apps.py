from django.apps import AppConfig

from catalog.signals import facts_changed


class MatchgraphConfig(AppConfig):
    name = "matchgraph"
    verbose_name = "Match graph"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from matchgraph import checks  # noqa: F401, PLC0415  (registers itself)
        from matchgraph.tasks import nudge  # noqa: PLC0415  (models are not loaded any earlier)

        facts_changed.connect(nudge, dispatch_uid="matchgraph.nudge")
