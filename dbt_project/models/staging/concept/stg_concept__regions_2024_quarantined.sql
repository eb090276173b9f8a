{{ quarantined_rows(ref('base_concept__regions_2024')) }}
