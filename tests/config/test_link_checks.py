"""Whether and how outside links are asked, as the environment says."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.test import override_settings

from ranking.tasks import link_terms
from tests.processes import ROOT

QUESTION = """
import json
from django.conf import settings
print(json.dumps([settings.LINK_CHECKS, "check links" in settings.CELERY_BEAT_SCHEDULE]))
"""


def switched_on(**environment: str) -> bool:
    """Whether links are checked, and that the schedule says the same."""
    inherited = {name: value for name, value in os.environ.items() if name != "LINK_CHECKS"}
    done = subprocess.run(
        [sys.executable, "-c", QUESTION],
        env={**inherited, **environment},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    checks, scheduled = json.loads(done.stdout)
    assert checks == scheduled
    return bool(checks)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"SITE_URL": ""}, False),
        ({"SITE_URL": "https://catalog.example"}, True),
        ({"SITE_URL": "https://catalog.example", "LINK_CHECKS": "0"}, False),
        ({"SITE_URL": "", "LINK_CHECKS": "1"}, True),
    ],
)
def test_links_are_checked_in_the_name_of_a_site_that_has_one(
    environment: dict[str, str], expected: bool
) -> None:
    assert switched_on(**environment) is expected


@override_settings(SITE_URL="https://catalog.example")
def test_others_are_told_who_asks() -> None:
    assert link_terms().agent == "Lineup link check (+https://catalog.example)"


@override_settings(LINK_CHECK_DAYS=5, LINK_HOST_PAUSE=2, LINK_TIMEOUT=7, LINK_BATCH=9)
def test_settings_say_how_links_are_asked() -> None:
    terms = link_terms()

    assert (terms.every, terms.pause) == (timedelta(days=5), timedelta(seconds=2))
    assert (terms.seconds, terms.batch) == (7, 9)


@pytest.mark.parametrize("soft_limit", [5, 115, 3595])
@pytest.mark.parametrize("pause", [0, 60])
def test_run_ends_before_its_task_would_be_ended(soft_limit: int, pause: int) -> None:
    """The last check and the last witness each wait for a turn as long as they take."""
    with override_settings(
        CELERY_TASK_SOFT_TIME_LIMIT=soft_limit, LINK_TIMEOUT=60, LINK_HOST_PAUSE=pause
    ):
        terms = link_terms()

    longest = terms.run_seconds + 6 * terms.seconds
    assert longest < soft_limit
    assert terms.lease > timedelta(seconds=longest)
