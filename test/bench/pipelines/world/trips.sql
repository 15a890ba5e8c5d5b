-- A year of travelers from Amsterdam, each with a profile and one to twelve trips, most of them few. A trip is a return
-- flight; four in five have a hotel, one in four a car. One reservation in five is updated, one in eight cancelled, the
-- others are completed, and one flight in four arrives late. They come through the long tail of affiliates. What would
-- have changed at `until` or later has not happened yet.
insert into travelers (traveler_id, valid_from, home_country, home_city, home_airport, currency, timezone, locale, recorded_at)
select concat('t-', toString(number)), '1970-01-01 00:00:00', 'NL', 'Amsterdam', 'AMS', 'EUR', 'Europe/Amsterdam', 'nl-NL', '2024-01-01 00:00:00'
from numbers({travelers:UInt64});

insert into reservation_changes (
  reservation_id, version, body_hash, change_id, changed_at, received_at, receipt_id, batch_id, source, kind, initiator, reason,
  type, status, vendor_id, traveler_id, affiliate_id, confirmation, booked_at, start_at, end_at, start_local, end_local,
  timezone, amount, retained, currency, traveler_country, hotel_nights, hotel_rooms, hotel_guests, hotel_room_amount,
  hotel_city, hotel_country, flight_passengers, flight_segments, car_days, car_class, car_pickup, car_dropoff, payload
)
with
  trips as (
    select
      number as traveler,
      1 + least(11, toUInt32(-log((cityHash64({seed:UInt64}, number, 'trips') % 65535 + 1) / 65536) * 2)) as trips,
      arrayJoin(range(trips)) as trip,
      cityHash64({seed:UInt64}, number, trip) as dice,
      {from:DateTime64(3, 'UTC')} as year_from,
      addDays(year_from, toUInt32(350 * (trip + (dice % 100) / 200) / trips)) as day,
      1 + intDiv(dice, 100) % least(12, intDiv(340, trips)) as nights,
      intDiv(dice, 1200) % 5 as place,
      ['LIS', 'CDG', 'JFK', 'BKK', 'LHR'][place + 1] as airport,
      [170, 80, 490, 660, 80][place + 1] as minutes,
      [-60, 0, -360, 360, -60][place + 1] as shift,
      toDecimal64(80 + intDiv(dice, 7) % 900, 2) as price,
      concat('site-', leftPad(toString(toUInt32({affiliates:UInt32} * pow(cityHash64(traveler, 'site') % 65536 / 65536, 3))), 4, '0')) as affiliate
    from numbers({travelers:UInt64})
  ),
  reservations as (
    select
      *,
      arrayJoin(arrayConcat(['flight'], if(dice % 5 < 4, ['hotel'], []), if(dice % 4 = 0, ['car'], []))) as kind_of,
      concat('trip-', toString(traveler), '-', toString(trip), '-', kind_of) as reservation,
      cityHash64(reservation) as lot,
      addMinutes(day, -1440 - toInt32(lot % 129600)) as booked_at,
      addHours(day, multiIf(kind_of = 'flight', 8, kind_of = 'hotel', 15, 12)) as start_at,
      addHours(addDays(day, nights), multiIf(kind_of = 'flight', 22, kind_of = 'hotel', 11, 10)) as end_at,
      lot % 1000 as fate
    from trips
  ),
  changes as (
    select
      *,
      arrayJoin(
        arrayFilter(
          change -> change.4 < {until:DateTime64(3, 'UTC')},
          [
            (1, 'created', 'booked', booked_at, price),
            (2, 'updated', 'booked', addHours(booked_at, if(fate % 5 = 0, 20, 1000000)), price + 25),
            (3, 'cancelled', 'cancelled', addHours(booked_at, if(fate < 125, 22, 1000000)), price),
            (4, 'completed', 'completed', addHours(end_at, if(fate >= 125, 6, 1000000)), price)
          ]
        )
      ) as change
    from reservations
  )
