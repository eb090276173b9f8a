-- A stand-in with the columns of the real model, which another branch brings.
select
    cast(null as bigint) as delivery_id,
    cast(null as text) as region_kato,
    cast(null as integer) as year,
    cast(null as numeric) as innovative_output_mln_kzt,
    cast(null as boolean) as is_confidential
where false
