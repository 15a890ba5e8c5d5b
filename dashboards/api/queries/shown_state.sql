-- What changes with any change of the published runs, and up to when each model is complete: no tenant's data.
select
  arrayStringConcat(arraySort(groupArray(name)), ' ') as parts,
  (select groupArray((toString(model), complete_at)) from freshness final) as complete
from system.parts
where database = currentDatabase()
  and table = 'published'
  and active
