"""What the catalog knows already, loaded once per import: aliases and identity keys."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from catalog.enums import AliasKind
from catalog.models import Artifact, ArtifactAlias
from catalog.normalise import MOVING, Identity, identify, same_or_unknown
from catalog.sources.rows import AliasRow

HUB_KINDS = {AliasKind.HUGGINGFACE_MODEL.value, AliasKind.HUGGINGFACE_DATASET.value}
_ID_KINDS = {AliasKind.OPENROUTER.value, AliasKind.MODELS_DEV.value, *HUB_KINDS}


@dataclass(slots=True)
class KnownArtifacts:
    """Join keys of the catalog's artifacts. Aliases span all types, identity keys one type each."""

    aliases: dict[tuple[str, str], int] = field(default_factory=dict)
    types: dict[int, str] = field(default_factory=dict)
    publishers: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    released: dict[int, date] = field(default_factory=dict)
    by_key: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    by_name: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    by_exact: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    exacts: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    dates: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    sizes: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    with_repository: set[int] = field(default_factory=set)

    def publisher_fits(self, artifact: int, publisher: str) -> bool:
        return same_or_unknown(self.publishers.get(artifact, ""), publisher)

    def holder(self, aliases: Iterable[AliasRow]) -> int | None:
        """The artifact the first known of these aliases belongs to."""
        found = (self.aliases.get((alias.kind, alias.value)) for alias in aliases)
        return next((artifact for artifact in found if artifact is not None), None)

    def learn_name(self, artifact: int, identity: Identity) -> None:
        """File the artifact under its name, which is asked where no id answers."""
        kind = self.types[artifact]
        self.by_name[kind, dated(identity.key, identity.snapshot)].add(artifact)
        self.by_exact[kind, identity.exact].add(artifact)
        self.exacts[artifact].add(identity.exact)

    def learn(self, artifact: int, identity: Identity) -> None:
        """File the artifact under an id; one that moves between models joins nothing."""
        kind = self.types[artifact]
        self.by_exact[kind, identity.exact].add(artifact)
        self.exacts[artifact].add(identity.exact)
        if identity.quantised or identity.key in MOVING:
            return
        self.by_key[kind, dated(identity.key, identity.snapshot)].add(artifact)
        if identity.snapshot:
            self.dates[kind, identity.key].add(identity.snapshot)
        if identity.sized:
            self.sizes[kind, identity.head].add(identity.size)

    def under(self, kind: str, keys: Iterable[str]) -> set[int]:
        """Artifacts with an id of one of these keys; failing that, with a name of one of them."""
        keys = list(keys)
        found = {artifact for key in keys for artifact in self.by_key.get((kind, key), ())}
        return found or {a for key in keys for a in self.by_name.get((kind, key), ())}


def dated(key: str, snapshot: str) -> str:
    return f"{key}@{snapshot}" if snapshot else key


def load_known(types: Iterable[str]) -> KnownArtifacts:
    """Everything to join by, in two queries; keys only for artifacts of the given types."""
    known = KnownArtifacts()
    rows = Artifact.objects.values_list("id", "type_id", "name", "publisher__slug", "released_on")
    for artifact, kind, name, publisher, released in rows.iterator(chunk_size=5000):
        known.types[artifact] = kind
        known.names[artifact] = name
        if publisher:
            known.publishers[artifact] = publisher
        if released:
            known.released[artifact] = released
    wanted = {artifact for artifact, kind in known.types.items() if kind in set(types)}
    for artifact in wanted:
        known.learn_name(artifact, identify(known.names[artifact]))
    _load_aliases(known, wanted)
    return known


def _load_aliases(known: KnownArtifacts, wanted: set[int]) -> None:
    rows = ArtifactAlias.objects.values_list("artifact_id", "kind", "value")
    for artifact, kind, value in rows.iterator(chunk_size=5000):
        known.aliases[kind, value] = artifact
        if kind in HUB_KINDS:
            known.with_repository.add(artifact)
        if artifact in wanted and kind in _ID_KINDS:
            known.learn(artifact, identify(_reference(kind, value)))


def _reference(kind: str, value: str) -> str:
    """The part of an alias that names the model: models.dev aliases start with the provider."""
    return value.partition("/")[2] if kind == AliasKind.MODELS_DEV else value
