-- Distinct visitors by bucket, and how many of them booked in it, and the bookings, where that is asked.
with
-- include: booked.sql -- when: converted
  , -- when: converted
-- include: bookers.sql -- when: converted
  , -- when: converted
  seen as (
    select
      roundDown(toUnixTimestamp(quarter), {starts:Array(UInt32)}) as bucket,
      false as is_booking,
      anonymous_id,
      user_id,
      at
    from visit_quarters
    where affiliate_id = {affiliateId:String}
      and quarter >= {from:DateTime('UTC')}
      and slice >= formatDateTime({from:DateTime('UTC')}, '%FT%H')
      and quarter < {to:DateTime('UTC')}
      and slice <= formatDateTime({to:DateTime('UTC')}, '%FT%H')
-- include: session_filter.sql
-- include: visitors_booked.sql -- when: converted
  ),
-- include: persons.sql
select
  bucket,
  countIf(has_visited and has_booked) as converted, -- when: converted
  sum(booked_count) as bookings, -- when: converted
  countIf(has_visited) as visitors -- when: converted
from ( -- when: converted
  select -- when: converted
    bucket, -- when: converted
    person, -- when: converted
    max(not is_booking) as has_visited, -- when: converted
    max(is_booking) as has_booked, -- when: converted
    countIf(is_booking) as booked_count -- when: converted
  from persons -- when: converted
  group by bucket, person -- when: converted
) -- when: converted
  uniqExact(person) as visitors -- unless: converted
from persons -- unless: converted
group by bucket
order by bucket
