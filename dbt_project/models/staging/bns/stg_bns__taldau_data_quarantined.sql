{{ quarantined_rows(ref('base_bns__taldau_data')) }}
