{{ quarantined_rows(ref('base_kazpatent__inventions')) }}
