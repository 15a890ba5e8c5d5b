-- model: traveler_reservations
-- about: What a traveler's numbers need of each reservation: its latest state, and what happened to it on the way. Copies of
--   one booking by other sources and deleted reservations have no row. Its slice is the day of reservation_versions; the
--   rows lie by the bucket of their traveler, of whom a year is then one short read.
-- owner: travelers
-- slice: day
-- inputs: reservation_versions by day
-- influences: linked_reservations by day
-- lookups: reservation_changes
-- grain: reservation_id
-- persons: traveler_id traveler
-- order_by: bucket, traveler_id, reservation_id
-- feeds: [concat('bucket:', bucket)]
-- max_slices: 400
-- checks:
--   drift: 10 times
-- columns:
--   bucket LowCardinality(String): the traveler's bucket, of 256
--   traveler_id String: the traveler
--   reservation_id String: the reservation
--   type LowCardinality(String): hotel, flight or car
--   status LowCardinality(String): booked, cancelled, completed or no_show
--   vendor_id LowCardinality(String): the vendor
--   trip_id String: the trip that it was given
--   booked_at DateTime64(3, 'UTC'): when it was booked
--   start_at DateTime64(3, 'UTC'): start
--   end_at DateTime64(3, 'UTC'): end
--   presumed_at DateTime64(3, 'UTC'): from when on a reservation still booked is presumed completed
--   start_local DateTime64(0, 'UTC'): start by the clock of its place
--   end_local DateTime64(0, 'UTC'): end by that clock
--   timezone String: zone of that clock
--   amount Nullable(Decimal(18, 4)): price
--   currency LowCardinality(String): its currency
--   traveler_country LowCardinality(String): alpha-2
--   nights UInt16: of a hotel; where the source does not say, the nights between its local days
--   hotel_city String: city
--   hotel_country LowCardinality(String): alpha-2
--   rental_days UInt16: of a car: as given, else periods of 24 hours on the clock with 29 minutes' grace
--   car_places Array(Tuple(country String, city String)): where it was picked up and dropped off
--   segments Array(Tuple(carrier String, origin String, destination String, departs_at DateTime64(0, 'UTC'), arrives_at DateTime64(0, 'UTC'), actual_departs_at DateTime64(0, 'UTC'), actual_arrives_at DateTime64(0, 'UTC'), cabin String)): flights flown, by the clocks of their airports; a time of 1970 is not known
--   booked_arrivals Array(Tuple(destination String, arrives_at DateTime64(0, 'UTC'))): arrivals as first booked, or as the traveler moved them last
--   schedule_changes UInt32: updates of start, end or a flight's times by vendor, agency or system
--   schedule_changes_unknown UInt32: those by nobody knows whom
--   cancelled_by LowCardinality(String): who cancelled it last, empty where nobody did
with
  history as (
    select
      reservation_id,
      version,
      body_hash,
      status,
      initiator,
      lagInFrame(start_at, 1) over earlier as start_before,
      lagInFrame(end_at, 1) over earlier as end_before,
      lagInFrame(status, 1) over earlier as status_before,
      -- A flight between two others may be moved alone.
      arrayMap(segment -> (segment.departs_at, segment.arrives_at), flight_segments) as times,
      lagInFrame(times, 1) over earlier as times_before,
      row_number() over earlier as step,
      kind = 'updated' and step > 1
        and (start_at != start_before or end_at != end_before or times != times_before) as is_shift,
      step = 1 or (is_shift and initiator = 'traveler' and end_at != end_before) as is_own_choice
    from reservation_versions
    where slice in {slices:Array(String)}
    window earlier as (partition by reservation_id order by version rows between unbounded preceding and current row)
  ),
  survived as (
    select
      reservation_id,
      countIf(is_shift and initiator in ('vendor', 'agency', 'system')) as schedule_changes,
      countIf(is_shift and initiator = 'unknown') as schedule_changes_unknown,
      toString(argMaxIf(initiator, version, status = 'cancelled' and (step = 1 or status_before != 'cancelled'))) as cancelled_by
    from history
    group by reservation_id
  ),
  bodies as (
    select
      reservation_id,
      version,
      body_hash,
      trip_id,
      timezone,
      start_local,
      end_local,
      flight_segments,
      car_days,
      car_pickup,
      car_dropoff
    from reservation_changes
    where reservation_id in (select reservation_id from reservation_versions where slice in {slices:Array(String)})
    limit 1 by reservation_id, version, body_hash
  ),
  told as (
    select
      versions.reservation_id as reservation_id,
      argMaxIf(bodies.flight_segments, versions.version, versions.is_own_choice) as booked_segments,
      argMax(bodies.flight_segments, versions.version) as latest_segments,
      argMax((bodies.car_days, bodies.car_pickup, bodies.car_dropoff), versions.version) as car,
      argMax(bodies.trip_id, versions.version) as trip_id,
      argMax(bodies.timezone, versions.version) as timezone,
      argMax(bodies.start_local, versions.version) as start_local,
      argMax(bodies.end_local, versions.version) as end_local
    from history as versions
    inner join bodies
      on versions.reservation_id = bodies.reservation_id
      and versions.version = bodies.version
      and versions.body_hash = bodies.body_hash
    group by versions.reservation_id
  )
