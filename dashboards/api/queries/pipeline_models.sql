-- The published slices of each model, summed up, and up to when it is complete: no tenant's data.
select
  slices.model as model,
  count() as slice_count,
  sum(slices.rows) as published_rows,
  min(slices.slice) as first_slice,
  max(slices.slice) as last_slice,
  max(slices.published_at) as last_published_at,
  any(fresh.complete_at) as complete_to
from published_slices as slices
left join (select model, toNullable(complete_at) as complete_at from freshness final) as fresh on slices.model = fresh.model
group by slices.model
order by model
