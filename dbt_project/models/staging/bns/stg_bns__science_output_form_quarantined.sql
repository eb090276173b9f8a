{{ quarantined_rows(ref('base_bns__science_output_form')) }}
