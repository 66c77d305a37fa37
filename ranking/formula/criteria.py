"""The quality checklist: how complete and verifiable a record and its documentation are.

How well an artifact performs is no part of it. A criterion is either read off the catalog's facts
(`evaluator` names the rule) or found by an outside check (`checked`): until that has run, it is
unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
        "Capabilities described",
        5,
        "Three capabilities described in 100 characters or more.",
        "Describe three capabilities in 100 characters or more",
        "capabilities_depth",
        parameters={"characters": 100, "count": 3},
    ),
    Criterion(
        "capability_limits",
        "Limits stated",
        4,
        "Share of capabilities that state a limit or a condition.",
        "State a limit or a condition of every capability",
        "capability_limits",
    ),
    Criterion(
        "claims_sourced",
        "Comparisons sourced",
        3,
        "Share of comparisons with alternatives that cite a source. No comparison, no points lost.",
        "Cite a source for every comparison with alternatives",
        "claims_sourced",
    ),
    Criterion(
        "description_depth",
        "Description",
        6,
        "Nothing below 80 characters, full points from 400.",
        "Write a description of 400 characters",
        "description_depth",
        parameters={"none": 80, "full": 400},
    ),
    Criterion(
        "description_specific",
        "Inputs, outputs and limits",
        4,
        "The capabilities name an input type, an output type and a limit: a third each.",
        "Name inputs, outputs and a limit",
        "description_specific",
    ),
    Criterion(
        "docs_alive",
        "Documentation reachable",
        5,
        "Its documentation link answered in the last 14 days. Without a link nothing is earned.",
        "Add a documentation link that answers",
        CHECKED,
        parameters={"days": CHECK_DAYS},
    ),
    Criterion(
        "homepage_alive",
        "Homepage reachable",
        4,
        "Its homepage answered in the last 14 days. Without a link nothing is earned.",
        "Add a homepage that answers",
        CHECKED,
        parameters={"days": CHECK_DAYS},
    ),
    Criterion(
        "licence_spdx",
        "Licence",
        7,
        "An SPDX licence id; a licence given by name and link earns half.",
        "Record its licence by SPDX id",
        "licence_spdx",
    ),
    Criterion(
        "maintainer_known",
        "Publisher known",
        2,
        "The record names who publishes it.",
        "Name its publisher",
        "maintainer_known",
    ),
    Criterion(
        "pricing_known",
        "Price known",
        6,
        "An open price read within 90 days, or free with a source.",
        "Record its price, or that it is free, with a source",
        "pricing_known",
        parameters={"days": 90},
    ),
    Criterion(
        "quickstart",
        "Quick start",
        5,
        "A link to instructions for a first use.",
        "Link its quick start",
        "quickstart",
        applies_to=(*MODEL, *DATASET, *CODE, *HOSTED, "benchmark"),
    ),
    Criterion(
        "release_notes",
        "Release notes",
        5,
        "A link to its release notes or change log.",
        "Link its release notes",
        "release_notes",
        applies_to=(*MODEL, *DATASET, *CODE, *HOSTED),
    ),
    Criterion(
        "security_contact",
        "Security contact",
        3,
        "A link to a security policy or contact.",
        "Link its security contact",
        "security_contact",
        applies_to=(*CODE, *HOSTED),
    ),
    Criterion(
        "source_linked",
        "Upstream confirmed",
        6,
        "Its repository, package or hub page was found in the last 14 days, and is still the one"
        " recorded. Without one nothing is earned.",
        "Link its repository, package or hub page",
        CHECKED,
        parameters={"days": CHECK_DAYS},
    ),
    Criterion(
        "type_card",
        "Card or specification",
        5,
        "A model card, dataset card, MCP manifest or OpenAPI document, as fits the type.",
        "Link its card or specification",
        "type_card",
        applies_to=tuple(CARDS),
    ),
)

FLAGS: tuple[Criterion, ...] = (
    Criterion(
        "finished_work",
        "Finished work",
        0,
        "Declared complete by its maintainer: freshness keeps a floor while links and use hold.",
        "",
        CHECKED,
    ),
    Criterion(
        "star_spike",
        "Star spike",
        0,
        "Stars rose faster than use explains: they count little above downloads.",
        "",
        CHECKED,
    ),
)
