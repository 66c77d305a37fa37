"""What an import did, row by row: the same words for the command, the record and the tests."""

from collections import Counter
from dataclasses import dataclass, field

from catalog.sources.rows import Rejected

NEW, CHANGED, UNCHANGED, HELD = "new", "changed", "unchanged", "held"
_WEIGHT = {UNCHANGED: 0, CHANGED: 1, NEW: 2, HELD: 3}


@dataclass(slots=True)
class Report:
    """Outcome of each row by its place, and counts of what was written or put before an editor."""

    rejected: list[Rejected] = field(default_factory=list)
    written: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    questions: list[str] = field(default_factory=list)
    outcomes: dict[str, str] = field(default_factory=dict)

    def note_row(self, place: str, outcome: str) -> None:
        """Record the weightiest outcome of a row: held before new before changed."""
        if _WEIGHT[outcome] >= _WEIGHT[self.outcomes.get(place, UNCHANGED)]:
            self.outcomes[place] = outcome

    @property
    def counts(self) -> dict[str, int]:
        """Rows by outcome, then rows of tables written, then questions put before an editor."""
        outcomes = Counter(self.outcomes.values())
        return {
            NEW: outcomes[NEW],
            CHANGED: outcomes[CHANGED],
            UNCHANGED: outcomes[UNCHANGED],
            "rejected": len(self.rejected),
            HELD: outcomes[HELD],
            "questions": len(self.questions),
            **dict(sorted(self.written.items())),
        }
