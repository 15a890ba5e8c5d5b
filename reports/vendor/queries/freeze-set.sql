-- Freezes a year's set, in one block: all of it or nothing. Attributes as they held at `at`.
insert into benchmark_sets (year, frozen_at, set_id, vendor_id, type, country, class, owner)
select
  {year:UInt16} as year,
  {frozenAt:DateTime64(6, 'UTC')} as frozen_at,
  {setId:UUID} as set_id,
  vendor_id,
  argMax(type, valid_from) as type,
  argMax(country, valid_from) as country,
  argMax(class, valid_from) as class,
  argMax(owner, valid_from) as owner
from vendors final
where valid_from <= {at:DateTime64(3, 'UTC')}
group by vendor_id
settings max_block_size = 1000000, min_insert_block_size_rows = 1000000, max_insert_threads = 1
