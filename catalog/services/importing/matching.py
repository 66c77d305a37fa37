"""Which artifact is each row? Decided for the whole file at once, so that row order cannot matter.

An own id known as an alias decides; then an id of another catalog whose publisher fits; then the
identity key within the type. Anything with two answers is a `Question` for an editor.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from catalog.normalise import Identity, same_or_unknown
from catalog.publishers import FAMILY_OWNER, HOSTS, VENDOR_WORDS
from catalog.services.importing.lookup import KnownArtifacts, dated
from catalog.sources.rows import ArtifactRow

# A snapshot dated within this many days of a model's release is that release.
FIRST_RELEASE_DAYS = 60


@dataclass(frozen=True, slots=True)
class Match:
    """Rows that are one artifact: a known one, or a new one where `artifact` is None."""

    artifact: int | None
    rows: tuple[ArtifactRow, ...]
    key: str = ""
    snapshot: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What an editor must decide. `held` rows wait for the answer; without any it is a hint."""

    subject: str
    title: str
    reason: str
    held: tuple[ArtifactRow, ...] = ()
    artifacts: tuple[int, ...] = ()
    choices: tuple[str, ...] = ()


def match_rows(
    rows: Iterable[ArtifactRow], known: KnownArtifacts, dismissed: frozenset[str] = frozenset()
) -> tuple[list[Match], list[Question]]:
    """Matches and questions, in an order that depends on the rows alone, not on theirs.

    `dismissed` holds subjects an editor has answered with "no": such rows stand for themselves.
    """
    matches: dict[int, list[ArtifactRow]] = defaultdict(list)
    questions: list[Question] = []
    open_rows: list[ArtifactRow] = []
    for row in sorted(rows, key=lambda row: row.place):
        artifact = _decided(row, known)
        if artifact is None:
            open_rows.append(row)
        else:
            matches[artifact].append(row)
    matcher = _Matcher(known, questions, dismissed)
    matcher.repositories(row for row in open_rows if row.repository)
    matcher.listings(row for row in open_rows if not row.repository)
    new = []
    for match in matcher.matches:
        if match.artifact is None:
            new.append(match)
        else:
            matches[match.artifact].extend(match.rows)
    return [*(Match(a, tuple(r)) for a, r in sorted(matches.items())), *new], questions


def subject_of(row: ArtifactRow) -> str:
    """What a question about this row is filed under, whatever else the file holds."""
    return " ".join(f"{alias.kind}:{alias.value}" for alias in row.own) or row.place


def _decided(row: ArtifactRow, known: KnownArtifacts) -> int | None:
    artifact = known.holder(row.own)
    if artifact is not None:
        return artifact
    claimed = known.holder(row.claims)
    if claimed is not None and known.publisher_fits(claimed, row.identity.publisher):
        return claimed
    return None


