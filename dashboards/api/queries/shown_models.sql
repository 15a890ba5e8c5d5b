-- Of each model what tells one state of its published runs from every other: no tenant's data.
select
  model,
  concat(toString(count()), '-', toString(sum(cityHash64(run_id, epoch, published_at)))) as version
from published
group by model
