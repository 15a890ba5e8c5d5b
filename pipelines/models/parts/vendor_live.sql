-- part: vendor_live
-- about: Reservations live in a month of a vendor: a version holds from its change until a higher one's, and is live until its end.
select vendor_id, period, uniqExact(reservation_id) as live_reservations
from (
  select
    vendor_id,
    reservation_id,
    toDate32(formatDateTime(changed_at, '%F', zone)) as live_from,
    toDate32(formatDateTime(least(ifNull(superseded_at, end_at), end_at) - interval 1 millisecond, '%F', zone)) as live_to,
    arrayJoin(range(toUInt32(dateDiff('month', live_from, live_to) + 1))) as month_index,
    formatDateTime(toDateTime64(addMonths(toStartOfMonth(live_from), month_index), 0, 'UTC'), '%Y-%m') as period
  from vendor_versions
  where status in ('booked', 'completed')
    and changed_at < least(ifNull(superseded_at, end_at), end_at)
)
group by vendor_id, period