class _Matcher:
    """The rows no alias decides, against the catalog's keys and against each other."""

    def __init__(
        self, known: KnownArtifacts, questions: list[Question], dismissed: frozenset[str]
    ) -> None:
        self.known = known
        self.questions = questions
        self.dismissed = dismissed
        self.matches: list[Match] = []
        self.hinted: set[str] = set()

    def repositories(self, rows: Iterable[ArtifactRow]) -> None:
        """Each repository is its own thing, unless one artifact without any has its exact name."""
        claimed: dict[int, list[ArtifactRow]] = defaultdict(list)
        for row in rows:
            fits = self._without_repository(row)
            if len(fits) == 1:
                claimed[fits[0]].append(row)
            else:
                self.matches.append(Match(None, (row,), key=row.own[0].value))
        for artifact, claimants in sorted(claimed.items()):
            if len(claimants) == 1:
                self.matches.append(Match(artifact, tuple(claimants)))
            else:
                self._hold(claimants, "several repositories have this name", [artifact])

    def _without_repository(self, row: ArtifactRow) -> list[int]:
        """Artifacts of this exact name and publisher. A quantised repository is none of them, nor
        is one that does not say "instruct" where the artifact does: the base model is another."""
        if row.identity.quantised:
            return []
        exact = self.known.by_exact.get((row.type, row.identity.exact), set())
        return sorted(
            artifact
            for artifact in exact - self.known.with_repository
            if row.identity.publisher
            and self.known.publishers.get(artifact) == row.identity.publisher
            and (_instructs([row.identity.exact]) or not _instructs(self.known.exacts[artifact]))
        )

    def listings(self, rows: Iterable[ArtifactRow]) -> None:
        """One match per identity key and snapshot."""
        settled = self._settled(list(rows))
        sizes = _sizes(settled)
        for key, members in sorted(_grouped(settled).items()):
            kind, identity = members[0].type, members[0].identity
            dates = {row.identity.snapshot for row in members} - {""}
            dates |= self.known.dates.get((kind, identity.key), set())
            split = len(dates) > 1 or not self._is_first_release(members, dates)
            for day, dated_rows in sorted(_by_date(members, split=split).items()):
                keys = [dated(key, day)] if split else [key, *(dated(key, d) for d in dates)]
                told = sizes[kind, key] | self.known.sizes.get((kind, key), set())
                self._place(key, day, sorted(keys), dated_rows, told)
        self._hint_at_duplicates([match for match in self.matches if match.artifact is None])

    def _is_first_release(self, rows: list[ArtifactRow], dates: set[str]) -> bool:
        """Whether the one dated snapshot is what the name without a date first stood for."""
        undated = [row for row in rows if not row.identity.snapshot]
        known = self.known.under(rows[0].type, [rows[0].identity.key])
        if not dates or not (undated or known):
            return True
        told = Counter(row.released.on for row in undated if row.released)
        told.update(self.known.released[a] for a in known if a in self.known.released)
        if not told:
            return False
        released = min(told, key=lambda day: (-told[day], day))
        return abs((released - date.fromisoformat(min(dates))).days) <= FIRST_RELEASE_DAYS

    def _settled(self, rows: list[ArtifactRow]) -> list[ArtifactRow]:
        """Rows under the identity their id tells, made precise or put in doubt by their name."""
        listed = {(row.type, row.identity.key) for row in rows}
        settled = []
        for row in rows:
            key = row.told.key if row.told else row.identity.key
            known = (row.type, key) in listed or (row.type, key) in self.known.by_key
            if row.told is None or key == row.identity.key or not known:
                settled.append(row)
            elif _made_precise(row.identity, row.told):
                settled.append(replace(row, identity=_joined(row.identity, row.told)))
            elif _contradicts(row.identity, row.told) and subject_of(row) not in self.dismissed:
                keys = (row.identity.key, key)
                reason = f"its id says {keys[0]}, its name says {keys[1]}"
                self._hold([row], reason, sorted(self.known.under(row.type, keys)), keys)
            else:
                settled.append(row)
                if _prefix(row.identity, row.told):
                    self._hint(row.type, key, row.identity.key, "one name ends like the other")
        return settled

    def _place(
        self, key: str, day: str, keys: list[str], rows: list[ArtifactRow], sizes: set[str]
    ) -> None:
        """Rows of one key and snapshot: to the artifact known by it, to a new one, or held."""
        rows = self._of_one_publisher(rows)
        if not rows:
            return
        if len(sizes) > 1:
            choices = tuple(f"{key}-{size}" for size in sorted(sizes))
            near = sorted(self.known.under(rows[0].type, choices))
            self._hold(rows, "it comes in several sizes and tells none", near, choices)
            return
        publisher = next((row.identity.publisher for row in rows if row.identity.publisher), "")
        artifacts = self._known_under(keys, rows)
        fitting = [a for a in artifacts if self.known.publisher_fits(a, publisher)]
        if len(fitting) == 1:
            self.matches.append(Match(fitting[0], tuple(rows)))
        elif artifacts:
            reason = "several artifacts have this name" if fitting else "its publisher is another"
            self._hold(rows, reason, artifacts)
        else:
            self.matches.append(Match(None, tuple(rows), key=key, snapshot=day))

    def _known_under(self, keys: list[str], rows: list[ArtifactRow]) -> list[int]:
        """Artifacts filed under these keys; among several, those with the very same name."""
        kind = rows[0].type
        found = self.known.under(kind, keys)
        if len(found) < 2:
            return sorted(found)
        exacts = [(kind, row.identity.exact) for row in rows]
        exact = {a for pair in exacts for a in self.known.by_exact.get(pair, ())}
        return sorted(found & exact or found)

    def _of_one_publisher(self, rows: list[ArtifactRow]) -> list[ArtifactRow]:
        """The rows whose publisher fits; those that name another maker are held."""
        publishers = {row.identity.publisher for row in rows} - {""}
        if len(publishers) < 2:
            return rows
        owner = FAMILY_OWNER.get(rows[0].identity.key.split("-")[0], "")
        if owner not in publishers:
            self._hold(rows, f"several publishers: {', '.join(sorted(publishers))}", [])
            return []
        for row in rows:
            if not same_or_unknown(row.identity.publisher, owner):
                self._hold([row], f"published by {row.identity.publisher}, not by {owner}", [])
        return [row for row in rows if same_or_unknown(row.identity.publisher, owner)]

    def _hold(
        self,
        rows: Iterable[ArtifactRow],
        reason: str,
        artifacts: Iterable[int],
        choices: tuple[str, ...] = (),
    ) -> None:
        """Ask about each row; one an editor has answered with "none of these" stands alone."""
        for row in rows:
            subject = subject_of(row)
            if subject in self.dismissed:
                self.matches.append(Match(None, (row,), key=f"only:{subject}"))
                continue
            title = f"Which artifact is {row.name} ({row.place})?"[:300]
            found = tuple(artifacts)
            self.questions.append(Question(subject, title, reason, (row,), found, choices))

    def _hint_at_duplicates(self, new: list[Match]) -> None:
        """A new artifact with a size may be the one of the same name that tells none."""
        keys = {match.key for match in new}
        for match in new:
            identity, kind = match.rows[0].identity, match.rows[0].type
            if match.key != f"{identity.head}-{identity.size}":
                continue
            if self.known.under(kind, [identity.head]) or identity.head in keys:
                reason = "one name tells the size, the other does not"
                self._hint(kind, identity.head, match.key, reason)

    def _hint(self, kind: str, first: str, second: str, reason: str) -> None:
        """Two names that may be one artifact; both stand, an editor may merge them."""
        subject = f"duplicate {kind} {first} {second}"
        if subject in self.dismissed or subject in self.hinted:
            return
        self.hinted.add(subject)
        title = f"Are {first} and {second} one {kind}?"[:300]
        known = tuple(sorted(self.known.under(kind, [first])))
        self.questions.append(
            Question(subject, title, reason, artifacts=known, choices=(first, second))
        )


