from django.apps import AppConfig


class RankingConfig(AppConfig):
    name = "ranking"
    verbose_name = "Ranking"
    default_auto_field = "django.db.models.BigAutoField"
