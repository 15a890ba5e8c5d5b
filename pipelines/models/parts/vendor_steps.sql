-- part: vendor_steps
-- about: What each version of a reservation of a vendor changed.
select
  vendor_id,
  reservation_id,
  version,
  is_latest,
  kind,
  status,
  initiator,
  type,
  affiliate_id,
  source,
  traveler_country,
  booked_at,
  changed_at,
  superseded_at,
  start_at,
  end_at,
  presumed_at,
  amount,
  retained,
  hotel_nights,
  hotel_rooms,
  hotel_room_amount,
  car_rental_days,
  car_pickup,
  flight_segments,
  vendor_rate,
  vendor_minor_digits,
  span_from,
  span_to,
  zone,
  (
    ifNull(toString(amount), ''),
    currency,
    (hotel_city, hotel_country, ifNull(hotel_nights, 0), ifNull(hotel_rooms, 0), ifNull(hotel_guests, 0)),
    (ifNull(flight_passengers, 0), arrayMap(segment -> (segment.origin, segment.destination), flight_segments)),
    (car_pickup.city, car_pickup.country, car_dropoff.city, car_dropoff.country)
  ) as matter,
  -- Where from, where to, and the local times of both; a rental is one.
  if(
    type = 'car',
    [('', '', toUnixTimestamp64Second(car_pickup.at), toUnixTimestamp64Second(car_dropoff.at))],
    arrayMap(
      segment -> (
        segment.origin,
        segment.destination,
        toUnixTimestamp64Second(segment.departs_at),
        toUnixTimestamp64Second(segment.arrives_at)
      ),
      flight_segments
    )
  ) as legs,
  lagInFrame(legs, 1) over history as legs_before,
  lagInFrame(start_at, 1) over history as start_before,
  lagInFrame(end_at, 1) over history as end_before,
  matter != lagInFrame(matter, 1) over history as is_matter_changed,
  row_number() over history as step,
  status in ('cancelled', 'no_show') and (step = 1 or status != lagInFrame(status, 1) over history) as is_ended,
  formatDateTime(changed_at, '%Y-%m', zone) as changed_month
from vendor_versions
window history as (
  partition by reservation_id
  order by version
  rows between unbounded preceding and current row
)
