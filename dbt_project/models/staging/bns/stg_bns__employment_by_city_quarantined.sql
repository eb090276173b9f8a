{{ quarantined_rows(ref('base_bns__employment_by_city')) }}
