-- A new month is written at one end of an index in the order of its rows, whatever is there already. dbt makes indexes only
-- where it makes the table, and the table must stay: the gate of payments by BIN reads it before the next build.
do $$
declare
    made regclass;
begin
    if to_regclass('per_delivery.payments_bulk_daily') is null then
        return;
    end if;
    for made in
        select indexrelid from pg_index where indrelid = to_regclass('per_delivery.payments_bulk_daily')
    loop
        execute format('drop index %s', made);
    end loop;
    create index on per_delivery.payments_bulk_daily (delivery_id, bin);
end
$$;
