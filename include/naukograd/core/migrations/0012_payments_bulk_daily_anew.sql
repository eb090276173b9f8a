-- Its rows come sorted by delivery and payer, and its one index is now in that order: a new month is written at one end of
-- it, whatever is there already. dbt makes indexes only where it makes the table; the next build makes it.
drop table if exists per_delivery.payments_bulk_daily cascade;
