{{ quarantined_rows(ref('base_kazpatent__utility_models')) }}
