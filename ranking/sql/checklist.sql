-- The checklist, one column per criterion in ppm: NULL where no check has run lately.
-- Parameters: as_of.
checklist AS (
    SELECT
        facts.*,
        LEAST(deep_capabilities, 3) * 1000000 / 3 AS capabilities_depth,
        limited_capabilities * 1000000 / GREATEST(capabilities, 1) AS capability_limits,
        sourced_comparisons * 1000000 / GREATEST(comparisons, 1) AS claims_sourced,
        LEAST(GREATEST(description_length - 80, 0), 320) * 1000000 / 320 AS description_depth,
        specifics * 1000000 / 3 AS description_specific,
        CASE WHEN 'docs' = ANY(links) THEN /* fresh docs_alive */ ELSE 0 END AS docs_alive,
        CASE WHEN 'homepage' = ANY(links) THEN /* fresh homepage_alive */ ELSE 0 END
            AS homepage_alive,
        CASE WHEN has_spdx THEN 1000000 WHEN has_named_licence THEN 500000 ELSE 0 END
            AS licence_spdx,
        CASE WHEN has_publisher THEN 1000000 ELSE 0 END AS maintainer_known,
        CASE WHEN price_known THEN 1000000 ELSE 0 END AS pricing_known,
        CASE WHEN 'quickstart' = ANY(links) THEN 1000000 ELSE 0 END AS quickstart,
        CASE WHEN 'release_notes' = ANY(links) THEN 1000000 ELSE 0 END AS release_notes,
        CASE WHEN 'security' = ANY(links) THEN 1000000 ELSE 0 END AS security_contact,
        CASE
            WHEN has_outside_id OR links && '{repository,package,hub}'
                THEN /* fresh source_linked */
            ELSE 0
        END AS source_linked,
        CASE
            WHEN CASE type_id
                WHEN 'dataset' THEN 'dataset_card'
                WHEN 'mcp' THEN 'manifest'
                WHEN 'api' THEN 'api_spec'
                ELSE 'model_card'
            END = ANY(links) THEN 1000000
            ELSE 0
        END AS type_card
    FROM facts
    OFFSET 0
)
