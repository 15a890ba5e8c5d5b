-- Of each model what tells one state of its published runs from every other, and where its rows are: no tenant's data. There
-- are two tables while a model moves to a new one.
select
  states.model as model,
  states.version as version,
  places.tables as tables
from (
  select
    model,
    concat(toString(count()), '-', toString(sum(cityHash64(run_id, epoch, published_at)))) as version
  from published
  group by model
) as states
inner join (
  select
    replaceRegexpOne(name, '_runs_[0-9a-f]{8}$', '') as of_model,
    groupArray(name) as tables
  from system.tables
  where database = currentDatabase()
    and match(name, '^[a-z_]+_runs_[0-9a-f]{8}$')
  group by of_model
) as places on states.model = places.of_model
