-- part: vendor_month_counts
-- about: Each version of a reservation of a vendor, once for every day for which it counts in a month, and why: a `span` for
--   any month that it touches, `booked`, `start`, a `night` (with its number), `live`, `ended`, `kept` where the vendor kept something,
--   `updated`, and a `trip` for the days of flights and rentals by the clocks of their places, in whose months nothing else of
--   the reservation need lie.
with
  counting as (
    select
      *,
      arrayConcat(
        arrayMap(
          i -> ('span', toDate32(addMonths(toStartOfMonth(span_from), i)), toUInt32(0)),
          range(toUInt32(dateDiff('month', span_from, span_to) + 1))
        ),
        if(is_latest, [('booked', booked_on, toUInt32(0)), ('start', start_on, toUInt32(0))], []),
        -- A stay without nights puts its money on the day of arrival.
        if(
          is_stay and type = 'hotel',
          arrayMap(night -> ('night', start_on + night, toUInt32(night)), range(greatest(nights, 1))),
          []
        ),
        if(
          is_live,
          arrayMap(
            i -> ('live', toDate32(addMonths(toStartOfMonth(changed_on), i)), toUInt32(0)),
            range(toUInt32(dateDiff('month', changed_on, live_to) + 1))
          ),
          []
        ),
        if(is_last_ending, [('ended', changed_on, toUInt32(0))], []),
        if(is_lost, [('kept', entered_on, toUInt32(0))], []),
        if(kind = 'updated', [('updated', changed_on, toUInt32(0))], []),
        if(
          is_stay and type = 'flight',
          arrayMap(segment -> ('trip', toDate32(segment.departs_at), toUInt32(0)), flight_segments),
          []
        ),
        if(
          is_stay and type = 'car',
          arrayMap(day -> ('trip', toDate32(car_pickup.at) + day, toUInt32(0)), range(greatest(car_rental_days, 1))),
          []
        )
      ) as reasons
    from vendor_changes
  ),
  -- Step by step: an expression is put in place of its name wherever that is mentioned, and planned as often.
  named as (
    select
      * except (reasons),
      counted.1 as reason,
      counted.2 as counted_on,
      counted.3 as night
    from counting
    array join reasons as counted
  )
select
  *,
  formatDateTime(toDateTime64(counted_on, 0, 'UTC'), '%Y-%m') as period,
  -- In ten-thousandths of the currency: a sum of whole numbers is the same money, and far cheaper than one of decimals.
  if(
    reason = 'night',
    share_of_day(minor_units, nights, night) * multiIf(vendor_minor_digits = 0, 10000, vendor_minor_digits = 3, 10, vendor_minor_digits = 4, 1, 100),
    0
  ) as night_money,
  if(reason = 'night' and nights > 0, toUInt64(ifNull(hotel_rooms, 1)), 0) as room_nights,
  start_at <= {logicalNow:DateTime64(3, 'UTC')} and counted_on < today as is_past,
  reason = 'ended' and status = 'cancelled' and notice_hours >= 0 as is_noticed_cancellation,
  reason = 'updated' and is_time_changed and initiator = 'vendor' and notice_hours >= 0 as is_noticed_shift
from named
