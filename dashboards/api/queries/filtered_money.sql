-- Bookings and money of the bookings that filters select, all in one: who selects them is found once. Each part has the
-- numbers of its statement: booked (bookings.sql), money, earned, unconverted, pending as in ledger.sql; by bucket and by key.
with
-- include: judged.sql
  ,
-- include: bookers.sql
  ,
  seen as (
-- include: session_starts.sql -- when: follows
    union all -- when: follows
    select
      reservation_id as booking_id,
      toUInt32(if(is_owned and first_booked_at >= {from:DateTime('UTC')}, 2, 1)) as bucket,
      first_booked_at as happened_at,
      anonymous_id,
      user_id,
      at,
      key as trait,
      false as is_selected
    from bookers
  ),
-- include: persons.sql
  ,
-- include: followed.sql
  ,
  passing as (
    select
      booking_id,
      happened_at as booked_at,
      bucket = 2 as is_counted,
      trait as key -- when: by_booking
      if(session.1 >= happened_at - interval 30 day, session.3, '') as key -- unless: by_booking
    from followed
    where booking_id != ''
      and if(session.1 >= happened_at - interval 30 day, session.2, {passesWithoutSession:Bool})
  ),
  ledgers as (
    select
      reservation_id,
      groupArray(
        (
          at, entry, currency, problem, value, completed_value, commission, commission_pending, commission_approved,
          commission_declined, commission_reversed, original_value, toString(original_currency)
        )
      ) as entries
    from value_entries
    where affiliate_id = {affiliateId:String}
      and (at < {to:DateTime('UTC')} or (booked_at >= {from:DateTime('UTC')} and booked_at < {to:DateTime('UTC')}))
      and slice >= formatDateTime({bookedFrom:DateTime('UTC')}, '%F')
      and booked_at >= {bookedFrom:DateTime('UTC')}
    group by reservation_id
  ),
  facts as (
    select
      passing.booking_id as reservation_id,
      passing.key as key,
      arrayJoin(
        arrayConcat(
          -- What there is not in an array is a row of nothing.
          if(passing.is_counted, [('booked', passing.booked_at, ledgers.entries[length(ledgers.entries) + 1])], []),
          arrayFlatten(
            arrayMap(
              entry -> arrayFilter(
                fact -> fact.1 != '',
                [
                  (if(entry.1 >= {from:DateTime('UTC')} and entry.1 < {to:DateTime('UTC')}, 'money', ''), entry.1, entry),
                  (if(passing.booked_at >= {from:DateTime('UTC')}, 'earned', ''), passing.booked_at, entry),
                  (if(entry.1 < {to:DateTime('UTC')}, 'pending', ''), passing.booked_at, entry),
                  (
                    if(
                      entry.1 >= {from:DateTime('UTC')}
                        and entry.1 < {to:DateTime('UTC')}
                        and entry.4 != 'no_amount'
                        and (entry.2 = 'gross' or entry.12 != 0)
                        and (entry.4 = 'no_rate' or entry.3 != {currency:String}),
                      'unconverted',
                      ''
                    ),
                    entry.1,
                    entry
                  )
                ]
              ),
              ledgers.entries
            )
          )
        )
      ) as fact
    from passing
    left join ledgers on passing.booking_id = ledgers.reservation_id
  )
select
  part,
  key,
  bucket,
  original_currency,
  any(if(minor.minor_currency = '', 2, minor.minor_digits)) as minor_digits,
  countIf(part = 'booked') as bookings,
-- include: money_sums.sql
  ,
  sum(if(currency = {currency:String}, commission, zero)) as earned,
  sum(if(currency = {currency:String}, kept_approved, zero)) as approved,
  sum(if(currency = {currency:String}, commission_pending, zero)) as pending,
  count() as entries,
  sum(original_value) as amount
from (
  select
    reservation_id,
    key,
    fact.1 as part,
    if(part in ('pending', 'unconverted'), 0, roundDown(toUnixTimestamp(fact.2), {starts:Array(UInt32)})) as bucket,
    fact.3.2 as entry,
    fact.3.3 as currency,
    fact.3.4 as problem,
    fact.3.5 as value,
    fact.3.6 as completed_value,
    fact.3.7 as commission,
    fact.3.8 as commission_pending,
    fact.3.9 as commission_approved,
    fact.3.10 as commission_declined,
    fact.3.11 as commission_reversed,
    fact.3.9 - fact.3.11 as kept_approved,
    fact.3.12 as original_value,
    if(part = 'unconverted', fact.3.13, '') as original_currency,
    toDecimal128(0, 4) as zero,
    if(currency = {currency:String}, ifNull(value, zero), zero) as worth
  from facts
) as placed
left join (select currency as minor_currency, minor_digits from currencies final) as minor
  on placed.original_currency = minor.minor_currency
group by part, key, bucket, original_currency
order by part, key, bucket, original_currency