select
  latest.slice as slice,
  concat('bucket-', lower(hex(toUInt8(cityHash64(latest.traveler_id) % 256)))) as bucket,
  latest.traveler_id as traveler_id,
  latest.reservation_id as reservation_id,
  latest.type as type,
  latest.status as status,
  latest.vendor_id as vendor_id,
  told.trip_id as trip_id,
  latest.booked_at as booked_at,
  latest.start_at as start_at,
  latest.end_at as end_at,
  latest.presumed_at as presumed_at,
  told.start_local as start_local,
  told.end_local as end_local,
  told.timezone as timezone,
  latest.amount as amount,
  latest.currency as currency,
  latest.traveler_country as traveler_country,
  if(
    latest.type = 'hotel',
    ifNull(latest.hotel_nights, toUInt16(greatest(dateDiff('day', told.start_local, told.end_local), 0))),
    0
  ) as nights,
  if(latest.type = 'hotel', latest.hotel_city, '') as hotel_city,
  if(latest.type = 'hotel', toString(latest.hotel_country), '') as hotel_country,
  if(
    latest.type = 'car',
    ifNull(
      told.car.1,
      toUInt16(greatest(1, ceil((dateDiff('second', told.start_local, told.end_local) / 60 - 29) / 1440)))
    ),
    0
  ) as rental_days,
  if(
    latest.type = 'car',
    [(told.car.2.country, told.car.2.city), (told.car.3.country, told.car.3.city)],
    []
  ) as car_places,
  if(
    latest.type = 'flight',
    arrayMap(
      s -> (
        if(s.operating_carrier = '', s.carrier, s.operating_carrier),
        s.origin, s.destination, s.departs_at, s.arrives_at, s.actual_departs_at, s.actual_arrives_at, s.cabin
      ),
      arrayFilter(s -> lower(s.status) not in ('cancelled', 'canceled'), told.latest_segments)
    ),
    []
  ) as segments,
  if(latest.type = 'flight', arrayMap(s -> (s.destination, s.arrives_at), told.booked_segments), []) as booked_arrivals,
  survived.schedule_changes as schedule_changes,
  survived.schedule_changes_unknown as schedule_changes_unknown,
  survived.cancelled_by as cancelled_by
from (
  select *
  from reservation_versions
  where slice in {slices:Array(String)} and is_latest and status != 'deleted'
    -- Nobody's any more: the traveler was erased.
    and traveler_id != ''
    and reservation_id not in (select reservation_id from linked_reservations)
) as latest
inner join survived on latest.reservation_id = survived.reservation_id
inner join told on latest.reservation_id = told.reservation_id
