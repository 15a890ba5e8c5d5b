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
  -- Who is in both is counted in each, but once among all.
  uniqExactIf(person, is_booking) + uniqExactIf(person, not is_booking) - uniqExact(person) as converted, -- when: converted
  countIf(is_booking) as bookings, -- when: converted
  uniqExactIf(person, not is_booking) as visitors -- when: converted
  uniqExact(person) as visitors -- unless: converted
from persons
group by bucket
order by bucket
