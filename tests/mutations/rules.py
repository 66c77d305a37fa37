"""One way to break each invariant of the rank, and the tests that have to notice."""

from dataclasses import dataclass

SCORING = "tests/ranking/test_scoring.py"
ORACLE = "tests/ranking/test_oracle.py"
INVARIANTS = "tests/ranking/test_invariants.py"
INCREMENTAL = "tests/ranking/test_incremental.py"
COUNTING = "tests/matchgraph/test_counting.py"
ROLLING = "tests/matchgraph/test_rolling.py"
VERDICT = "tests/ranking/test_verdict.py"
SENSITIVITY = "tests/ranking/test_sensitivity.py"
WORDS = "tests/comparisons/test_words.py tests/comparisons/test_verdict_words.py"


@dataclass(frozen=True)
class Mutation:
    """`old` stands in `path` exactly once. `number` is the invariant's."""

    number: int
    rule: str
    path: str
    old: str
    new: str
    tests: str


MUTATIONS = (
    Mutation(
        1,
        "bounds of every value",
        "ranking/scoring.py",
        "return max(0, min(FULL, total))",
        "return total",
        SCORING,
    ),
    Mutation(
        2,
        "the normaliser is monotone",
        "ranking/normaliser.py",
        "max(wanted, xs[-1] + 1)",
        "wanted",
        "tests/ranking/test_normaliser.py",
    ),
    Mutation(
        3,
        "a component is monotone in every observed value",
        "ranking/scoring.py",
        "return min(frozen.q25, self.score // self.observed)",
        "return frozen.q25 - min(frozen.q25, self.score // self.observed)",
        SCORING,
    ),
    Mutation(
        4,
        "shown parts sum to what is shown",
        "ranking/scoring.py",
        "for key in by_remainder[:left]:",
        "for key in by_remainder[: max(left - 1, 0)]:",
        SCORING,
    ),
    Mutation(
        5,
        "incremental is full: raw SQL is seen too",
        "ranking/migrations/0007_more_marks.py",
        "(o.from_artifact_id, o.to_artifact_id, o.kind, o.status, o.source_id, o.read_on)\n"
        "                IS DISTINCT FROM\n"
        "                (n.from_artifact_id, n.to_artifact_id, n.kind, n.status, n.source_id,"
        " n.read_on)",
        "(o.from_artifact_id, o.to_artifact_id) IS DISTINCT FROM"
        " (n.from_artifact_id, n.to_artifact_id)",
        f"{INCREMENTAL} tests/ranking/test_marks.py",
    ),
    Mutation(
        6,
        "no older score over a newer one",
        "ranking/services/locks.py",
        '" WHERE pg_try_advisory_xact_lock(%s, %s + number)"',
        '" WHERE %s + %s + number > 0"',
        "tests/ranking/test_concurrency.py",
    ),
    Mutation(
        7,
        "the oracle is the SQL, bit for bit",
        "ranking/sql/gather.sql",
        "LEAST(250000, g_sd * 1000000 / (2 * mean))",
        "LEAST(250000, g_sd * 1000000 / (2 * mean) + 1)",
        f"{INCREMENTAL} tests/ranking/test_epochs.py",
    ),
    Mutation(
        8,
        "a second drain writes nothing",
        "ranking/sql/write.sql",
        "SELECT * FROM /* side */_compared WHERE score_differs OR breakdown_differs",
        "SELECT * FROM /* side */_compared",
        "tests/ranking/test_draining.py",
    ),
    Mutation(
        9,
        "a change reaches whom a relation speaks for",
        "ranking/migrations/0007_more_marks.py",
        "    IF cardinality(givers) > 0 THEN",
        "    IF cardinality(givers) > 1000 THEN",
        INVARIANTS,
    ),
    Mutation(
        10,
        "no third artifact moves two others",
        "ranking/sql/facts.sql",
        "char_length(a.description) AS description_length",
        "char_length(a.description) - (SELECT count(*) FROM catalog_artifact)"
        " AS description_length",
        INVARIANTS,
    ),
    Mutation(
        11,
        "the same whatever the order of facts",
        "ranking/sql/measure.sql",
        "ORDER BY o.artifact_id, o.metric, o.subject, o.observed_at DESC, o.id DESC",
        "ORDER BY o.artifact_id, o.metric, o.subject, o.id DESC",
        INVARIANTS,
    ),
    Mutation(
        12,
        "repetition adds nothing",
        "matchgraph/counting.py",
        "outcome=0 if refused else max(OUTCOMES[event.kind] for event in events)",
        "outcome=0 if refused else sum(OUTCOMES[event.kind] for event in events)",
        COUNTING,
    ),
    Mutation(
        12,
        "three units a network",
        "matchgraph/counting.py",
        "_first(together, UNITS_A_PREFIX)",
        "together",
        COUNTING,
    ),
    Mutation(
        12,
        "nothing without trust",
        "matchgraph/counting.py",
        "if (event.day, event.visitor) not in without:",
        "if event:",
        COUNTING,
    ),
    Mutation(
        12,
        "three units a network, counted by the database",
        "matchgraph/sql/evidence_day.sql",
        "    WHERE of_intent <= %(of_intent)s",
        "    WHERE of_intent <= 100 * %(of_intent)s",
        ROLLING,
    ),
    Mutation(
        12,
        "who was doubted once counts nothing that day",
        "matchgraph/sql/evidence_day.sql",
        "NOT EXISTS (SELECT FROM doubted d WHERE d.visitor_key = e.visitor_key)",
        "e.trusted",
        ROLLING,
    ),
    Mutation(
        12,
        "no token is taken twice as long as it is good for",
        "matchgraph/tokens.py",
        "if now - shown_at > LIFETIME:",
        "if now - shown_at > 2 * LIFETIME:",
        "tests/matchgraph/test_tokens.py",
    ),
    Mutation(
        13,
        "decay moves the posterior towards the mean",
        "matchgraph/evidence.py",
        "weighed = outcomes * PPM + mean * PRIOR_EXAMINATIONS * 1000",
        "weighed = outcomes * PPM",
        "tests/matchgraph/test_evidence.py",
    ),
    Mutation(
        14,
        "observing the fill value leaves the value",
        "ranking/scoring.py",
        "return (self.score + (self.applicable - self.observed) * fill) // self.applicable",
        "return self.score // self.applicable",
        SCORING,
    ),
    Mutation(
        15,
        "only the day counts",
        "ranking/sql/measure.sql",
        "(o.observed_at AT TIME ZONE 'UTC')::date AS observed_on",
        "o.observed_at::date AS observed_on",
        INVARIANTS,
    ),
    Mutation(
        16,
        "a verdict mirrors",
        "ranking/verdict.py",
        "first = None if outcome is Outcome.TOO_CLOSE else int(difference < 0)",
        "first = None if outcome is Outcome.TOO_CLOSE else 0",
        VERDICT,
    ),
    Mutation(
        16,
        "an artifact against itself is too close",
        "ranking/verdict.py",
        "if abs(difference) < SMALLEST_LEAD or certainty",
        "if certainty",
        VERDICT,
    ),
    Mutation(
        16,
        "dominance allows no flip",
        "ranking/sensitivity.py",
        "all(d >= 0 for d in differences.values())",
        "sum(differences.values()) >= 0",
        f"{SENSITIVITY} {VERDICT}",
    ),
    Mutation(
        16,
        "flip weights leave no difference",
        "ranking/sensitivity.py",
        "level = Fraction(BASIS * rest, slope)",
        "level = Fraction(BASIS * rest, slope + 1)",
        f"{SENSITIVITY} {VERDICT}",
    ),
    Mutation(
        16,
        "shares of both sides sum to one",
        "ranking/sensitivity.py",
        "return divided(0, power)",
        "return min(Fraction(1), divided(0, power) * 2)",
        SENSITIVITY,
    ),
    Mutation(
        16,
        "two of different weights are weighed by the same",
        "ranking/weighing.py",
        "return Basis.DEFAULT_PROFILE, profiles.get(FALLBACK_TYPE) or weights_of(FALLBACK_TYPE)",
        "return Basis.DEFAULT_PROFILE, one",
        "tests/ranking/test_weighing.py",
    ),
    Mutation(
        17,
        "types that are no substitutes have no order",
        "ranking/verdict.py",
        "if group_of(a.type_key) != group_of(b.type_key):",
        "if not (a.type_key and b.type_key):",
        f"{VERDICT} {WORDS}",
    ),
    Mutation(
        17,
        "no word of winning across groups",
        "comparisons/words/telling.py",
        "ahead of at least",
        "better than at least",
        WORDS,
    ),
    Mutation(
        17,
        "nor under a reader's own weights",
        "comparisons/words/own.py",
        "if verdict and verdict.outcome is not Outcome.CROSS_TYPE else None",
        "if verdict else None",
        WORDS,
    ),
    Mutation(
        18,
        "nothing of an intent is public below any of its thresholds",
        "matchgraph/counting.py",
        "visitor_days >= PUBLIC_VISITOR_DAYS and days >= PUBLIC_DAYS",
        "visitor_days >= PUBLIC_VISITOR_DAYS or days >= PUBLIC_DAYS",
        COUNTING,
    ),
    Mutation(
        18,
        "what searchers chose is told only where enough looked at both",
        "ranking/preference.py",
        "if a.suffices and b.suffices:",
        "if a.suffices or b.suffices:",
        "tests/ranking/test_preference.py",
    ),
    Mutation(
        19,
        "causes sum to the change",
        "ranking/sql/switch.sql",
        "        s.total - COALESCE(h.total, 0) - (s.adjustment - COALESCE(h.adjustment, 0)),",
        "        0,",
        f"{INVARIANTS} tests/ranking/test_epochs.py",
    ),
    Mutation(
        20,
        "sealed formulas stay",
        "ranking/migrations/0006_epochs_beside.py",
        "WHEN (OLD.state <> 'draft')",
        "WHEN (OLD.state = 'draft')",
        INVARIANTS,
    ),
    Mutation(
        21,
        "a negative word never raises",
        "matchgraph/counting.py",
        "refused = any(event.kind in REFUSALS for event in events)",
        "refused = False",
        COUNTING,
    ),
    Mutation(
        21,
        "one more passed criterion never lowers",
        "ranking/oracle/quality.py",
        'return PPM if code in links else 0\n    if code == "security_contact"',
        'return 0 if code in links else PPM\n    if code == "security_contact"',
        ORACLE,
    ),
)
