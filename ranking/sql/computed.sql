-- Every column of a score and of its breakdown. Parameters: as_of, epoch, formula.
computed AS (
    SELECT
        artifact_id,
        type_id,
        total,
        tenths::smallint AS tenths,
        ((tenths + 5) / 10)::smallint AS headline,
        /* sd */ AS sd,
        lo,
        hi,
        coverage::int AS coverage,
        is_provisional AS provisional,
        is_published AND NOT is_provisional AS is_listed,
        ARRAY[wa, we, wf, wm, wq]::smallint[] AS component_weights,
        ARRAY[a_value, NULL, f_value, NULL, q_value]::int[] AS component_values,
        ARRAY[a_coverage, 0, f_coverage, 0, q_coverage]::int[] AS coverages,
        ARRAY[/* shown */]::smallint[] AS shown,
        %(as_of)s::date AS as_of,
        metrics,
        ARRAY[/* weights */]::smallint[] AS weights,
        ARRAY[/* states */]::smallint[] AS states,
        ARRAY[/* normalised */]::int[] AS normalised,
        ARRAY[/* parts */]::int[] AS parts,
        ARRAY[/* gains */]::int[] AS gains,
        ARRAY[/* observed */]::date[] AS observed_on,
        ARRAY[/* raw */]::bigint[] AS raw,
        ARRAY[/* sources */]::bigint[] AS sources,
        released_on,
        release_source,
        is_guarded AS star_guard,
        is_floored AS finished_floor
    FROM cut
)
