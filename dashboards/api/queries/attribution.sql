-- Credit of the range's bookings by what brought their persons within the window before: millionths of a booking, and
-- gross value in the currency's minor unit, both without residue. No touch: is_attributed is false. Filters leave
-- the bookings that they select, with all of their touches.
with
-- include: range_bookers.sql
-- include: arrivals.sql
  ,
  seen as (
    select
      '' as booking_id,
      toUInt32(1) as bucket,
      touched_at as happened_at,
      anonymous_id,
      '' as user_id,
      touched_at as at,
      '' as trait,
      false as is_selected,
      message_id as id,
      multiIf({by:String} = 'campaign', utm_campaign, {by:String} = 'channel', channel, utm_source) as key,
      channel = 'Direct' as is_direct
    from arrivals
    where is_touch
    union all
    select
      reservation_id as booking_id,
      toUInt32(2) as bucket,
      first_booked_at as happened_at,
      anonymous_id,
      user_id,
      at,
      '' as trait,
      false as is_selected,
      '' as id,
      '' as key,
      false as is_direct
    from bookers
    where is_owned -- when: bookings
    union all -- when: follows
    select *, '' as id, '' as key, false as is_direct from ( -- when: follows
-- include: session_starts.sql -- when: follows
    ) -- when: follows
  ),
-- include: persons.sql
  ,
-- include: followed.sql -- when: bookings
  , -- when: bookings
  journeys as (
    select
      arrayJoin(bookings) as booking,
      arrayFilter(touch -> touch.1 >= booking.2 - {windowMs:Int64} and touch.1 < booking.2, touches) as path
    from (
      select
        groupArrayIf(
          (booking_id, toUnixTimestamp64Milli(happened_at)),
          bucket = 2
            and if(session.1 >= happened_at - interval 30 day, session.2, {passesWithoutSession:Bool}) -- when: bookings
        ) as bookings,
        arraySort(groupArrayIf((toUnixTimestamp64Milli(happened_at), id, key, is_direct), bucket = 1)) as touches
      from persons -- unless: bookings
      from followed -- when: bookings
      group by person
      having notEmpty(bookings)
    )
  ),
  weighed as (
    select
      booking.1 as reservation_id,
      path,
      length(path) as touch_count,
      arrayLastIndex(touch -> not touch.4, path) as last_known,
      multiIf(
        {model:String} = 'first', arrayMap(i -> toFloat64(i = 1), arrayEnumerate(path)),
        {model:String} = 'last',
          arrayMap(i -> toFloat64(i = if(last_known = 0, touch_count, last_known)), arrayEnumerate(path)),
        {model:String} = 'position',
          arrayMap(
            i -> multiIf(
              touch_count = 1, 1.,
              touch_count = 2, 0.5,
              i = 1 or i = touch_count, 0.4,
              0.2 / (touch_count - 2)
            ),
            arrayEnumerate(path)
          ),
        {model:String} = 'decay', arrayMap(touch -> exp2((touch.1 - booking.2) / (7 * 86400000.)), path),
        arrayMap(touch -> 1., path)
      ) as weights
    from journeys
  ),
  worth as (
    select
      reservation_id as worth_id,
      sum(toInt64(ifNull(value, 0) * {scale:UInt32})) as gross_units
    from value_entries
    where affiliate_id = {affiliateId:String}
      and at >= {from:DateTime('UTC')}
      and at < {to:DateTime('UTC')}
      and entry = 'gross'
      and problem = ''
      and currency = {currency:String}
    group by reservation_id
  ),
  shared as (
    select
      weighed.path as path,
      worth.gross_units as units,
      -- Rounded as running totals, whose differences sum to the whole.
      arrayMap(
        total -> toInt64(round(total / arraySum(weighed.weights) * 1000000)),
        arrayCumSum(weighed.weights)
      ) as credit_totals,
      arrayMap(total -> toInt64(intDiv(toInt128(units) * total, 1000000)), credit_totals) as share_totals,
      arrayMap((total, before) -> total - before, credit_totals, arrayPopBack(arrayPushFront(credit_totals, 0))) as credits,
      arrayMap((total, before) -> total - before, share_totals, arrayPopBack(arrayPushFront(share_totals, 0))) as shares
    from weighed
    left join worth on weighed.reservation_id = worth.worth_id
  )
select
  part.1 as is_attributed,
  part.2 as key,
  sum(part.3) as credit,
  toString(sum(part.4)) as gross_units
from (
  select
    arrayJoin(
      if(
        empty(path),
        [(false, '', toInt64(1000000), units)],
        arrayMap((touch, credit, share) -> (true, touch.3, credit, share), path, credits, shares)
      )
    ) as part
  from shared
)
group by is_attributed, key
having credit != 0
order by is_attributed desc, credit desc, key
