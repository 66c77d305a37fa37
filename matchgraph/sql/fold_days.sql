-- Days whose searches are gone, of one intent into another. Who used both wordings on one day cannot
-- be told any more, so the larger count stands: never more than there were. Parameters: of, into, before.
INSERT INTO matchgraph_intentday AS d (intent_id, day, visitor_days, weak_visitor_days, prefixes)
SELECT %(into)s, day, visitor_days, weak_visitor_days, prefixes
FROM matchgraph_intentday
WHERE intent_id = %(of)s AND day < %(before)s
ON CONFLICT (intent_id, day) DO UPDATE SET
    visitor_days = GREATEST(d.visitor_days, EXCLUDED.visitor_days),
    weak_visitor_days = GREATEST(d.weak_visitor_days, EXCLUDED.weak_visitor_days),
    prefixes = GREATEST(d.prefixes, EXCLUDED.prefixes)
