-- The same as published_slices without what nobody needs who reads a model's rows: views of models are read several times
-- in a statement, and each time finds the published runs again.
create view published_runs as
select
  model,
  slice,
  argMax(run_id, (epoch, published_at, run_id)) as run_id
from published
group by model, slice;
