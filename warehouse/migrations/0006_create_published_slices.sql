-- Of each model's slice the run that readers see.
create view published_slices as
select
  model,
  slice,
  latest.1 as run_id,
  latest.2 as published_at,
  latest.3 as logical_now,
  latest.4 as inputs,
  latest.5 as rows
from (
  select
    model,
    slice,
    argMax((run_id, published_at, logical_now, inputs, rows), (epoch, published_at, run_id)) as latest
  from published
  group by model, slice
);

-- Up to when a model is complete: the time of the last pass that left nothing of it to do. Read with final.
create table freshness (
  model           LowCardinality(String),
  complete_at     DateTime64(3, 'UTC')
) engine = ReplacingMergeTree(complete_at) order by model;