def _instructs(exacts: Iterable[str]) -> bool:
    return any({"instruct", "it", "chat"} & set(exact.split("-")) for exact in exacts)


def _sizes(rows: Iterable[ArtifactRow]) -> dict[tuple[str, str], set[str]]:
    sizes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        if row.identity.sized:
            sizes[row.type, row.identity.head].add(row.identity.size)
    return sizes


def _grouped(rows: Iterable[ArtifactRow]) -> dict[str, list[ArtifactRow]]:
    groups: dict[str, list[ArtifactRow]] = defaultdict(list)
    for row in rows:
        groups[_group_key(row)].append(row)
    return groups


def _group_key(row: ArtifactRow) -> str:
    """The identity key; an id that says nothing on its own stays with the row that uses it."""
    vague = row.identity.moving or not any(c.isdigit() for c in row.identity.key)
    if vague and not row.identity.publisher:
        return f"only:{subject_of(row)}"
    return row.identity.key


def _by_date(rows: list[ArtifactRow], *, split: bool) -> dict[str, list[ArtifactRow]]:
    """By snapshot, if the model has several; one dated snapshot alone is the model itself."""
    groups: dict[str, list[ArtifactRow]] = defaultdict(list)
    for row in rows:
        groups[row.identity.snapshot if split else ""].append(row)
    return groups


def _made_precise(identity: Identity, name: Identity) -> bool:
    """Whether the name says the same with its size, with its dots, or without the vendor."""
    if name.sized and not identity.sized and name.key.startswith(f"{identity.key}-"):
        return True
    prefix = _prefix(identity, name)
    return _letters(name.key) == _letters(identity.key) or prefix in VENDOR_WORDS | HOSTS


def _letters(key: str) -> str:
    """The key without separators and version signs: "gpt-52" and "deepseek-v-3" as they sound."""
    return "".join(word for word in key.split("-") if word != "v")


def _prefix(identity: Identity, name: Identity) -> str:
    """What the id puts before the name: a vendor, or the provider's own mark; empty otherwise."""
    tail = f"-{name.key}"
    return identity.key.removesuffix(tail) if identity.key.endswith(tail) else ""


def _joined(identity: Identity, name: Identity) -> Identity:
    return replace(name, snapshot=identity.snapshot, publisher=identity.publisher)


def _contradicts(identity: Identity, name: Identity) -> bool:
    """Whether the name tells a number the id does not; ids with a year-month code are exact."""
    numbers = {token for token in identity.key.split("-") if token.isdigit()}
    told = {token for token in name.key.split("-") if token.isdigit()}
    coded = any(len(number) == 4 for number in numbers)
    return not coded and bool(told - numbers)
