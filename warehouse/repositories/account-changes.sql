-- Reservation changes by affiliate: what was received in [from, to), and what the table of changes has of it. A
-- change is one for ever, so copies are looked for in all receipts; the table keeps one row of them.
with
  parseDateTime64BestEffort({from:String}, 3, 'UTC') as from_at,
  parseDateTime64BestEffort({to:String}, 3, 'UTC') as to_at,
  range_receipts as (
    select
      affiliate_id,
      receipt_id,
      any(received_at) as receipt_at,
      any(outcome) as outcome,
      any(message_hash) as hash,
      any(slice) as slice
    from receipts
    where kind = 'change'
      and received_at >= from_at
      and received_at < to_at
      and ({affiliateId:String} = '' or affiliate_id = {affiliateId:String})
    group by affiliate_id, receipt_id
  ),
  copies_before as (
    select distinct message_hash as hash
    from receipts
    where kind = 'change'
      and received_at < from_at
      and outcome = 'accepted'
      and message_hash in (select hash from range_receipts)
  ),
  -- Rows of these receipts, and rows that a crash left without one.
  stored_rows as (
    select
      any(row_affiliate_id) as affiliate_id,
      hash
    from (
      select
        affiliate_id as row_affiliate_id,
        received_at as stored_at,
        reinterpretAsUInt64(
          substring(SHA1(concat(reservation_id, '\n', toString(version), '\n', toString(body_hash))), 1, 8)
        ) as hash
      from reservation_changes
      where not is_erased
        and toDate32(booked_at) in (select toDate32(slice) from range_receipts where slice != '')
        and ({affiliateId:String} = '' or affiliate_id = {affiliateId:String})
    )
    where hash in (select hash from range_receipts)
      or (stored_at >= from_at and stored_at < to_at)
    group by hash
  ),
  stored as (
    select
      affiliate_id,
      count() as stored
    from stored_rows
    where hash not in (select hash from copies_before)
    group by affiliate_id
  ),
  received as (
    select
      affiliate_id,
      count() as received,
      countIf(outcome = 'accepted' and is_stored) as found,
      uniqExactIf(hash, outcome = 'accepted' and is_stored and not is_copy) as firsts,
      countIf(outcome = 'accepted' and not is_stored and not is_expired) as missing,
      countIf(outcome = 'accepted' and not is_stored and is_expired) as expired,
      countIf(outcome = 'erased') as erased,
      sumMapIf(map(outcome, toUInt64(1)), outcome not in ('accepted', 'erased')) as reasons
    from (
      select
        *,
        hash in (select hash from stored_rows) as is_stored,
        hash in (select hash from copies_before) as is_copy,
        (affiliate_id, slice) in (
          select affiliate_id, toString(day) from expirations where table_name = 'reservation_changes'
        ) as is_expired
      from range_receipts
    )
    group by affiliate_id
  )
select
  received.affiliate_id as affiliateId,
  'change' as kind,
  received.received as received,
  stored.stored as stored,
  received.found - received.firsts as duplicate,
  received.erased as erased,
  received.expired as expired,
  received.missing as missing,
  received.reasons as reasons
from received
left join stored on stored.affiliate_id = received.affiliate_id
order by affiliateId
