"""`python -m tests.ranking.link_checker HOST`: check links of these hosts, at the local server."""

import sys

import django

django.setup()

from ranking.services.links import check_due  # noqa: E402
from tests.ranking.links import terms  # noqa: E402

if __name__ == "__main__":
    check_due(terms=terms(sys.argv[1:], seconds=60.0))
