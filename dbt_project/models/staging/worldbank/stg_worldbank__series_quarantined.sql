{{ quarantined_rows(ref('base_worldbank__series')) }}
