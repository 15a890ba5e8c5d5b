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
  bookings as (
    select traveler_id, year, reservation_id, type, start_on, nights, booked_at, booked_on, currency, amount
    from traveler_bookings
    where slice in {slices:Array(String)}
  ),
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
  -- What was paid, beside its home; a year without any has one row.
  paid as (
    select
      homes.traveler_id as traveler_id,
      homes.year as year,
      homes.currency as home_currency,
      homes.currency_source as currency_source,
      if(minor.currency = '', 2, minor.minor_digits) as minor_digits,
      payments.type as type,
      payments.paid_in as paid_in,
      payments.paid as paid,
      if(paid_in = 'EUR', toDecimal128(1, 12), origin.rate) as over_rate,
      if(home_currency = 'EUR', toDecimal128(1, 12), target.rate) as under_rate
    from homes
    left join (
      select
        traveler_id,
        year,
        toString(type) as type,
        toString(currency) as paid_in,
        booked_on,
        toDecimal128(assumeNotNull(amount), 4) as paid
      from bookings
      where amount is not null
    ) as payments
      on homes.traveler_id = payments.traveler_id and homes.year = payments.year
    left join daily_rates as origin on payments.paid_in = origin.currency and payments.booked_on = origin.date
    left join daily_rates as target on homes.currency = target.currency and payments.booked_on = target.date
    left join (select currency, minor_digits from currencies final) as minor on homes.currency = minor.currency
  ),
  -- Step by step: a formula is put in place of its name wherever that is mentioned, and planned as often.
  converted as (
    select
      *,
      multiIf(
        paid_in = '' or home_currency = '', null,
        paid_in = home_currency, toDecimal128(1, 18),
        over_rate = 0 or under_rate = 0, null,
        cross_rate(over_rate, under_rate)
      ) as rate
    from paid
  ),
  priced as (
    select
      *,
      type != '' and rate is not null as is_spent,
      type != '' and rate is null as is_left_over,
      round_to_minor(toDecimal256(paid, 4) * ifNull(rate, toDecimal128(0, 18)), minor_digits) as spent
    from converted
  ),
  -- By type what has a rate, by currency what has none.
  summed as (
    select
      traveler_id,
      year,
      home_currency,
      currency_source,
      minor_digits,
      is_spent,
      is_left_over,
      if(is_spent, type, paid_in) as key,
      count() as lots,
      sum(if(is_spent, spent, paid)) as total
    from priced
    group by traveler_id, year, home_currency, currency_source, minor_digits, is_spent, is_left_over, key
  )
select
  concat('bucket-', lower(hex(toUInt8(cityHash64(traveler_id) % 256)))) as slice,
  traveler_id,
  year,
  home_currency as currency,
  currency_source,
  minor_digits,
  arraySort(groupArrayIf((key, total), is_spent)) as by_type,
  mapFromArrays(by_type.1, by_type.2) as spend,
  arraySort(groupArrayIf((key, toUInt32(lots), total), is_left_over)) as unconverted
from summed
group by traveler_id, year, home_currency, currency_source, minor_digits
