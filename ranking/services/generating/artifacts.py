"""One made-up artifact with everything that belongs to it."""

from datetime import timedelta

from matchgraph.decay import monday_of
from ranking.formula import signals_of
from ranking.services.generating.tables import Batch
from ranking.services.generating.world import World

TYPES = {"model": 30, "dataset": 20, "repo": 12, "mcp": 10, "framework": 6, "product": 6, "api": 4}
TYPES |= {"agent": 3, "finetune": 3, "skill": 2, "prompt": 2, "benchmark": 1, "cli": 1}
LICENCES = ("Apache-2.0", "MIT", "CC-BY-4.0", "")
LINKS = ("homepage", "docs", "repository", "quickstart", "release_notes", "model_card", "security")
CHECKED_LINKS = {
    "homepage": "homepage_alive",
    "docs": "docs_alive",
    "repository": "source_linked",
}
PRICING = ("free", "open_source", "usage", "subscription", "unknown")
DERIVED = {"providers", "data_uses"}
PROVIDERS = 40
# What artifacts of a type usually point at, and how.
RELATIONS = {
    "model": (("dataset", "trained_on"), ("benchmark", "evaluated_on")),
    "finetune": (("model", "base_model"), ("dataset", "trained_on")),
    "dataset": (("dataset", "depends_on"),),
    "benchmark": (("dataset", "depends_on"),),
    "repo": (("framework", "depends_on"), ("repo", "listed_in"), ("repo", "fork_of")),
    "framework": (("framework", "depends_on"), ("model", "integrates_with")),
    "mcp": (("api", "integrates_with"), ("framework", "depends_on"), ("repo", "listed_in")),
    "agent": (("model", "depends_on"), ("mcp", "integrates_with"), ("repo", "listed_in")),
    "product": (("model", "depends_on"), ("api", "integrates_with")),
    "cli": (("api", "integrates_with"), ("repo", "mentioned_in")),
}


def add_artifact(batch: Batch, world: World, slug: str) -> None:
    random = world.random
    type_key = random.choices(list(TYPES), weights=list(TYPES.values()))[0]
    now = world.moment(1)
    published = random.random() < 0.9
    artifact = batch.add_numbered(
        "catalog_artifact", slug, slug, type_key, world.skewed(world.organizations),
        "Made up for measuring.", world.text(120), world.source, random.choice(LICENCES), "", "",
        random.choice(PRICING), "active", world.moment(1500).date(), "day", "{}",
        "published" if published else "draft", now if published else None, 1, [], now, now,
    )  # fmt: skip
    _links(batch, world, artifact, slug)
    for version in range(random.randrange(3)):
        day = world.moment(900).date()
        batch.add("catalog_release", artifact, "release", str(version), day, world.source)
    capabilities = _capabilities(batch, world, artifact)
    _observations(batch, world, artifact, type_key)
    if type_key in {"model", "finetune"}:
        _offerings(batch, world, artifact)
    _relations(batch, world, artifact, type_key)
    _evidence(batch, world, artifact, capabilities)
    world.made.setdefault(type_key, []).append(artifact)


def _links(batch: Batch, world: World, artifact: int, slug: str) -> None:
    random = world.random
    for kind in random.sample(LINKS, k=random.randrange(5)):
        batch.add("catalog_artifactlink", artifact, kind, f"https://{slug}.example/{kind}")
        criterion = CHECKED_LINKS.get(kind)
        if criterion and random.random() < 0.7:
            alive = 1000 if random.random() < 0.9 else 0
            checked = (criterion, "observed", alive, "Made up.", world.moment(20))
            batch.add("ranking_qualityresult", artifact, *checked)


def _capabilities(batch: Batch, world: World, artifact: int) -> list[int]:
    random = world.random
    chosen = {world.skewed(world.capabilities) for _ in range(random.randrange(6))}
    for position, capability in enumerate(sorted(chosen)):
        comparison = world.text(20)
        row = batch.add_numbered(
            "catalog_artifactcapability", artifact, capability, "yes", "A skill", world.text(30),
            "", comparison, [], [], ["some"] if random.random() < 0.5 else [], [],
            ["text"] if random.random() < 0.7 else [], ["code"] if random.random() < 0.6 else [],
            position, "unreviewed",
        )  # fmt: skip
        if comparison and random.random() < 0.5:
            day = world.today
            cited = (artifact, row, world.source, "", "", "supports", day, "")
            batch.add("catalog_citation", *cited)
    return sorted(chosen)


def _observations(batch: Batch, world: World, artifact: int, type_key: str) -> None:
    """A figure is read up to three times, and grows a little from one reading to the next."""
    random = world.random
    for metric in signals_of(type_key):
        if metric in DERIVED or random.random() < 0.2:
            continue
        state = "suspect" if random.random() < 0.02 else "observed"
        count = world.count(type_key, metric)
        for moment in sorted({world.moment(400) for _ in range(random.randrange(1, 4))}):
            figures = (artifact, metric, "", count, None, moment, world.source, state, "")
            batch.add("catalog_observation", *figures)
            count += count // 20


def _offerings(batch: Batch, world: World, artifact: int) -> None:
    random = world.random
    for provider in random.sample(world.organizations[:PROVIDERS], k=random.randrange(4)):
        seen = world.moment(200)
        offering = batch.add_numbered(
            "catalog_offering", artifact, provider, "api", "", "", "active", "", world.source,
            seen.date(), [],
        )  # fmt: skip
        for component in ("input", "output"):
            batch.add(
                "catalog_price", offering, component, "token", "standard", 0, "whole_request",
                "amount", f"0.00000{random.randrange(1, 99)}", "USD", seen, world.source, seen,
            )  # fmt: skip


def _relations(batch: Batch, world: World, artifact: int, type_key: str) -> None:
    """To artifacts made before: a few of each type are pointed at by very many."""
    random, told = world.random, set()
    for other, kind in RELATIONS.get(type_key, ()):
        targets = world.made.get(other)
        rare = 0.02 if kind == "fork_of" else 0.5
        while targets and random.random() < rare:
            told.add((world.skewed(targets), kind))
    for target, kind in sorted(told):
        status = "confirmed" if random.random() < 0.3 else "claimed"
        day = world.moment(300).date()
        batch.add("catalog_relation", artifact, target, kind, status, world.source, day, "")


def _evidence(batch: Batch, world: World, artifact: int, capabilities: list[int]) -> None:
    """An eighth of the artifacts are searched for, in some weeks of the last half-year."""
    random = world.random
    if random.random() > 0.125:
        return
    this_week = monday_of(world.today)
    liking = random.betavariate(2, 5)
    for ago in sorted(random.sample(range(26), k=random.randrange(1, 6))):
        week = this_week - timedelta(weeks=ago)
        visitors = max(1, int(random.lognormvariate(1.5, 1.2)))
        batch.add("matchgraph_demandweek", artifact, week, visitors * 3)
        for capability in capabilities:
            examinations = max(1, int(visitors * 1000 * random.uniform(0.1, 0.9)))
            outcomes = int(examinations * min(1.0, random.gauss(liking, 0.1) if liking else 0))
            batch.add(
                "matchgraph_evidenceweek", artifact, capability, week, visitors, examinations,
                max(0, outcomes),
            )  # fmt: skip
