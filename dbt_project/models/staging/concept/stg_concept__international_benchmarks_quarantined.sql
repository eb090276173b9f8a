{{ quarantined_rows(ref('base_concept__international_benchmarks')) }}
