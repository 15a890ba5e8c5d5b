-- Events by affiliate: what was received in [from, to), and what the table of events has of it. Copies of one
-- message received up to 30 days apart are one, so the 30 days before are read as well.
with
  parseDateTime64BestEffort({from:String}, 3, 'UTC') as from_at,
  parseDateTime64BestEffort({to:String}, 3, 'UTC') as to_at,
  known_receipts as (
    select
      affiliate_id,
      receipt_id,
      any(received_at) as receipt_at,
      any(outcome) as outcome,
      any(message_hash) as hash,
      any(slice) as slice
    from receipts
    where kind = 'event'
      and received_at >= from_at - interval 30 day
      and received_at < to_at
      and ({affiliateId:String} = '' or affiliate_id = {affiliateId:String})
    group by affiliate_id, receipt_id
  ),
  -- Rows of these receipts, and rows that a crash left without one.
  stored_rows as (
    select
      affiliate_id,
      receipt_id,
      any(received_at) as stored_at,
      any(message_hash) as hash
    from events
    where toStartOfHour(placed_at) in (
        select parseDateTimeBestEffort(concat(slice, ':00:00'), 'UTC') from known_receipts where slice != ''
      )
      and received_at >= from_at - interval 30 day
      and received_at < to_at
      and ({affiliateId:String} = '' or affiliate_id = {affiliateId:String})
    group by affiliate_id, receipt_id
  ),
  -- Of a day whose rows have expired no more than the receipts is left.
  expired_days as (
    select distinct affiliate_id, toString(day) as day from expirations where table_name = 'events'
  ),
  copies as (
    select
      affiliate_id,
      receipt_id,
      hash,
      receipt_at as copy_at,
      1 as has_receipt,
      0 as has_row,
      (affiliate_id, substring(slice, 1, 10)) in (select affiliate_id, day from expired_days) as is_expired
    from known_receipts
    where outcome = 'accepted'
    union all
    select affiliate_id, receipt_id, hash, stored_at as copy_at, 0 as has_receipt, 1 as has_row, 0 as is_expired
    from stored_rows
  ),
  messages as (
    select
      affiliate_id,
      hash,
      max(has_row) as is_stored,
      arraySort(groupUniqArray((copy_at, receipt_id))) as all_copies,
      groupUniqArrayIf((copy_at, receipt_id), has_receipt = 1 and copy_at >= from_at) as range_copies,
      uniqExactIf(receipt_id, is_expired = 1 and copy_at >= from_at) as range_expired,
      -- A copy more than 30 days after the one that stands is a message of its own.
      arrayFold(
        (stand, copy) -> if(copy.1 > stand[-1].1 + interval 30 day, arrayPushBack(stand, copy), stand),
        all_copies,
        arraySlice(all_copies, 1, 1)
      ) as standing
    from copies
    group by affiliate_id, hash
  ),
  accepted as (
    select
      affiliate_id,
      sumIf(arrayCount(copy -> copy.1 >= from_at, standing), is_stored = 1) as stored,
      sumIf(arrayCount(copy -> not has(standing, copy), range_copies), is_stored = 1) as duplicate,
      sumIf(length(range_copies) - range_expired, is_stored = 0) as missing,
      sumIf(range_expired, is_stored = 0) as expired
    from messages
    group by affiliate_id
  ),
  received as (
    select
      affiliate_id,
      count() as received,
      countIf(outcome = 'erased') as erased,
      sumMapIf(map(outcome, toUInt64(1)), outcome not in ('accepted', 'erased')) as reasons
    from known_receipts
    where receipt_at >= from_at
    group by affiliate_id
  )
select
  received.affiliate_id as affiliateId,
  'event' as kind,
  received.received as received,
  accepted.stored as stored,
  accepted.duplicate as duplicate,
  received.erased as erased,
  accepted.expired as expired,
  accepted.missing as missing,
  received.reasons as reasons
from received
left join accepted on accepted.affiliate_id = received.affiliate_id
order by affiliateId
