-- What time alone has changed: rental days that became past.
select
  formatDateTime(toDateTime64(addMonths(toStartOfMonth(span_from), i), 0, 'UTC'), '%Y-%m') as slice,
  toString(
    sum(
      toUInt64(
        greatest(
          0,
          least(
            toInt64(greatest(car_rental_days, 1)),
            dateDiff('day', toDate32(car_pickup.at), toDate32(formatDateTime({logicalNow:DateTime64(3, 'UTC')}, '%F', vendor_timezone)))
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
  where is_vendor_known and type = 'car' and status in ('booked', 'completed')
)
group by slice
