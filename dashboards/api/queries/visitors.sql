-- Distinct visitors by bucket, and how many of them booked in it.
with recursive
-- include: booked.sql
  ,
-- include: bookers.sql
  ,
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
      and quarter < {to:DateTime('UTC')}
    union all
    select
      roundDown(toUnixTimestamp(first_booked_at), {starts:Array(UInt32)}) as bucket,
      true as is_booking,
      anonymous_id,
      user_id,
      at
    from bookers
  ),
-- include: persons.sql
select
  bucket,
  countIf(has_visited) as visitors,
  countIf(has_visited and has_booked) as converted
from (
  select
    bucket,
    person,
    max(not is_booking) as has_visited,
    max(is_booking) as has_booked
  from persons
  group by bucket, person
)
group by bucket
order by bucket
