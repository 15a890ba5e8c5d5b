-- model: traveler_bookings
-- about: The reservations that count in travelers' years: completed, presumed completed or started, with the traveler's home
--   at that date. Home is the profile's, else the country last given as travelerCountry, else unknown. A slice is a bucket
--   of travelers with their whole lives: a trip crosses years, and a first-time country needs all years before.
-- owner: travelers
-- slice: bucket
-- inputs: traveler_reservations by bucket
-- influences: traveler_profiles by bucket, table airports, clock
-- clock: traveler_bookings.clock.sql
-- grain: reservation_id
-- persons: traveler_id traveler
-- order_by: slice, traveler_id, reservation_id
-- feeds: [concat('bucket:', slice)]
-- max_slices: 64
-- columns:
--   traveler_id String: the traveler
--   reservation_id String: the reservation
--   year UInt16: year of its local start
--   type LowCardinality(String): hotel, flight or car
--   vendor_id LowCardinality(String): the vendor
--   trip_id String: the trip that it was given
--   is_presumed Bool: presumed completed
--   start_on Date32: first local day
--   end_on Date32: last local day, of a flight where it lands
--   start_at DateTime64(3, 'UTC'): start
--   end_at DateTime64(3, 'UTC'): end
--   order_at DateTime64(3, 'UTC'): its place among the traveler's reservations: a hotel's is the end of its first local day, since its hour is the house's custom and no move of the traveler
--   timezone String: zone of the local days
--   booked_at DateTime64(3, 'UTC'): when it was booked
--   booked_on Date32: the booking day in the traveler's zone, UTC where that is not known
--   amount Nullable(Decimal(18, 4)): price
--   currency LowCardinality(String): its currency
--   nights UInt16: hotel nights
--   rental_days UInt16: rental days
--   places Array(Tuple(country String, city String)): where the hotel or the car was
--   segments Array(Tuple(carrier String, origin String, destination String, departs_at DateTime64(0, 'UTC'), arrives_at DateTime64(0, 'UTC'), actual_departs_at DateTime64(0, 'UTC'), actual_arrives_at DateTime64(0, 'UTC'), cabin String)): flights flown
--   booked_arrivals Array(Tuple(destination String, arrives_at DateTime64(0, 'UTC'))): arrivals as first booked, or as the traveler moved them last
--   schedule_changes UInt32: updates of start or end by vendor, agency or system
--   schedule_changes_unknown UInt32: those by nobody knows whom
--   home_source LowCardinality(String): profile, travelerCountry or unknown
--   home_country LowCardinality(String): alpha-2
--   home_city String: the profile's, else its airport's
--   home_airport LowCardinality(String): IATA
with
  places as (
    select
      airport,
      argMax(country, valid_from) as airport_country,
      argMax(city, valid_from) as airport_city
    from airports final
    where valid_from <= {logicalNow:DateTime64(3, 'UTC')}
    group by airport
  ),
  profiles as (
    select
      traveler_id as person,
      arraySort(groupArray((valid_from, toString(home_country), home_city, toString(home_airport), toString(timezone)))) as known
    from traveler_profiles
    where bucket in {slices:Array(String)}
    group by person
  ),
  given as (
    select traveler_id as citizen, toString(argMax(traveler_country, (booked_at, reservation_id))) as last_country
    from traveler_reservations
    where bucket in {slices:Array(String)} and traveler_country != ''
    group by citizen
  ),
  counted as (
    select
      reservations.*,
      given.last_country as last_country,
      arrayLast(p -> p.1 <= reservations.start_at, profiles.known) as profile
    from (
      select *
      from traveler_reservations
      where bucket in {slices:Array(String)}
        and (status = 'completed' or (status = 'booked' and start_at <= {logicalNow:DateTime64(3, 'UTC')}))
    ) as reservations
    left join profiles on reservations.traveler_id = profiles.person
    left join given on reservations.traveler_id = given.citizen
  )
select
  counted.bucket as slice,
  counted.traveler_id as traveler_id,
  counted.reservation_id as reservation_id,
  toYear(counted.start_local) as year,
  counted.type as type,
  counted.vendor_id as vendor_id,
  counted.trip_id as trip_id,
  counted.status = 'booked' and counted.presumed_at <= {logicalNow:DateTime64(3, 'UTC')} as is_presumed,
  toDate32(counted.start_local) as start_on,
  -- The end is told by the clock of the first airport, which a long flight leaves a day or hours behind.
  tupleElement(arrayLast(s -> s.arrives_at != toDateTime64(0, 0, 'UTC'), counted.segments), 'arrives_at') as lands_local,
  toDate32(if(lands_local = toDateTime64(0, 0, 'UTC'), counted.end_local, lands_local)) as end_on,
  counted.start_at as start_at,
  counted.end_at as end_at,
  if(
    counted.type = 'hotel',
    counted.start_at + toIntervalSecond(86400 - dateDiff('second', toStartOfDay(counted.start_local), counted.start_local)),
    counted.start_at
  ) as order_at,
  counted.timezone as timezone,
  counted.booked_at as booked_at,
  toDate32(formatDateTime(counted.booked_at, '%F', if(counted.profile.5 = '', 'UTC', counted.profile.5))) as booked_on,
  counted.amount as amount,
  counted.currency as currency,
  counted.nights as nights,
  counted.rental_days as rental_days,
  arrayFilter(
    p -> p.1 != '' or p.2 != '',
    arrayConcat(counted.car_places, [(toString(counted.hotel_country), counted.hotel_city)])
  ) as places,
  counted.segments as segments,
  counted.booked_arrivals as booked_arrivals,
  counted.schedule_changes as schedule_changes,
  counted.schedule_changes_unknown as schedule_changes_unknown,
  multiIf(
    counted.profile.2 != '' or home.airport_country != '', 'profile',
    counted.last_country != '', 'travelerCountry',
    'unknown'
  ) as home_source,
  multiIf(
    counted.profile.2 != '', counted.profile.2,
    home.airport_country != '', toString(home.airport_country),
    counted.last_country
  ) as home_country,
  if(counted.profile.3 != '', counted.profile.3, home.airport_city) as home_city,
  counted.profile.4 as home_airport
from counted
left join places as home on counted.profile.4 = home.airport
