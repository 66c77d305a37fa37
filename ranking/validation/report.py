"""What a comparison of our ranks with an outside list came to, and how it reads."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

FEW = 30
MOST_LEFT_OUT = 20
TOTAL = "total"
COLUMNS = (
    *("type", "part", "n", "skipped", "spearman", "spearman_low", "spearman_high"),
    *("kendall", "kendall_low", "kendall_high", "warnings"),
)


@dataclass(frozen=True)
class Estimate:
    """A correlation and its 95 % interval; `undefined` resamples had no order and are left out."""

    value: float
    low: float
    high: float
    undefined: int = 0

    @property
    def holds_zero(self) -> bool:
        return self.low <= 0 <= self.high


@dataclass(frozen=True)
class Part:
    """The total or one component against the list; `skipped` rows have no value of it."""

    key: str
    n: int
    skipped: int
    spearman: Estimate | None
    kendall: Estimate | None

    @property
    def warnings(self) -> tuple[str, ...]:
        if not self.n:
            return ("nobody has a value of it",)
        if self.spearman is None or self.kendall is None:
            return ("undefined: too few rows, or all figures of one side are equal",)
        few = f"only {self.n} rows: the interval is itself uncertain" if self.n < FEW else ""
        zero = self.spearman.holds_zero or self.kendall.holds_zero
        nothing = "the interval holds 0: no agreement can be told" if zero else ""
        return tuple(filter(None, (few, nothing)))


@dataclass(frozen=True)
class TypeResult:
    """Artifacts of one type: ranks are relative to their type, so types never mix."""

    type: str
    n: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Unmatched:
    """A row that was not compared, and why."""

    line: int
    id: str
    reason: str


@dataclass(frozen=True)
class Basis:
    """The state of the ranks that were compared, and of the resampling."""

    formula: str
    epoch: int
    as_of: date
    seed: int
    resamples: int


@dataclass(frozen=True)
class Report:
    """`matched` rows led to one artifact; those of them in `left_out` have no rank to compare."""

    rows: int
    figure: str
    matched: int
    not_found: tuple[Unmatched, ...]
    ambiguous: tuple[Unmatched, ...]
    left_out: tuple[Unmatched, ...]
    weighted: bool
    basis: tuple[Basis, ...]
    types: tuple[TypeResult, ...]


def as_json(report: Report) -> str:
    plain = asdict(report)
    for told, result in zip(plain["types"], report.types, strict=True):
        for part, measured in zip(told["parts"], result.parts, strict=True):
            part["warnings"] = list(measured.warnings)
    return json.dumps(plain, indent=2, default=date.isoformat) + "\n"


def as_csv(report: Report) -> str:
    """One line for each part of each type; figures to four decimals, empty where undefined."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for result in report.types:
        for part in result.parts:
            figures = (*_figures(part.spearman), *_figures(part.kendall))
            told = "; ".join(part.warnings)
            writer.writerow([result.type, part.key, part.n, part.skipped, *figures, told])
    return text.getvalue()


def as_text(report: Report) -> str:
    return "\n".join(_lines(report)) + "\n"


def _figures(estimate: Estimate | None) -> tuple[str, str, str]:
    if estimate is None:
        return ("", "", "")
    return (f"{estimate.value:.4f}", f"{estimate.low:.4f}", f"{estimate.high:.4f}")


def _lines(report: Report) -> Iterator[str]:
    better = "lower is better" if report.figure == "rank" else "higher is better"
    yield (
        f"{report.rows:,} rows ({report.figure}: {better}"
        f"{', weighted' if report.weighted else ''}): {report.matched:,} matched,"
        f" {len(report.not_found):,} not found, {len(report.ambiguous):,} ambiguous;"
        f" {len(report.left_out):,} of the matched left out"
    )
    for basis in report.basis:
        yield (
            f"Ranks of formula {basis.formula}, epoch {basis.epoch}, as of {basis.as_of};"
            f" {basis.resamples:,} resamples, seed {basis.seed}"
        )
    if len(report.basis) > 1:
        yield "Warning: ranks of different states are mixed; run recompute_ranks first"
    if len(report.types) > 1:
        yield "Ranks are relative to their type, so each type is compared on its own"
    for result in report.types:
        yield from _table(result)
    yield from _listed("Not found", report.not_found)
    yield from _listed("Ambiguous", report.ambiguous)
    yield from _listed("Left out", report.left_out, most=MOST_LEFT_OUT)


def _table(result: TypeResult) -> Iterator[str]:
    yield ""
    yield f"{result.type} (n = {result.n:,})"
    yield f"  {'':<10} {'n':>6}  {'Spearman':<22}  {'Kendall tau-b':<22}".rstrip()
    for part in result.parts:
        figures = "  ".join(f"{_interval(found):<22}" for found in (part.spearman, part.kendall))
        yield f"  {part.key:<10} {part.n:>6,}  {figures}  {'; '.join(part.warnings)}".rstrip()


def _interval(estimate: Estimate | None) -> str:
    if estimate is None:
        return "-"
    return f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"


def _listed(title: str, rows: tuple[Unmatched, ...], *, most: int | None = None) -> Iterator[str]:
    if rows:
        yield ""
        yield f"{title}:"
    for row in rows[:most]:
        yield f"  line {row.line}: {row.id}: {row.reason}"
    if most and len(rows) > most:
        yield f"  and {len(rows) - most:,} more; --format json lists all"
