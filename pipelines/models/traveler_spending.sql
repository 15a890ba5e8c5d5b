-- model: traveler_spending
-- about: What the reservations of a traveler's year cost, in the home currency: the profile's at the year's end, else that of
--   the latest booking. Each is converted at the rate of its booking day in the traveler's zone and rounded to the
--   currency's minor unit; what has no rate is in no sum but told.
-- owner: travelers
-- slice: bucket
-- inputs: traveler_bookings by bucket, traveler_reservations by bucket
-- influences: traveler_profiles by bucket, model daily_rates by currency and date, table currencies
-- keys: traveler_spending.keys.sql
-- grain: traveler_id, year
-- persons: traveler_id traveler
-- order_by: slice, traveler_id, year
-- feeds: [concat('bucket:', slice)]
-- max_slices: 64
-- columns:
--   traveler_id String: the traveler
--   year UInt16: the year
--   currency LowCardinality(String): the profile's at the year's end, else that of the latest booking
--   currency_source LowCardinality(String): profile, booking or unknown
--   minor_digits UInt8: digits of its minor unit
--   spend Map(String, Decimal(38, 4)): by type, in that currency
--   unconverted Array(Tuple(currency String, count UInt32, amount Decimal(38, 4))): what has no rate
with
  bookings as (select * from traveler_bookings where slice in {slices:Array(String)}),
  -- The years of traveler_years: a night or a cancellation makes one, too.
  rows_of as (
    select traveler_id, year from bookings
    union distinct
    select traveler_id, toYear(start_on + arrayJoin(range(nights))) as year from bookings
    union distinct
    select traveler_id, toYear(start_local) as year
    from traveler_reservations
    where bucket in {slices:Array(String)} and status = 'cancelled' and cancelled_by != 'traveler'
  ),
  profiles as (
    select traveler_id, arraySort(groupArray((valid_from, toString(currency)))) as known
    from traveler_profiles
    where bucket in {slices:Array(String)} and currency != ''
    group by traveler_id
  ),
  latest_currency as (
    select traveler_id, toString(argMax(currency, (booked_at, reservation_id))) as last_currency
    from bookings
    where currency != ''
    group by traveler_id
  ),
  homes as (
    select
      rows_of.traveler_id as traveler_id,
      rows_of.year as year,
      arrayLast(
        p -> p.1 < least(makeDateTime64(toInt32(rows_of.year) + 1, 1, 1, 0, 0, 0, 0, 3, 'UTC'), {logicalNow:DateTime64(3, 'UTC')}),
        profiles.known
      ).2 as profile_currency,
      multiIf(profile_currency != '', 'profile', latest_currency.last_currency != '', 'booking', 'unknown') as currency_source,
      if(profile_currency != '', profile_currency, latest_currency.last_currency) as currency
    from rows_of
    left join profiles on rows_of.traveler_id = profiles.traveler_id
    left join latest_currency on rows_of.traveler_id = latest_currency.traveler_id
  ),
  priced as (
    select
      bookings.traveler_id as traveler_id,
      bookings.year as year,
      toString(bookings.type) as type,
      toString(bookings.currency) as paid_in,
      toDecimal128(bookings.amount, 4) as paid,
      if(minor.currency = '', 2, minor.minor_digits) as minor_digits,
      multiIf(
        paid_in = '' or homes.currency = '', null,
        paid_in = homes.currency, toDecimal128(1, 18),
        (paid_in != 'EUR' and origin.rate = 0) or (homes.currency != 'EUR' and target.rate = 0), null,
        cross_rate(
          if(paid_in = 'EUR', toDecimal128(1, 12), origin.rate),
          if(homes.currency = 'EUR', toDecimal128(1, 12), target.rate)
        )
      ) as rate,
      multiplyDecimal(paid, ifNull(rate, toDecimal128(0, 18)), 22) as exact,
      toDecimal128(
        multiIf(minor_digits = 0, round(exact, 0), minor_digits = 3, round(exact, 3), minor_digits = 4, round(exact, 4), round(exact, 2)),
        4
      ) as spent
    from (select * from bookings where amount is not null) as bookings
    inner join homes on bookings.traveler_id = homes.traveler_id and bookings.year = homes.year
    left join daily_rates as origin on bookings.currency = origin.currency and bookings.booked_on = origin.date
    left join daily_rates as target on homes.currency = target.currency and bookings.booked_on = target.date
    left join (select currency, minor_digits from currencies final) as minor on homes.currency = minor.currency
  ),
  spent_on as (
    select traveler_id, year, mapFromArrays(groupArray(type), groupArray(total)) as spend
    from (
      select traveler_id, year, type, sum(spent) as total
      from priced
      where rate is not null
      group by traveler_id, year, type
      order by traveler_id, year, type
    )
    group by traveler_id, year
  ),
  left_over as (
    select traveler_id, year, arraySort(groupArray((paid_in, toUInt32(lots), total))) as unconverted
    from (
      select traveler_id, year, paid_in, count() as lots, sum(paid) as total
      from priced
      where rate is null
      group by traveler_id, year, paid_in
    )
    group by traveler_id, year
  )
select
  concat('bucket-', lower(hex(toUInt8(cityHash64(homes.traveler_id) % 256)))) as slice,
  homes.traveler_id as traveler_id,
  homes.year as year,
  homes.currency as currency,
  homes.currency_source as currency_source,
  if(minor.currency = '', 2, minor.minor_digits) as minor_digits,
  spent_on.spend as spend,
  left_over.unconverted as unconverted
from homes
left join spent_on on homes.traveler_id = spent_on.traveler_id and homes.year = spent_on.year
left join left_over on homes.traveler_id = left_over.traveler_id and homes.year = left_over.year
left join (select currency, minor_digits from currencies final) as minor on homes.currency = minor.currency
