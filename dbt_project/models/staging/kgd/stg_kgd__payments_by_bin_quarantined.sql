{{ quarantined_rows(ref('base_kgd__payments_by_bin')) }}
