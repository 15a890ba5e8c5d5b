-- What changes with any change of some tables, by table: their parts, each by a name that no other one of its table has had
-- since the engine was started. And up to when each model is complete. No tenant's data.
select
  arraySort(groupArray((table, concat(name, ' ', toString(modification_time))))) as parts,
  (select groupArray((toString(model), complete_at)) from freshness final) as complete
from system.parts
where database = currentDatabase()
  and table in {tables:Array(String)}
  and active
