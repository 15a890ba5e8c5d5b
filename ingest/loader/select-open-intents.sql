-- Batches that were begun and are not done.
select
  toString(batch_id) as batch_id,
  any(loader_id) as loader_id,
  toUnixTimestamp64Milli(max(recorded_at)) as intended_at_ms
from batches
where recorded_at >= {since:DateTime64(3)}
group by batch_id
having countIf(phase = 'done') = 0
