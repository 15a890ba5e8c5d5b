-- check: clean_events
-- severity: blocking
-- Clean events and duplicates are the stored rows of the same hours: no message is lost, none invented. Messages of which no
-- batch was done when the run began are left aside; one may stand in an hour that is not of this run.
with
  (
    -- A value, not a table: it is computed once, and where nothing is lost the receipts are not read.
    select groupArray(1000)((affiliate_id, message_hash, message_id, first_at))
    from (
      select affiliate_id, message_hash, any(message_id) as message_id, min(received_at) as first_at
      from events
      where formatDateTime(toStartOfHour(placed_at), '%FT%H') in {slices:Array(String)}
        and placed_at >= {from:DateTime64(3, 'UTC')}
        and placed_at < {to:DateTime64(3, 'UTC')}
      group by affiliate_id, message_hash
      having countIf(receipt_id in (select receipt_id from {rows:Identifier} where run_id = {runId:UUID} and slice in {slices:Array(String)})) = 0
        and countIf(
          batch_id in (
            select batch_id from batches where phase = 'done' and recorded_at <= {logicalNow:DateTime64(3, 'UTC')}
          )
        ) > 0
    )
  ) as lost
select 'lost' as fault, each.1 as affiliate_id, each.3 as message_id
from (select arrayJoin(lost) as each)
where each.2 not in (
  select message_hash
  from receipts
  where kind = 'event'
    and outcome = 'accepted'
    and slice not in {slices:Array(String)}
    and received_at >= arrayMin(arrayMap(one -> one.4, lost)) - interval 30 day
    and received_at <= arrayMax(arrayMap(one -> one.4, lost)) + interval 30 day
    and has(arrayMap(one -> one.2, lost), message_hash)
)
union all
select 'invented' as fault, affiliate_id, message_id
from {rows:Identifier}
where run_id = {runId:UUID} and slice in {slices:Array(String)}
  and receipt_id not in (
    select receipt_id
    from events
    where formatDateTime(toStartOfHour(placed_at), '%FT%H') in {slices:Array(String)}
      and placed_at >= {from:DateTime64(3, 'UTC')}
      and placed_at < {to:DateTime64(3, 'UTC')}
  )
