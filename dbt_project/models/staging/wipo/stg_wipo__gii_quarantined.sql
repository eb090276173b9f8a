{{ quarantined_rows(ref('base_wipo__gii')) }}
