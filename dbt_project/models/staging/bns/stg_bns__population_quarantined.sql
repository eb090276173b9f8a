{{ quarantined_rows(ref('base_bns__population')) }}
