-- The published slices of each model, summed up: no tenant's data.
select
  model,
  count() as slices,
  sum(rows) as published_rows,
  min(slice) as first_slice,
  max(slice) as last_slice,
  max(published_at) as last_published_at,
  max(logical_now) as complete_to
from published_slices
group by model
order by model
