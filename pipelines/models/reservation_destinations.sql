-- model: reservation_destinations
-- kind: view
-- about: Where each version of a reservation goes: a hotel's place, the place where a car is fetched, of flights where
--   they end. Flights that end where they began go to the stop before the longest time on the ground.
-- owner: reservations
-- inputs: reservation_versions, table airports
-- grain: reservation_id, version
-- columns:
--   slice LowCardinality(String): the slice of reservation_versions
--   reservation_id String: the reservation
--   version UInt64: its version
--   is_latest Bool: no higher version is known
--   affiliate_id LowCardinality(String): the affiliate, empty for a direct booking
--   airport String: IATA of a flight's destination, empty for other types
--   city String: its city, empty where it is not known
--   country String: alpha-2, empty where it is not known
with
  stops as (
    select
      slice,
      reservation_id,
      version,
      is_latest,
      affiliate_id,
      type,
      multiIf(type = 'hotel', hotel_city, type = 'car', car_pickup.city, '') as said_city,
      multiIf(type = 'hotel', toString(hotel_country), type = 'car', car_pickup.country, '') as said_country,
      -- Seconds on the ground after each flight but the last; local times of one airport.
      arrayMap(
        (landed, left) -> if(
          toUnixTimestamp(landed.arrives_at) = 0 or toUnixTimestamp(left.departs_at) = 0,
          -1,
          dateDiff('second', landed.arrives_at, left.departs_at)
        ),
        arrayPopBack(flight_segments),
        arrayPopFront(flight_segments)
      ) as waits,
      if(
        length(flight_segments) > 1 and flight_segments[1].origin = flight_segments[-1].destination,
        flight_segments[indexOf(waits, arrayMax(waits))].destination,
        flight_segments[-1].destination
      ) as airport
    from reservation_versions
  ),
  places as (
    select airport as code, argMax(city, valid_from) as place_city, argMax(toString(country), valid_from) as place_country
    from airports final
    group by airport
  )
select
  stops.slice as slice,
  stops.reservation_id as reservation_id,
  stops.version as version,
  stops.is_latest as is_latest,
  stops.affiliate_id as affiliate_id,
  stops.airport as airport,
  if(stops.type = 'flight', places.place_city, stops.said_city) as city,
  if(stops.type = 'flight', places.place_country, stops.said_country) as country
from stops
left join places on stops.airport = places.code
