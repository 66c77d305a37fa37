"""The one editorial verdict of the demo catalog."""

from datetime import date

from django.contrib.auth.models import AbstractBaseUser

from catalog.models import Artifact
from comparisons.editorial import Words
from comparisons.models import EditorialVerdict
from comparisons.services.verdicts import VerdictRefused, write
from comparisons.services.written import published_pair

SLUGS = ("codex-cli", "opencode")
WORDS = Words(
    choose_first=(
        "you want commands held in a sandbox of the operating system, without network unless you"
        " allow it, and you work with OpenAI’s models by a ChatGPT plan or an API key."
    ),
    choose_second=(
        "you want to choose the model yourself, per project and per agent, from several providers"
        " or on your own machine, and have a read-only agent plan before files are touched."
    ),
    summary=(
        "Both are open source, work in the terminal and take tools from MCP servers. A sandbox is"
        " described for Codex CLI alone, a choice of provider for OpenCode alone; what the record"
        " does not describe may still exist."
    ),
)
ROWS = (
    "spec-model_providers",
    "capability:agents.sandbox",
    "capability:workspace.model-choice",
    "capability:agents.planning",
)


def write_demo_verdict(*, by: AbstractBaseUser | None, on: date) -> EditorialVerdict | None:
    """Write it, once: not where one was written on the pair before, be it withdrawn since.

    None where there is nothing to do, or the pair is no longer what the demo catalog says.
    """
    ids = list(Artifact.objects.filter(slug__in=SLUGS).values_list("pk", flat=True))
    if len(ids) != 2 or EditorialVerdict.objects.of_pair(*ids).exists():
        return None
    pair = published_pair(*ids)
    if pair is None:
        return None
    try:
        return write(pair=pair, words=WORDS, rows=ROWS, by=by, on=on, reason="the demo’s own")
    except VerdictRefused:
        return None
