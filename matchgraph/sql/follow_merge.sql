-- What was counted of an artifact that becomes another's: added to what was counted of that one.
-- Parameters: keep, merged.
WITH evidence_of_days AS (
    INSERT INTO matchgraph_evidenceday AS d
        (artifact_id, capability_id, day, units, examinations, outcomes)
    SELECT %(keep)s, capability_id, day, units, examinations, outcomes
    FROM matchgraph_evidenceday WHERE artifact_id = %(merged)s
    ON CONFLICT (day, artifact_id, capability_id) DO UPDATE SET
        units = d.units + EXCLUDED.units,
        examinations = d.examinations + EXCLUDED.examinations,
        outcomes = d.outcomes + EXCLUDED.outcomes
),
evidence_of_weeks AS (
    INSERT INTO matchgraph_evidenceweek AS w
        (artifact_id, capability_id, week, visitor_days, examinations, outcomes)
    SELECT %(keep)s, capability_id, week, visitor_days, examinations, outcomes
    FROM matchgraph_evidenceweek WHERE artifact_id = %(merged)s
    ON CONFLICT (artifact_id, capability_id, week) DO UPDATE SET
        visitor_days = w.visitor_days + EXCLUDED.visitor_days,
        examinations = w.examinations + EXCLUDED.examinations,
        outcomes = w.outcomes + EXCLUDED.outcomes
),
demand_of_days AS (
    INSERT INTO matchgraph_demandday AS d (artifact_id, day, visitors)
    SELECT %(keep)s, day, visitors FROM matchgraph_demandday WHERE artifact_id = %(merged)s
    ON CONFLICT (day, artifact_id) DO UPDATE SET visitors = d.visitors + EXCLUDED.visitors
)
INSERT INTO matchgraph_demandweek AS w (artifact_id, week, visitor_days)
SELECT %(keep)s, week, visitor_days FROM matchgraph_demandweek WHERE artifact_id = %(merged)s
ON CONFLICT (artifact_id, week) DO UPDATE SET
    visitor_days = w.visitor_days + EXCLUDED.visitor_days
