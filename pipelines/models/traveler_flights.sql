-- model: traveler_flights
-- about: Every flight of a traveler's year: its way, its time in the air, what it emitted for this traveler's seat, and
--   whether it ended in a layover: the next flight leaves within 24 hours, and not back to where this one came from.
-- owner: travelers
-- slice: bucket
-- inputs: traveler_bookings by bucket
-- influences: table airports, table emission_factors
-- grain: reservation_id, position
-- persons: traveler_id traveler
-- order_by: slice, traveler_id, reservation_id, position
-- feeds: [concat('bucket:', slice)]
-- max_slices: 64
-- columns:
--   traveler_id String: the traveler
--   reservation_id String: the reservation
--   position UInt16: from 1, among the reservation's flights
--   year UInt16: the reservation's year
--   carrier LowCardinality(String): who operated it
--   origin LowCardinality(String): IATA
--   destination LowCardinality(String): IATA
--   departs_on Date32: local day of departure
--   departs_at DateTime64(0, 'UTC'): departure
--   arrives_at DateTime64(0, 'UTC'): arrival
--   km Nullable(Float64): great circle (sphere of 6371.0088 km), null where an airport is not known
--   air_minutes Nullable(Float64): actual times, else scheduled ones; null where a time or a zone is not known
--   late_minutes Float64: actual arrival later than that booked, else 0
--   is_layover Bool: it ended in a layover
--   destination_country LowCardinality(String): alpha-2
--   destination_city String: city
--   is_origin_home Bool: it left from home
--   is_destination_home Bool: it ended at home
--   haul LowCardinality(String): as in emission_factors
--   cabin LowCardinality(String): the cabin whose factor was taken
--   factor_set LowCardinality(String): the set it is from
--   factor_year UInt16: the set's year
--   kg_with_rf Nullable(Float64): kg CO2e with radiative forcing
--   kg_without_rf Nullable(Float64): kg CO2e without
with
  places as (
    select airport, arraySort(groupArray((valid_from, toString(country), city, toString(timezone), latitude, longitude))) as known
    from airports final
    group by airport
  ),
  factors as (
    select
      haul,
      cabin,
      arraySort(groupArray((year, toString(factor_set), toFloat64(kg_with_rf), toFloat64(kg_without_rf)))) as sets
    from emission_factors final
    group by haul, cabin
  ),
  flown as (
    select
      slice,
      traveler_id,
      reservation_id,
      year,
      start_at,
      timezone,
      booked_arrivals,
      home_country,
      home_city,
      home_airport,
      position,
      s.carrier as carrier,
      s.origin as origin,
      s.destination as destination,
      s.departs_at as departs_local,
      s.arrives_at as arrives_local,
      s.actual_departs_at as actual_departs_local,
      s.actual_arrives_at as actual_arrives_local,
      lower(replaceAll(s.cabin, ' ', '_')) as cabin_said
    from traveler_bookings
    array join segments as s, arrayEnumerate(segments) as position
    where slice in {slices:Array(String)}
  ),
  placed as (
    select
      flown.*,
      arrayLast(p -> p.1 <= flown.start_at, departure.known) as departed,
      arrayLast(p -> p.1 <= flown.start_at, arrival.known) as arrived,
      arrayMap(
        (l, z) -> if(l + toIntervalSecond(0) = toDateTime64(0, 0, 'UTC'), toDateTime64(0, 0, 'UTC'), local_instant(l, z)),
        [flown.departs_local, flown.arrives_local, flown.actual_departs_local, flown.actual_arrives_local],
        [
          if(departed.4 = '', flown.timezone, departed.4),
          if(arrived.4 = '', flown.timezone, arrived.4),
          if(departed.4 = '', flown.timezone, departed.4),
          if(arrived.4 = '', flown.timezone, arrived.4)
        ]
      ) as instants,
      toDateTime64(0, 0, 'UTC') as not_known,
      if(instants[1] = not_known, toDateTime64(flown.start_at, 0, 'UTC'), instants[1]) as departs_at,
      if(instants[2] = not_known, departs_at, instants[2]) as arrives_at,
      departed.4 != '' and arrived.4 != '' as is_zoned,
      if(departed.2 = '' or arrived.2 = '', null, pow(sin(radians(arrived.5 - departed.5) / 2), 2) + cos(radians(departed.5)) * cos(radians(arrived.5)) * pow(sin(radians(arrived.6 - departed.6) / 2), 2)) as haversine,
      2 * 6371.0088 * asin(sqrt(least(1, haversine))) as km,
      multiIf(
        departed.2 = 'GB' and arrived.2 = 'GB', 'domestic',
        departed.2 != 'GB' and arrived.2 != 'GB', 'international',
        km <= 3700, 'short_haul',
        'long_haul'
      ) as haul,
      -- Who names a city or an airport as home has left it there; of others only the country is known.
      flown.home_city != '' or flown.home_airport != '' as is_home_place_known,
      if(
        is_home_place_known,
        flown.origin = flown.home_airport or (departed.3 != '' and lower(departed.3) = lower(flown.home_city) and departed.2 = flown.home_country),
        flown.home_country != '' and departed.2 = flown.home_country
      ) as is_origin_home,
      if(
        is_home_place_known,
        flown.destination = flown.home_airport or (arrived.3 != '' and lower(arrived.3) = lower(flown.home_city) and arrived.2 = flown.home_country),
        flown.home_country != '' and arrived.2 = flown.home_country
      ) as is_destination_home
    from flown
    left join places as departure on flown.origin = departure.airport
    left join places as arrival on flown.destination = arrival.airport
  ),
  ordered as (
    select
      *,
      leadInFrame(departs_at, 1, not_known) over next as next_departs_at,
      leadInFrame(destination, 1, '') over next as next_destination,
      row_number() over (partition by reservation_id, destination order by position) as visit
    from placed
    window next as (
      partition by traveler_id
      order by departs_at, reservation_id, position
      rows between unbounded preceding and unbounded following
    )
  )
