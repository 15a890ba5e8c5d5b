-- model: traveler_years
-- about: A traveler's calendar year. A reservation belongs to the year of its local start, a night to its own date, a trip to
--   its first local day. Nothing in it comes from another traveler.
-- owner: travelers
-- slice: bucket
-- inputs: traveler_bookings by bucket, traveler_reservations by bucket
-- influences: traveler_flights by bucket, traveler_trips by bucket, traveler_spending by bucket, clock
-- clock: traveler_years.clock.sql
-- grain: traveler_id, year
-- persons: traveler_id traveler
-- order_by: slice, traveler_id, year
-- feeds: [concat('bucket:', slice)]
-- max_slices: 64
-- checks:
--   range year: 1970 to 2200
--   range km: 0 to
-- columns:
--   traveler_id String: the traveler
--   year UInt16: the year
--   is_first_year Bool: nothing is known of the traveler before it
--   home_source LowCardinality(String): of the year's latest reservation, else of the latest: profile, travelerCountry or unknown
--   home_country LowCardinality(String): alpha-2
--   reservations UInt32: reservations that count
--   presumed_completed UInt32: of them presumed completed
--   trips UInt32: trips that begin in it
--   trip_days UInt32: days of it on a trip
--   longest_trip String: trip with the most days, the earliest of equals
--   longest_trip_days UInt32: its days
--   busiest_month String: YYYY-MM with the most days on a trip, the earliest of equals
--   busiest_month_days UInt32: those days
--   flights UInt32: flights
--   km Float64: great circles of the flights whose airports are known
--   flights_without_km UInt32: the others
--   air_minutes Float64: minutes in the air of flights whose times are known
--   flights_without_air_time UInt32: the others
--   airports Array(String): IATA
--   airlines Array(String): who operated the flights
--   longest_flight Tuple(origin String, destination String, departs_on String, km Float64): the longest by km
--   nights UInt32: hotel nights that are past
--   hotels UInt32: distinct hotels
--   rental_days UInt32: rental days
--   countries Array(String): visited, alpha-2; not home
--   first_time_countries Array(String): of them those of no year before; empty in the first year
--   cities Array(String): visited, "city, country"; not home
--   currency LowCardinality(String): the profile's at the year's end, else that of the latest booking
--   currency_source LowCardinality(String): profile, booking or unknown
--   minor_digits UInt8: digits of its minor unit
--   spend Map(String, Decimal(38, 4)): by type, in that currency
--   unconverted Array(Tuple(currency String, count UInt32, amount Decimal(38, 4))): what has no rate
--   without_amount UInt32: reservations without an amount
--   schedule_changes UInt32: by vendor, agency or system
--   schedule_changes_unknown UInt32: by nobody knows whom
--   cancellations UInt32: reservations cancelled by vendor, agency or system
--   cancellations_unknown UInt32: by nobody knows whom
--   late_minutes Float64: arrivals that ended a journey, later than first booked
--   kg_with_rf Float64: CO2e of the flights with radiative forcing
--   kg_without_rf Float64: and without
--   factor_sets Array(String): factor sets used, with their year
--   flights_without_factor UInt32: flights that are in neither
with
  bookings as (
    select traveler_id, reservation_id, year, type, vendor_id, is_presumed, start_on, start_at, timezone, amount, nights, rental_days,
      places, schedule_changes, schedule_changes_unknown, home_source, home_country, home_city
    from traveler_bookings
    where slice in {slices:Array(String)}
  ),
  flown as (
    select traveler_id, reservation_id, position, year, carrier, origin, destination, departs_on, departs_at, km, air_minutes,
      late_minutes, is_layover, is_destination_home, destination_country, destination_city, factor_set, factor_year, kg_with_rf,
      kg_without_rf
    from traveler_flights
    where slice in {slices:Array(String)}
  ),
  booked as (
    select
      traveler_id,
      year,
      count() as reservations,
      countIf(is_presumed) as presumed_completed,
      uniqExactIf(vendor_id, type = 'hotel') as hotels,
      sum(rental_days) as rental_days,
      countIf(amount is null) as without_amount,
      sum(schedule_changes) as schedule_changes,
      sum(schedule_changes_unknown) as schedule_changes_unknown,
      argMax((toString(home_source), toString(home_country)), (start_at, reservation_id)) as home
    from bookings
    group by traveler_id, year
  ),
  survived as (
    select
      traveler_id,
      toYear(start_local) as year,
      countIf(cancelled_by in ('vendor', 'agency', 'system')) as cancellations,
      countIf(cancelled_by = 'unknown') as cancellations_unknown
    from traveler_reservations
    where bucket in {slices:Array(String)} and status = 'cancelled' and cancelled_by != 'traveler'
    group by traveler_id, year
  ),
  slept as (
    select traveler_id, year, count() as nights
    from (
      select
        traveler_id,
        start_on + arrayJoin(range(nights)) as night_on,
        toYear(night_on) as year,
        toDate32(formatDateTime({logicalNow:DateTime64(3, 'UTC')}, '%F', timezone)) as today
      from bookings
      where nights > 0
    )
    where night_on < today
    group by traveler_id, year
  ),
  flights_of as (
    select
      traveler_id,
      year,
      count() as flights,
      sum(ifNull(flown.km, 0)) as km,
      countIf(flown.km is null) as flights_without_km,
      sum(ifNull(flown.air_minutes, 0)) as air_minutes,
      countIf(flown.air_minutes is null) as flights_without_air_time,
      arraySort(arrayDistinct(arrayFilter(a -> a != '', arrayFlatten(groupArray([toString(origin), toString(destination)]))))) as airports,
      arraySort(groupUniqArrayIf(toString(carrier), carrier != '')) as airlines,
      argMaxIf(
        (toString(origin), toString(destination), toString(departs_on), ifNull(flown.km, 0)),
        (ifNull(flown.km, 0), -toUnixTimestamp(departs_at), reservation_id, position),
        flown.km is not null
      ) as longest_flight,
      sumIf(flown.late_minutes, not flown.is_layover) as late_minutes,
      sum(ifNull(flown.kg_with_rf, 0)) as kg_with_rf,
      sum(ifNull(flown.kg_without_rf, 0)) as kg_without_rf,
      arraySort(groupUniqArrayIf(concat(factor_set, ' ', toString(factor_year)), factor_set != '')) as factor_sets,
      countIf(flown.kg_with_rf is null) as flights_without_factor
    from flown
    group by traveler_id, year
  ),
  visited as (
    select
      traveler_id,
      year,
      arraySort(groupUniqArrayIf(country, country != '' and country != home_country)) as countries,
      arraySort(groupUniqArrayIf(
        concat(city, ', ', country),
        city != '' and not (lower(city) = lower(home_city) and country = home_country)
      )) as cities
    from (
      select traveler_id, year, p.1 as country, p.2 as city, toString(home_country) as home_country, home_city
      from bookings
      array join places as p
      union all
      select
        flown.traveler_id, flown.year, toString(flown.destination_country), flown.destination_city,
        toString(home.home_country), home.home_city
      from flown
      inner join (select reservation_id, home_country, home_city from bookings) as home
        on flown.reservation_id = home.reservation_id
      where not flown.is_layover and not flown.is_destination_home
    )
    group by traveler_id, year
  ),
  seen as (
    select
      *,
      arrayFlatten(
        groupArray(countries) over (
          partition by traveler_id
          order by year
          rows between unbounded preceding and 1 preceding
        )
      ) as countries_before
    from visited
  ),
  begun as (
    select
      traveler_id,
      min(year) as first_year,
      argMax((toString(home_source), toString(home_country)), (start_at, reservation_id)) as latest_home
    from bookings
    group by traveler_id
  ),
  trips_of as (
    select
      traveler_id,
      year,
      count() as trips,
      argMin((trip, days), (-toInt64(days), first_on, trip)) as longest_trip
    from traveler_trips
    where slice in {slices:Array(String)}
    group by traveler_id, year
  ),
  months as (
    select
      traveler_id,
      toYear(day) as year,
      formatDateTime(toDateTime64(day, 0, 'UTC'), '%Y-%m') as month,
      count() as days
    from (
      select distinct traveler_id, first_on + arrayJoin(range(days)) as day
      from traveler_trips
      where slice in {slices:Array(String)}
    )
    group by traveler_id, year, month
  ),
  busy as (
    select
      traveler_id,
      year,
      sum(days) as trip_days,
      argMin((month, days), (-toInt64(days), month)) as busiest
    from months
    group by traveler_id, year
  ),
  rows_of as (
    select traveler_id, year from bookings
    union distinct
    select traveler_id, year from slept
    union distinct
    select traveler_id, year from survived
  )
