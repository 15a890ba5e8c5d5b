-- What visitors.sql counts, of the sessions and bookings that filters select; by what sessions are told apart by, too.
with
-- include: judged.sql
  ,
-- include: bookers.sql
  ,
  seen as (
    select
      '' as booking_id,
      toUInt32(roundDown(toUnixTimestamp(quarter), {starts:Array(UInt32)})) as bucket,
      at as happened_at,
      anonymous_id,
      user_id,
      at,
-- include: trait.sql
      as trait,
      true as is_selected
    from visit_quarters
    where affiliate_id = {affiliateId:String}
      and quarter >= {from:DateTime('UTC')}
      and slice >= formatDateTime({from:DateTime('UTC')}, '%FT%H')
      and quarter < {to:DateTime('UTC')}
      and slice <= formatDateTime({to:DateTime('UTC')}, '%FT%H')
-- include: session_filter.sql
    union all
-- include: session_starts.sql -- when: follows
    union all -- when: follows
    select
      reservation_id as booking_id,
      toUInt32(roundDown(toUnixTimestamp(first_booked_at), {starts:Array(UInt32)})) as bucket,
      first_booked_at as happened_at,
      anonymous_id,
      user_id,
      at,
      '' as trait,
      false as is_selected
    from bookers
    where is_owned
  ),
-- include: persons.sql
  ,
-- include: followed.sql
select
  key,
  bucket,
  uniqExactIf(person, has_visited) as visitors,
  -- Who is in both is counted in each, but once among all.
  visitors + uniqExactIf(person, has_booked) - uniqExactIf(person, has_visited or has_booked) as converted
from (
  select
    if(booking_id = '', trait, if(session.1 >= happened_at - interval 30 day, session.3, '')) as key,
    bucket,
    person,
    booking_id = '' as has_visited,
    booking_id != ''
      and if(session.1 >= happened_at - interval 30 day, session.2, {passesWithoutSession:Bool}) as has_booked
  from followed
  where bucket != 0
)
group by key, bucket
having visitors > 0
order by key, bucket
