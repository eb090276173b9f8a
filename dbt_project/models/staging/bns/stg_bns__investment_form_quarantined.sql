{{ quarantined_rows(ref('base_bns__investment_form')) }}
