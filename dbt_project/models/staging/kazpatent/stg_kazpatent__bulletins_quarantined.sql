{{ quarantined_rows(ref('base_kazpatent__bulletins')) }}
