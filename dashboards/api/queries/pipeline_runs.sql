-- The newest runs with the last state each has reached: no tenant's data.
select
  toString(runs.run_id) as id,
  any(runs.model) as of_model,
  argMax(runs.state, (runs.recorded_at, toInt8(runs.state))) as last_state,
  min(runs.recorded_at) as started_at,
  max(runs.recorded_at) as changed_at,
  max(length(runs.slices)) as slice_count,
  max(runs.rows) as written_rows,
  max(runs.elapsed_ms) as longest_ms,
  argMax(runs.message, (runs.recorded_at, toInt8(runs.state))) as last_message
from runs
where runs.recorded_at >= {since:DateTime('UTC')}
group by runs.run_id
order by started_at desc, id
limit {limit:UInt32}
