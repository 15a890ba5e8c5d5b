-- part: vendor_stays
-- about: The nights of a vendor's month and their money.
with
  priced as (
    select
      *,
      to_minor_units(stay_amount, vendor_rate, vendor_minor_digits) as minor_units
    from vendor_reservations
    where status in ('booked', 'completed')
  ),
  -- Every night on its date; a stay without nights puts its money on the day of arrival.
  dated as (
    select
      vendor_id,
      arrayJoin(range(greatest(nights, 1))) as night,
      start_on + night as night_on,
      formatDateTime(toDateTime64(night_on, 0, 'UTC'), '%Y-%m') as period,
      if(nights = 0, 0, rooms) as room_nights,
      start_at <= {logicalNow:DateTime64(3, 'UTC')} and night_on < today as is_past,
      from_minor_units(share_of_day(minor_units, nights, night), vendor_minor_digits) as night_revenue
    from priced
    where type = 'hotel'
  )
select
  vendor_id,
  period,
  sumIf(toUInt64(room_nights), is_past) as room_nights_stayed,
  sum(toUInt64(room_nights)) as room_nights_booked,
  sumIf(night_revenue, is_past) as room_revenue
from dated
group by vendor_id, period
