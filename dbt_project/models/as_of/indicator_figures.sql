-- Every indicator that has figures, one select each: a new indicator is one more union.
select
    indicator_code,
    territory_code,
    year,
    value,
    stage,
    is_confidential,
    coverage,
    contributors
from {{ ref('tax_receipts') }}
union all
select
    indicator_code,
    territory_code,
    year,
    value,
    stage,
    is_confidential,
    coverage,
    contributors
from {{ ref('gii_business_rd_rank') }}
union all
select
    indicator_code,
    territory_code,
    year,
    value,
    stage,
    is_confidential,
    coverage,
    contributors
from {{ ref('invention_patents') }}
