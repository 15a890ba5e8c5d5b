-- The newest runs with the last state each has reached and what checks found in it: no tenant's data.
select
  toString(ran.run_id) as id,
  ran.of_model as of_model,
  ran.last_state as last_state,
  ran.first_at as started_at,
  ran.last_at as changed_at,
  ran.slice_count as slice_count,
  ran.first_slice as first_slice,
  ran.last_slice as last_slice,
  ran.written_rows as written_rows,
  ran.longest_ms as longest_ms,
  ran.last_message as last_message,
  found.checks as found_by
from (
  select
    runs.run_id as run_id,
    any(runs.model) as of_model,
    argMax(runs.state, (runs.recorded_at, toInt8(runs.state))) as last_state,
    min(runs.recorded_at) as first_at,
    max(runs.recorded_at) as last_at,
    max(length(runs.slices)) as slice_count,
    any(arrayMin(runs.slices)) as first_slice,
    any(arrayMax(runs.slices)) as last_slice,
    max(runs.rows) as written_rows,
    max(runs.elapsed_ms) as longest_ms,
    argMax(runs.message, (runs.recorded_at, toInt8(runs.state))) as last_message
  from runs
  where runs.recorded_at >= {since:DateTime64(6, 'UTC')} and ({model:String} = '' or runs.model = {model:String})
  group by runs.run_id
  having ({state:String} = '' or toString(last_state) = {state:String})
    and (first_at, runs.run_id) < ({beforeAt:DateTime64(6, 'UTC')}, {beforeId:UUID})
  order by first_at desc, run_id desc
  limit {limit:UInt32}
) as ran
left join (
  select run_id, groupArray((check_name, severity, rows_failing)) as checks
  from check_results
  where recorded_at >= {since:DateTime64(6, 'UTC')}
  group by run_id
) as found on ran.run_id = found.run_id
order by started_at desc, ran.run_id desc
