-- model: linked_reservations
-- about: Reservations that are another source's copy of a booking: same vendor, confirmation and traveler. The primary is
--   the best source's (agency, travel_system, email, manual), then the least reservationId; the others stand here.
-- owner: reservations
-- slice: all
-- inputs: reservation_versions by linkable
-- fresh_within: 60 s
-- grain: reservation_id
-- order_by: reservation_id
-- feeds: arrayConcat([concat('day:', toString(toDate32(first_booked_at)))], arrayMap(i -> concat('month:', formatDateTime(toDateTime64(addMonths(toStartOfMonth(span_from), i), 0, 'UTC'), '%Y-%m')), range(toUInt32(dateDiff('month', toStartOfMonth(span_from), toStartOfMonth(span_to)) + 1))))
-- checks:
--   not_empty primary_id
-- columns:
--   reservation_id String: the copy
--   primary_id String: the reservation that counts
--   first_booked_at DateTime64(3, 'UTC'): when the copy was booked
--   span_from Date32: first local day the copy touches
--   span_to Date32: last local day the copy touches
with
  ranked as (
    select
      reservation_id,
      first_booked_at,
      span_from,
      span_to,
      source,
      first_value(reservation_id) over booking as primary_id,
      first_value(source) over booking as primary_source
    from reservation_state
    where confirmation != '' and status != 'deleted'
    window booking as (
      partition by vendor_id, confirmation, traveler_id
      order by indexOf(['agency', 'travel_system', 'email', 'manual'], source), reservation_id
      rows between unbounded preceding and unbounded following
    )
  )
select 'all' as slice, reservation_id, primary_id, first_booked_at, span_from, span_to
from ranked
where source != primary_source
