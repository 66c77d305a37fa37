"""The quality checklist: how complete and verifiable a record and its documentation are.

How well an artifact performs is no part of it. A criterion is either read off the catalog's facts
(`evaluator` names the rule) or found by an outside check (`checked`): until that has run, it is
unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from catalog.language import gettext_noop
from ranking.formula.types import GROUPS, TYPES

CHECKED = "checked"
CHECK_DAYS = 14
CODE, HOSTED, TEXT = GROUPS["code"], GROUPS["hosted"], GROUPS["text"]
MODEL, DATASET = GROUPS["model"], GROUPS["dataset"]
CARDS = {
    "model": "model_card",
    "finetune": "model_card",
    "dataset": "dataset_card",
    "mcp": "manifest",
    "api": "api_spec",
}


@dataclass(frozen=True)
class Criterion:
    """`help` tells an editor what earns the points, `improve` what to do about missing ones."""

    code: str
    label: str
    points: int
    help: str
    improve: str
    evaluator: str
    applies_to: tuple[str, ...] = TYPES
    parameters: Mapping[str, int] = field(default_factory=dict)


CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        "capabilities_depth",
        gettext_noop("Capabilities described"),
        5,
        gettext_noop("Three capabilities described in 100 characters or more."),
        gettext_noop("Describe three capabilities in 100 characters or more"),
        "capabilities_depth",
        parameters={"characters": 100, "count": 3},
    ),
    Criterion(
        "capability_limits",
        gettext_noop("Limits stated"),
        4,
        gettext_noop("Share of capabilities that state a limit or a condition."),
        gettext_noop("State a limit or a condition of every capability"),
        "capability_limits",
    ),
    Criterion(
        "claims_sourced",
        gettext_noop("Comparisons sourced"),
        3,
        gettext_noop(
            "Share of comparisons with alternatives that cite a source. No comparison, no points"
            " lost."
        ),
        gettext_noop("Cite a source for every comparison with alternatives"),
        "claims_sourced",
    ),
    Criterion(
        "description_depth",
        gettext_noop("Description"),
        6,
        gettext_noop("Nothing below 80 characters, full points from 400."),
        gettext_noop("Write a description of 400 characters"),
        "description_depth",
        parameters={"none": 80, "full": 400},
    ),
    Criterion(
        "description_specific",
        gettext_noop("Inputs, outputs and limits"),
        4,
        gettext_noop(
            "The capabilities name an input type, an output type and a limit: a third each."
        ),
        gettext_noop("Name inputs, outputs and a limit"),
        "description_specific",
    ),
    Criterion(
        "docs_alive",
        gettext_noop("Documentation reachable"),
        5,
        gettext_noop(
            "Its documentation link answered in the last 14 days. Without a link nothing is earned."
        ),
        gettext_noop("Add a documentation link that answers"),
        CHECKED,
        parameters={"days": CHECK_DAYS},
    ),
    Criterion(
        "homepage_alive",
        gettext_noop("Homepage reachable"),
        4,
        gettext_noop(
            "Its homepage answered in the last 14 days. Without a link nothing is earned."
        ),
        gettext_noop("Add a homepage that answers"),
        CHECKED,
        parameters={"days": CHECK_DAYS},
    ),
    Criterion(
        "licence_spdx",
        gettext_noop("Licence"),
        7,
        gettext_noop("An SPDX licence id; a licence given by name and link earns half."),
        gettext_noop("Record its licence by SPDX id"),
        "licence_spdx",
    ),
    Criterion(
        "maintainer_known",
        gettext_noop("Publisher known"),
        2,
        gettext_noop("The record names who publishes it."),
        gettext_noop("Name its publisher"),
        "maintainer_known",
    ),
    Criterion(
        "pricing_known",
        gettext_noop("Price known"),
        6,
        gettext_noop("An open price read within 90 days, or free with a source."),
        gettext_noop("Record its price, or that it is free, with a source"),
        "pricing_known",
        parameters={"days": 90},
    ),
    Criterion(
        "quickstart",
        gettext_noop("Quick start"),
        5,
        gettext_noop("A link to instructions for a first use."),
        gettext_noop("Link its quick start"),
        "quickstart",
        applies_to=(*MODEL, *DATASET, *CODE, *HOSTED, "benchmark"),
    ),
    Criterion(
        "release_notes",
        gettext_noop("Release notes"),
        5,
        gettext_noop("A link to its release notes or change log."),
        gettext_noop("Link its release notes"),
        "release_notes",
        applies_to=(*MODEL, *DATASET, *CODE, *HOSTED),
    ),
    Criterion(
        "security_contact",
        gettext_noop("Security contact"),
        3,
        gettext_noop("A link to a security policy or contact."),
        gettext_noop("Link its security contact"),
        "security_contact",
        applies_to=(*CODE, *HOSTED),
    ),
    Criterion(
        "source_linked",
        gettext_noop("Upstream confirmed"),
        6,
        gettext_noop(
            "Its repository, package or hub page was found in the last 14 days, and is still the"
            " one recorded. Without one nothing is earned."
        ),
        gettext_noop("Link its repository, package or hub page"),
        CHECKED,
        parameters={"days": CHECK_DAYS},
    ),
    Criterion(
        "type_card",
        gettext_noop("Card or specification"),
        5,
        gettext_noop(
            "A model card, dataset card, MCP manifest or OpenAPI document, as fits the type."
        ),
        gettext_noop("Link its card or specification"),
        "type_card",
        applies_to=tuple(CARDS),
    ),
)

FLAGS: tuple[Criterion, ...] = (
    Criterion(
        "finished_work",
        gettext_noop("Finished work"),
        0,
        gettext_noop(
            "Declared complete by its maintainer: freshness keeps a floor while links and use hold."
        ),
        "",
        CHECKED,
    ),
    Criterion(
        "star_spike",
        gettext_noop("Star spike"),
        0,
        gettext_noop("Stars rose faster than use explains: they count little above downloads."),
        "",
        CHECKED,
    ),
)
