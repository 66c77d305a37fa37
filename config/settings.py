"""Settings, read from environment variables. What each one means: docs/settings.md."""

import os
import secrets
from pathlib import Path

from celery.schedules import crontab
from django.urls import reverse_lazy

from config.desk import desk
from config.embedded import places
from config.environment import Environment, broker_url
from config.secret import stored_secret

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(os.environ)
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / ".data"))).resolve()

# --- The site ---------------------------------------------------------------------------------
SITE_NAME = "Lineup"
RANK_NAME = env.text("RANK_NAME", "UnfragileRank")
PORT = env.integer("PORT", 8000, low=1, high=65535)
SITE_URL = env.text("SITE_URL", f"http://localhost:{PORT}").rstrip("/")

# --- Security ---------------------------------------------------------------------------------
DEBUG = env.flag("DEBUG", default=False)
_kept_key = env.text("SECRET_KEY") or stored_secret(DATA_DIR)
SECRET_KEY = _kept_key or secrets.token_urlsafe(50)
SECRET_KEY_IS_PASSING = not _kept_key  # commands may run with it, server processes may not
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.names("CSRF_TRUSTED_ORIGINS")
HTTPS = env.flag("HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("TRUST_PROXY", default=False) else None
)
# Whose X-Forwarded-For is believed when searches are counted.
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# --- Parts ------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.import_export",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "pgtrigger",
    "pghistory",
    "import_export",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "django_htmx",
    "catalog",
    "matchgraph",
    "ranking",
    "comparisons",
    "config",
]
# What pages are given in; texts are written in English, which takes no looking up.
LANGUAGES = env.languages("LANGUAGES", "en")
IS_TRANSLATED = [code for code, _ in LANGUAGES] != ["en"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.security.content_security_policy",
    *(["config.language.page_language"] if IS_TRANSLATED else []),
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n", "comparisons.templatetags.english"],
        },
    },
]

# --- Data -------------------------------------------------------------------------------------
DATABASES = {
    "default": {
        **env.database(default=places.default_database_url(DATA_DIR)),
        # One connection per server thread and worker process, kept open and checked before use.
        "CONN_MAX_AGE": env.integer("DATABASE_KEEP_SECONDS", 60, low=0, high=3600),
        "CONN_HEALTH_CHECKS": True,
    },
}
DATABASES["default"]["OPTIONS"].setdefault("connect_timeout", "5")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.redis(default=places.default_redis_url(DATA_DIR))
CACHES = {
    "default": {
        "BACKEND": "config.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "lineup-cache",
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    },
}

# What one server process keeps of finished answers; 0 for nothing.
PAGE_CACHE_MB = env.integer("PAGE_CACHE_MB", 0 if DEBUG else 64, low=0, high=65_536)

# --- Background work --------------------------------------------------------------------------
CELERY_BROKER_URL = broker_url(REDIS_URL)
CELERY_TIMEZONE = "UTC"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = env.integer("TASK_SECONDS", 120, low=10, high=3600)
CELERY_TASK_SOFT_TIME_LIMIT = CELERY_TASK_TIME_LIMIT - 5
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A message is only a nudge: a request that cannot send it goes on at once.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_TIMEOUT = 1.0
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Longer than any task may run, or a second copy would start beside the first.
    "visibility_timeout": CELERY_TASK_TIME_LIMIT + 15,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1.0,
    "socket_timeout": 3.0,
    "max_retries": 1,
    "interval_start": 0,
    "interval_max": 0.2,
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep what lost its nudge": {
        "task": "ranking.sweep_dirty",
        "schedule": 15.0,
        "options": {"expires": 15.0},
    },
    "advance the day": {
        "task": "ranking.advance_day",
        "schedule": crontab(hour="0", minute="10"),
    },
    "judge stars": {
        "task": "ranking.judge_stars",
        "schedule": crontab(hour="0", minute="25"),
    },
    "keep the night's places": {
        "task": "ranking.keep_nightly_places",
        "schedule": crontab(hour="0", minute="30"),
    },
    "keep events": {
        "task": "matchgraph.keep_events",
        "schedule": crontab(hour="0", minute="5"),
    },
    "roll up events": {
        "task": "matchgraph.roll_up_days",
        "schedule": crontab(hour="0", minute="15"),
    },
    "sweep the search index": {
        "task": "matchgraph.sweep_index",
        "schedule": 15.0,
        "options": {"expires": 15.0},
    },
    "tend the search index": {
        "task": "matchgraph.tend_index",
        "schedule": crontab(hour="0", minute="20"),
    },
    "close the epoch": {
        "task": "ranking.close_epoch",
        "schedule": crontab(day_of_month="1", hour="0", minute="40"),
    },
    "count and purge searches": {
        "task": "matchgraph.purge_searches",
        "schedule": crontab(hour="1", minute="10"),
    },
    "group intents": {
        "task": "matchgraph.group_intents",
        "schedule": crontab(day_of_week="1", hour="1", minute="40"),
    },
    "fold the notes of changes": {
        "task": "comparisons.fold_changes",
        "schedule": 300.0,
        "options": {"expires": 300.0},
    },
    "review editorial verdicts": {
        "task": "comparisons.review_verdicts",
        "schedule": 300.0,
        "options": {"expires": 300.0},
    },
}

