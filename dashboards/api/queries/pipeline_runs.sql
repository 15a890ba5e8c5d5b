-- The newest runs with the last state each has reached: no tenant's data.
select
  toString(run_id) as id,
  any(model) as model,
  argMax(state, (recorded_at, toInt8(state))) as state,
  min(recorded_at) as started_at,
  max(recorded_at) as changed_at,
  max(length(slices)) as slices,
  max(rows) as written_rows,
  max(elapsed_ms) as elapsed_ms,
  argMax(message, (recorded_at, toInt8(state))) as message
from runs
where recorded_at >= {since:DateTime('UTC')}
group by run_id
order by started_at desc, id
limit {limit:UInt32}
