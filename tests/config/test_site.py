import pytest
from django.conf import settings
from django.core.checks import Error
from django.test import Client, override_settings

from config.checks import check_environment, check_proxies
from config.environment import Problem
from config.security import ADMIN_POLICY, PUBLIC_POLICY


def test_checks_pass_on_a_usable_environment() -> None:
    assert check_environment(None) == []


@override_settings(ENVIRONMENT_PROBLEMS=(Problem("PORT", "PORT is 'x'.", "Try PORT=8000."),))
def test_checks_report_each_problem_with_its_hint() -> None:
    assert check_environment(None) == [
        Error("PORT is 'x'.", hint="Try PORT=8000.", id="config.PORT")
    ]


def test_public_pages_forbid_inline_scripts_and_styles(client: Client) -> None:
    response = client.get("/healthz")

    assert response.headers["Content-Security-Policy"] == PUBLIC_POLICY
    assert "unsafe" not in PUBLIC_POLICY


@pytest.mark.django_db
def test_admin_may_use_inline_styles(client: Client) -> None:
    response = client.get("/admin/login/")

    assert response.headers["Content-Security-Policy"] == ADMIN_POLICY


def test_tasks_end_before_their_message_is_handed_out_again() -> None:
    handed_out_after = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]

    assert settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT
    assert handed_out_after > settings.CELERY_TASK_TIME_LIMIT


@pytest.mark.parametrize(
    ("scheme", "proxies", "problems"),
    [
        (None, [], []),
        (("HTTP_X_FORWARDED_PROTO", "https"), ["10.0.0.0/8"], []),
        (("HTTP_X_FORWARDED_PROTO", "https"), [], ["config.TRUSTED_PROXIES"]),
    ],
)
def test_proxy_that_is_trusted_and_not_named_is_told(
    scheme: object, proxies: list[str], problems: list[str]
) -> None:
    with override_settings(SECURE_PROXY_SSL_HEADER=scheme, TRUSTED_PROXIES=proxies):
        found = check_proxies(None)

    assert [one.id for one in found] == problems
