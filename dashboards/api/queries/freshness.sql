-- Up to when each model is complete: no tenant's data.
select
  model,
  complete_at as complete_to
from freshness final
where model in {models:Array(String)}
