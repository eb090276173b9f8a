{{ quarantined_rows(ref('base_bns__innovation_form')) }}
