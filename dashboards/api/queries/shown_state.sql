-- What changes with any change of the published runs, when somebody was last erased from them, and up to when each model is
-- complete: no tenant's data.
select
  arrayStringConcat(arraySort(groupArray(name)), ' ') as parts,
  (select toString(max(recorded_at)) from erasures) as erased_at,
  (select groupArray((toString(model), complete_at)) from freshness final) as complete
from system.parts
where database = currentDatabase()
  and table = 'published'
  and active
