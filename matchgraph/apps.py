from django.apps import AppConfig


class MatchgraphConfig(AppConfig):
    name = "matchgraph"
    verbose_name = "Match graph"
    default_auto_field = "django.db.models.BigAutoField"
