-- part: vendor_changes
-- about: What each version of a reservation of a vendor comes to: its dates in the vendor's zone, how far it moved the
--   reservation, whether it ends it, and, of the latest version, its money.
with
  ended as (
    select
      *,
      groupArrayIf((toString(vendor_id), changed_month, toString(status), version, changed_at), is_ended) over (
        partition by reservation_id
        order by version
        rows between unbounded preceding and unbounded following
      ) as endings
    from vendor_steps
  ),
  dated as (
    select
      *,
      -- Once a reservation, month and status, by the last of them.
      is_ended
        and arrayLast(ending -> (ending.1, ending.2, ending.3) = (vendor_id, changed_month, status), endings).4 = version
        as is_last_ending,
      dateDiff('millisecond', changed_at, start_at) / 3600000 as notice_hours,
      is_latest and status in ('booked', 'completed') as is_stay,
      is_latest and status in ('cancelled', 'no_show') as is_lost,
      is_latest and status = 'booked' and presumed_at <= {logicalNow:DateTime64(3, 'UTC')} as is_presumed,
      toDate32(formatDateTime(booked_at, '%F', zone)) as booked_on,
      toDate32(formatDateTime(start_at, '%F', zone)) as start_on,
      toDate32(formatDateTime({logicalNow:DateTime64(3, 'UTC')}, '%F', zone)) as today,
      toUInt32(ifNull(hotel_nights, 0)) as nights,
      if(
        is_stay and type = 'hotel',
        to_minor_units(ifNull(hotel_room_amount, amount), vendor_rate, vendor_minor_digits),
        0
      ) as minor_units,
      -- What the vendor kept, at the last change into the status that still holds.
      arrayLast(ending -> ending.3 = status, endings).5 as entered_at,
      if(
        is_lost,
        toDecimal256(ifNull(retained, 0), 4) * ifNull(vendor_rate, toDecimal128(0, 18)),
        toDecimal256(0, 22)
      ) as kept,
      -- By the leg that moved furthest, of those that still go from the same place to the same; a time that is not known is 0.
      intDiv(
        arrayMax(
          arrayPushBack(
            arrayMap(
              (leg, before) -> if(
                (leg.1, leg.2) = (before.1, before.2),
                greatest(
                  if(leg.3 > 0 and before.3 > 0, abs(leg.3 - before.3), 0),
                  if(leg.4 > 0 and before.4 > 0, abs(leg.4 - before.4), 0)
                ),
                0
              ),
              arraySlice(legs, 1, least(length(legs), length(legs_before))),
              arraySlice(legs_before, 1, least(length(legs), length(legs_before)))
            ),
            0
          )
        ),
        60
      ) as leg_shift_minutes
    from ended
  )
select
  *,
  toDate32(formatDateTime(entered_at, '%F', zone)) as entered_on,
  round_to_minor(kept, vendor_minor_digits) as fee,
  if(type = 'car', car_rental_days, nights) as length,
  dateDiff('day', booked_on, start_on) as lead_days,
  step > 1 and (start_at != start_before or end_at != end_before or leg_shift_minutes > 0) as is_time_changed,
  greatest(
    abs(dateDiff('minute', start_before, start_at)),
    abs(dateDiff('minute', end_before, end_at)),
    leg_shift_minutes
  ) as shift_minutes,
  -- A version holds from its change until a higher one's, and is live until its end.
  least(ifNull(superseded_at, end_at), end_at) as live_until,
  status in ('booked', 'completed') and changed_at < live_until as is_live,
  toDate32(formatDateTime(changed_at, '%F', zone)) as changed_on,
  toDate32(formatDateTime(live_until - interval 1 millisecond, '%F', zone)) as live_to
from dated
