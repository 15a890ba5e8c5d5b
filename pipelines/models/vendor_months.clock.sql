-- What time alone has changed: nights that became past, bookings that are presumed completed.
select
  formatDateTime(toDateTime64(addMonths(toStartOfMonth(span_from), i), 0, 'UTC'), '%Y-%m') as slice,
  concat(
    toString(sum(toUInt64(status = 'booked' and presumed_at <= {logicalNow:DateTime64(3, 'UTC')}))),
    ':',
    toString(
      sum(
        toUInt64(
          greatest(
            0,
            least(
              toInt64(greatest(ifNull(hotel_nights, 0), 1)),
              dateDiff(
                'day',
                toDate32(formatDateTime(start_at, '%F', vendor_timezone)),
                toDate32(formatDateTime({logicalNow:DateTime64(3, 'UTC')}, '%F', vendor_timezone))
              )
            )
          )
        )
      )
    )
  ) as state
from (
  select
    *,
    arrayJoin(range(toUInt32(dateDiff('month', toStartOfMonth(span_from), toStartOfMonth(span_to)) + 1))) as i
  from reservation_state
  where is_vendor_known and status in ('booked', 'completed')
)
group by slice