# --- Link checks ------------------------------------------------------------------------------
# Others are asked in the name of a site that has one: on by itself where SITE_URL is given.
LINK_CHECKS = env.flag("LINK_CHECKS", default=bool(env.text("SITE_URL")))
LINK_CHECK_DAYS = env.integer("LINK_CHECK_DAYS", 3, low=1, high=7)
LINK_HOST_PAUSE = env.integer("LINK_HOST_PAUSE", 1, low=0, high=60)
LINK_TIMEOUT = env.integer("LINK_TIMEOUT", 10, low=1, high=60)
LINK_BATCH = env.integer("LINK_BATCH", 20, low=1, high=500)
if LINK_CHECKS:
    CELERY_BEAT_SCHEDULE["check links"] = {
        "task": "ranking.check_links",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    }

# --- Search -----------------------------------------------------------------------------------
EMBEDDING = env.text("EMBEDDING", "wordllama")

# --- Words and numbers ------------------------------------------------------------------------
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = IS_TRANSLATED
LOCALE_PATHS = [BASE_DIR / "locale", DATA_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
FORMS_URLFIELD_ASSUME_HTTPS = True  # what Django 6 does without being asked

# --- Static files -----------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
# Off in tests: names without a hash need no collecting first.
STATIC_HASHED = env.flag("STATIC_HASHED", default=not DEBUG)
WHITENOISE_USE_FINDERS = not STATIC_HASHED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_HASHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- The editors' desk ------------------------------------------------------------------------
LOGIN_URL = reverse_lazy("admin:login")
LOGIN_REDIRECT_URL = reverse_lazy("admin:index")
UNFOLD = desk(SITE_NAME)
# A page with many capabilities and prices posts more fields than Django's 1,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
IMPORT_EXPORT_USE_TRANSACTIONS = True

# Reading changes nothing: no session is opened for the sake of who might have changed something.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# --- The API ----------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_THROTTLE_CLASSES": ["comparisons.api.throttles.AddressThrottle"],
    "DEFAULT_THROTTLE_RATES": {"anon": env.rate("API_RATE", "600/minute")},
    "EXCEPTION_HANDLER": "comparisons.api.problems.handle",
    # How many proxies of ours stand before us; an address any other one claims is not believed.
    "NUM_PROXIES": 1 if SECURE_PROXY_SSL_HEADER else 0,
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"{SITE_NAME} API",
    "DESCRIPTION": (
        "Artifacts, what they can do, what they cost, and how they compare. Open to all, and"
        " read-only but for feedback on search hits."
        " `null` means unknown. Amounts are exact decimal texts, in a currency per one unit."
        " Errors are problem details (RFC 9457)."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
    "POSTPROCESSING_HOOKS": [],
}

# --- Log --------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO").upper()},
}

ENVIRONMENT_PROBLEMS = tuple(env.problems)
