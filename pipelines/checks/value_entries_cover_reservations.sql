-- check: value_entries
-- severity: warning
-- Every reservation has an entry in the ledger of the affiliate that it belongs to. A warning: what it reads may move while
-- it asks.
select affiliate_id, reservation_id
from reservation_state
where slice in {slices:Array(String)}
  and affiliate_id in (select affiliate_id from affiliates final where not is_removed)
  and reservation_id not in (select reservation_id from linked_reservations)
  and cityHash64(toString(affiliate_id), reservation_id) not in (
    select cityHash64(toString(affiliate_id), reservation_id) from {rows:Identifier} where run_id = {runId:UUID} and slice in {slices:Array(String)}
  )
