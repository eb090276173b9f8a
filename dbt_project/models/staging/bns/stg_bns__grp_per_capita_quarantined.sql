{{ quarantined_rows(ref('base_bns__grp_per_capita')) }}