select
  concat('bucket-', lower(hex(toUInt8(cityHash64(rows_of.traveler_id) % 256)))) as slice,
  rows_of.traveler_id as traveler_id,
  rows_of.year as year,
  rows_of.year <= begun.first_year as is_first_year,
  if(booked.reservations = 0, begun.latest_home, booked.home) as home,
  if(home.1 = '', 'unknown', home.1) as home_source,
  home.2 as home_country,
  booked.reservations as reservations,
  booked.presumed_completed as presumed_completed,
  trips_of.trips as trips,
  busy.trip_days as trip_days,
  trips_of.longest_trip.1 as longest_trip,
  trips_of.longest_trip.2 as longest_trip_days,
  busy.busiest.1 as busiest_month,
  busy.busiest.2 as busiest_month_days,
  flights_of.flights as flights,
  flights_of.km as km,
  flights_of.flights_without_km as flights_without_km,
  flights_of.air_minutes as air_minutes,
  flights_of.flights_without_air_time as flights_without_air_time,
  flights_of.airports as airports,
  flights_of.airlines as airlines,
  flights_of.longest_flight as longest_flight,
  slept.nights as nights,
  booked.hotels as hotels,
  booked.rental_days as rental_days,
  seen.countries as countries,
  if(
    is_first_year,
    [],
    arrayFilter(c -> not has(seen.countries_before, c), seen.countries)
  ) as first_time_countries,
  seen.cities as cities,
  spending.currency as currency,
  if(spending.currency_source = '', 'unknown', spending.currency_source) as currency_source,
  spending.minor_digits as minor_digits,
  spending.spend as spend,
  spending.unconverted as unconverted,
  booked.without_amount as without_amount,
  booked.schedule_changes as schedule_changes,
  booked.schedule_changes_unknown as schedule_changes_unknown,
  survived.cancellations as cancellations,
  survived.cancellations_unknown as cancellations_unknown,
  flights_of.late_minutes as late_minutes,
  flights_of.kg_with_rf as kg_with_rf,
  flights_of.kg_without_rf as kg_without_rf,
  flights_of.factor_sets as factor_sets,
  flights_of.flights_without_factor as flights_without_factor
from rows_of
left join begun on rows_of.traveler_id = begun.traveler_id
left join booked on rows_of.traveler_id = booked.traveler_id and rows_of.year = booked.year
left join survived on rows_of.traveler_id = survived.traveler_id and rows_of.year = survived.year
left join slept on rows_of.traveler_id = slept.traveler_id and rows_of.year = slept.year
left join flights_of on rows_of.traveler_id = flights_of.traveler_id and rows_of.year = flights_of.year
left join seen on rows_of.traveler_id = seen.traveler_id and rows_of.year = seen.year
left join trips_of on rows_of.traveler_id = trips_of.traveler_id and rows_of.year = trips_of.year
left join busy on rows_of.traveler_id = busy.traveler_id and rows_of.year = busy.year
left join (select * from traveler_spending where slice in {slices:Array(String)}) as spending
  on rows_of.traveler_id = spending.traveler_id and rows_of.year = spending.year
