-- model: traveler_trips
-- about: Trips. Reservations with a tripId are that trip. The others follow each other by time: a flight that leaves home
--   opens a trip, which ends when one arrives home; where no arrival follows before the next leaving, and where nothing left
--   home, a gap of 36 hours from the latest end so far to the next start ends it.
-- owner: travelers
-- slice: bucket
-- inputs: traveler_bookings by bucket
-- influences: traveler_flights by bucket
-- grain: traveler_id, trip
-- persons: traveler_id traveler
-- order_by: slice, traveler_id, first_on
-- feeds: [concat('bucket:', slice)]
-- max_slices: 64
-- columns:
--   traveler_id String: the traveler
--   trip String: "given:" and the tripId, or "found:" and the first reservation
--   year UInt16: year of the first local day
--   first_on Date32: first local day
--   last_on Date32: last local day
--   days UInt32: local days from first to last, both counted
--   reservations Array(String): reservationIds
--   flights UInt32: flights
--   nights UInt32: hotel nights
--   countries Array(String): visited, alpha-2; not home
--   cities Array(String): visited, "city, country"
with
  ways as (
    select
      reservation_id,
      count() as flights,
      max(not is_origin_home or not is_destination_home) as is_away,
      argMin(is_origin_home, position) and is_away as is_leaving,
      argMax(is_destination_home, position) and is_away as is_arriving,
      groupArrayIf(
        (toString(destination_country), destination_city),
        not is_layover and not is_destination_home and destination_country != ''
      ) as seen
    from traveler_flights
    where slice in {slices:Array(String)}
    group by reservation_id
  ),
  known as (
    select
      bookings.slice as slice,
      bookings.traveler_id as traveler_id,
      bookings.reservation_id as reservation_id,
      bookings.trip_id as trip_id,
      bookings.start_on as start_on,
      bookings.end_on as end_on,
      bookings.start_at as start_at,
      bookings.end_at as end_at,
      bookings.order_at as order_at,
      bookings.nights as nights,
      bookings.home_country as home_country,
      bookings.home_city as home_city,
      ways.flights as flights,
      ways.is_leaving as is_leaving,
      ways.is_arriving as is_arriving,
      arrayConcat(bookings.places, ways.seen) as seen
    from (select * from traveler_bookings where slice in {slices:Array(String)}) as bookings
    left join ways on bookings.reservation_id = ways.reservation_id
  ),
  found as (
    select
      *,
      row_number() over (partition by traveler_id order by order_at, start_at, reservation_id) as place,
      sum(toUInt32(is_leaving)) over (
        partition by traveler_id order by order_at, start_at, reservation_id
        rows between unbounded preceding and current row
      ) as leaving
    from known
    where trip_id = ''
  ),
  arrived as (
    select
      *,
      arraySort(groupArrayIf((place, end_at), is_arriving) over (partition by traveler_id, leaving)) as arrivals,
      arrayCount(a -> a.1 < place and a.2 <= order_at, arrivals) as arrived_before,
      leaving > 0 and arrived_before = 0 and notEmpty(arrivals) as is_sure
    from found
  ),
  cut as (
    select
      *,
      count() over stretch as rows_before,
      max(end_at) over stretch as latest_end
    from arrived
    window stretch as (
      partition by traveler_id, leaving, arrived_before
      order by place
      rows between unbounded preceding and 1 preceding
    )
  ),
  numbered as (
    select
      *,
      sum(toUInt32(rows_before = 0 or (not is_sure and start_at >= latest_end + interval 36 hour))) over (
        partition by traveler_id order by place rows between unbounded preceding and current row
      ) as number
    from cut
  ),
  members as (
    select
      slice, traveler_id, concat('given:', trip_id) as trip,
      reservation_id, start_on, end_on, nights, flights, home_country, home_city, seen
    from known
    where trip_id != ''
    union all
    select
      slice, traveler_id,
      concat('found:', first_value(reservation_id) over (
        partition by traveler_id, number order by place rows between unbounded preceding and unbounded following
      )) as trip,
      reservation_id, start_on, end_on, nights, flights, home_country, home_city, seen
    from numbered
  )
select
  slice,
  traveler_id,
  trip,
  toYear(min(start_on)) as year,
  min(start_on) as first_on,
  greatest(max(end_on), first_on) as last_on,
  dateDiff('day', first_on, last_on) + 1 as days,
  arraySort(groupArray(reservation_id)) as reservations,
  sum(members.flights) as flights,
  sum(members.nights) as nights,
  arraySort(arrayDistinct(arrayFlatten(groupArray(
    arrayMap(p -> p.1, arrayFilter(p -> p.1 != '' and p.1 != home_country, seen))
  )))) as countries,
  arraySort(arrayDistinct(arrayFlatten(groupArray(
    arrayMap(
      p -> concat(p.2, ', ', p.1),
      arrayFilter(p -> p.2 != '' and not (lower(p.2) = lower(home_city) and p.1 = home_country), seen)
    )
  )))) as cities
from members
group by slice, traveler_id, trip
