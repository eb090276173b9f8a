{{ quarantined_rows(ref('base_concept__technology_level')) }}
