-- part: vendor_endings
-- about: What was cancelled or marked no-show of a vendor in a month, once a reservation.
with
  ended as (
    select
      vendor_id,
      reservation_id,
      formatDateTime(changed_at, '%Y-%m', zone) as period,
      status,
      initiator,
      version,
      dateDiff('millisecond', changed_at, start_at) / 3600000 as notice_hours
    from vendor_steps
    where status in ('cancelled', 'no_show') and (step = 1 or status != status_before)
  ),
  ended_once as (
    select
      vendor_id,
      period,
      status,
      reservation_id,
      argMax(initiator, version) as initiator,
      argMax(notice_hours, version) as notice_hours
    from ended
    group by vendor_id, period, status, reservation_id
  )
select
  vendor_id,
  period,
  countIf(status = 'cancelled') as cancellations,
  countIf(status = 'no_show') as no_shows,
  mapSort(sumMap(map(toString(initiator), toUInt64(status = 'cancelled')))) as cancelled_map,
  mapSort(sumMap(map(toString(initiator), toUInt64(status = 'no_show')))) as no_show_map,
  if(
    countIf(status = 'cancelled' and notice_hours >= 0) = 0,
    null,
    quantileExactInclusiveIf(0.5)(notice_hours, status = 'cancelled' and notice_hours >= 0)
  ) as cancellation_notice_hours_median
from ended_once
group by vendor_id, period