select
  reservation,
  change.1,
  toFixedString(lower(hex(sipHash128(reservation, change.1))), 32),
  concat(reservation, ':', toString(change.1)),
  change.4,
  addSeconds(change.4, 30),
  reinterpretAsUUID(sipHash128(reservation, change.1, 'receipt')),
  reinterpretAsUUID(sipHash128({seed:UInt64}, toStartOfHour(change.4), 'changes')),
  ['agency', 'travel_system', 'email'][lot % 3 + 1],
  change.2,
  multiIf(change.2 = 'cancelled', 'traveler', change.2 = 'updated' and kind_of = 'flight', 'vendor', 'agency'),
  '',
  kind_of,
  change.3,
  multiIf(
    kind_of = 'hotel', concat('hotel-', toString(lot % 500)),
    kind_of = 'flight', concat('airline-', toString(lot % 40)),
    concat('cars-', toString(lot % 60))
  ),
  concat('t-', toString(traveler)),
  affiliate,
  upper(substring(hex(lot), 1, 8)),
  booked_at,
  start_at,
  end_at,
  start_at,
  end_at,
  'UTC',
  change.5,
  if(change.3 = 'cancelled' and fate % 3 = 0, toDecimal64(30, 2), null),
  if(lot % 10 = 0, 'USD', 'EUR'),
  'NL',
  if(kind_of = 'hotel', nights, null),
  if(kind_of = 'hotel', 1, null),
  if(kind_of = 'hotel', 2, null),
  if(kind_of = 'hotel', change.5, null),
  if(kind_of = 'hotel', ['Lisbon', 'Paris', 'New York', 'Bangkok', 'London'][place + 1], ''),
  if(kind_of = 'hotel', ['PT', 'FR', 'US', 'TH', 'GB'][place + 1], ''),
  if(kind_of = 'flight', 1 + lot % 2, null),
  if(
    kind_of = 'flight',
    arrayMap(
      leg -> (
        concat('A', toString(lot % 10)),
        concat('A', toString(lot % 10)),
        toString(100 + place * 2 + leg.1),
        leg.2,
        leg.3,
        toDateTime64(leg.4, 0, 'UTC'),
        toDateTime64(addMinutes(leg.4, minutes + leg.5), 0, 'UTC'),
        toDateTime64(if(change.3 = 'completed', leg.4, toDateTime64(0, 3, 'UTC')), 0, 'UTC'),
        toDateTime64(if(change.3 = 'completed', addMinutes(leg.4, minutes + leg.5 + if((lot + leg.1) % 4 = 0, 10 + lot % 200, 0)), toDateTime64(0, 3, 'UTC')), 0, 'UTC'),
        ['economy', 'business', ''][lot % 3 + 1],
        '',
        false
      ),
      [
        (0, 'AMS', airport, addHours(day, if(change.1 > 1, 9, 8)), shift),
        (1, airport, 'AMS', addHours(addDays(day, nights), 16), -shift)
      ]
    ),
    []
  ),
  if(kind_of = 'car', nights, null),
  if(kind_of = 'car', 'compact', ''),
  (if(kind_of = 'car', ['Lisbon', 'Paris', 'New York', 'Bangkok', 'London'][place + 1], ''), if(kind_of = 'car', ['PT', 'FR', 'US', 'TH', 'GB'][place + 1], ''), toDateTime64(if(kind_of = 'car', start_at, toDateTime64(0, 3, 'UTC')), 0, 'UTC')),
  (if(kind_of = 'car', ['Lisbon', 'Paris', 'New York', 'Bangkok', 'London'][place + 1], ''), if(kind_of = 'car', ['PT', 'FR', 'US', 'TH', 'GB'][place + 1], ''), toDateTime64(if(kind_of = 'car', end_at, toDateTime64(0, 3, 'UTC')), 0, 'UTC')),
  '{}'
from changes
settings max_partitions_per_insert_block = 1000;