select
  ordered.slice as slice,
  ordered.traveler_id as traveler_id,
  ordered.reservation_id as reservation_id,
  ordered.position as position,
  ordered.year as year,
  ordered.carrier as carrier,
  ordered.origin as origin,
  ordered.destination as destination,
  toDate32(if(ordered.departs_local = not_known, ordered.departs_at, ordered.departs_local)) as departs_on,
  ordered.departs_at as departs_at,
  ordered.arrives_at as arrives_at,
  ordered.km as km,
  multiIf(
    not ordered.is_zoned, null,
    ordered.instants[3] != not_known and ordered.instants[4] > ordered.instants[3],
      dateDiff('second', ordered.instants[3], ordered.instants[4]) / 60,
    ordered.instants[1] != not_known and ordered.instants[2] > ordered.instants[1],
      dateDiff('second', ordered.instants[1], ordered.instants[2]) / 60,
    null
  ) as air_minutes,
  arrayFilter(a -> a.1 = ordered.destination, ordered.booked_arrivals)[ordered.visit].2 as first_booked_arrival,
  if(
    ordered.actual_arrives_local = not_known or first_booked_arrival = not_known,
    0.,
    greatest(0., dateDiff('second', first_booked_arrival, ordered.actual_arrives_local) / 60)
  ) as late_minutes,
  ordered.next_departs_at != not_known
    and ordered.next_departs_at < ordered.arrives_at + interval 24 hour
    and ordered.next_destination != ordered.origin as is_layover,
  ordered.arrived.2 as destination_country,
  ordered.arrived.3 as destination_city,
  ordered.is_origin_home as is_origin_home,
  ordered.is_destination_home as is_destination_home,
  ordered.haul as haul,
  if(notEmpty(seat.sets), multiIf(ordered.cabin_said = 'premium', 'premium_economy', ordered.cabin_said), 'average') as cabin,
  if(notEmpty(seat.sets), seat.sets, average.sets) as sets,
  if(arrayExists(f -> f.1 <= ordered.year, sets), arrayLast(f -> f.1 <= ordered.year, sets), sets[1]) as factor,
  if(ordered.km is null, '', factor.2) as factor_set,
  if(ordered.km is null, 0, factor.1) as factor_year,
  if(factor.2 = '', null, ordered.km * factor.3) as kg_with_rf,
  if(factor.2 = '', null, ordered.km * factor.4) as kg_without_rf
from ordered
left join factors as seat
  on ordered.haul = seat.haul and if(ordered.cabin_said = 'premium', 'premium_economy', ordered.cabin_said) = seat.cabin
left join (select * from factors where cabin = 'average') as average on ordered.haul = average.haul
