{{ quarantined_rows(ref('base_concept__national_facts')) }}
