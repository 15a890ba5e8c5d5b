-- Hotel bookings that followed one in fifty of the clicks of a span: created, one in five updated, then cancelled or, once the
-- stay is over, completed. What would have changed at `until` or later has not happened yet.
insert into reservation_changes (
  reservation_id, version, body_hash, change_id, changed_at, received_at, receipt_id, batch_id, source, kind, initiator, reason,
  type, status, vendor_id, traveler_id, affiliate_id, confirmation, click_id, click_anonymous_id, booked_at, start_at,
  end_at, start_local, end_local, timezone, amount, retained, currency, traveler_country, hotel_nights, hotel_rooms,
  hotel_guests, hotel_room_amount, hotel_city, hotel_country, payload
)
with
  clicked as (
    select affiliate_id as affiliate, click_id as click, min(placed_at) as at, any(anonymous_id) as anonymous
    from events
    where placed_at >= {from:DateTime64(3, 'UTC')}
      and placed_at < {until:DateTime64(3, 'UTC')}
      and click_id != ''
      and bot_rule = ''
      and cityHash64(click_id) % 50 = 0
    group by affiliate_id, click_id
  ),
  booked as (
    select
      *,
      cityHash64({seed:UInt64}, click, 'stay') as dice,
      addMinutes(at, 3 + dice % 40) as booked_at,
      toStartOfDay(addDays(booked_at, 1 + dice % 90)) as day,
      1 + intDiv(dice, 90) % 7 as nights,
      addHours(toDateTime64(day, 3, 'UTC'), 15) as start_at,
      addHours(addDays(toDateTime64(day, 3, 'UTC'), nights), 11) as end_at,
      toDecimal64(nights * (60 + intDiv(dice, 700) % 240), 2) as price,
      intDiv(dice, 1000) % 100 as fate,
      ['EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'USD', 'USD', 'GBP'][dice % 10 + 1] as currency
    from clicked
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
            (3, 'cancelled', 'cancelled', addHours(booked_at, if(fate < 22, 22, 1000000)), price),
            (4, 'completed', 'completed', addHours(end_at, if(fate >= 30, 6, 1000000)), price)
          ]
        )
      ) as change
    from booked
  )
select
  concat('r-', click),
  change.1,
  toFixedString(lower(hex(sipHash128(click, change.1))), 32),
  concat(click, ':', toString(change.1)),
  change.4,
  addSeconds(change.4, 30),
  reinterpretAsUUID(sipHash128(click, change.1, 'receipt')),
  reinterpretAsUUID(sipHash128({seed:UInt64}, toStartOfHour(change.4), 'changes')),
  ['agency', 'travel_system', 'email'][dice % 3 + 1],
  change.2,
  if(change.2 = 'cancelled', 'traveler', 'agency'),
  '',
  'hotel',
  change.3,
  concat('hotel-', toString(intDiv(dice, 11) % 500)),
  concat('traveler-', anonymous),
  affiliate,
  upper(substring(hex(dice), 1, 8)),
  click,
  '',
  booked_at,
  start_at,
  end_at,
  start_at,
  end_at,
  'UTC',
  change.5,
  if(change.3 = 'cancelled' and fate % 3 = 0, toDecimal64(30, 2), null),
  currency,
  'NL',
  nights,
  1,
  2,
  change.5,
  'Lisbon',
  'PT',
  '{}'
from changes
settings max_partitions_per_insert_block = 1000
