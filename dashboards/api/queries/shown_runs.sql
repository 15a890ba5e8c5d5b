-- The runs of models that readers see, the newest first: the last slice that each is seen in, and the slices that later
-- runs cover and whose rows may be there yet. Where a run has no rows, nothing is to be seen or hidden of it. No tenant's data.
-- Of more than 1,000 a reader makes no use.
select
  model,
  toString(run_id) as id,
  max(if(is_shown, slice, '')) as last_slice,
  groupArrayIf(1001)(slice, not is_shown) as hidden_slices
from (
  select
    model,
    slice,
    arrayJoin(run_ids) as run_id,
    run_id = shown_id as is_shown
  from (
    select
      model,
      slice,
      groupUniqArrayIf(run_id, rows > 0) as run_ids,
      argMax(run_id, (epoch, published_at, run_id)) as shown_id
    from published
    where model in {models:Array(String)}
    group by model, slice
  )
)
group by model, run_id
having max(is_shown)
order by last_slice desc
limit 1001 by model
