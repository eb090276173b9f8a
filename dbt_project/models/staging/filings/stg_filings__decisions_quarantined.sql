{{ quarantined_rows(ref('base_filings__decisions')) }}
