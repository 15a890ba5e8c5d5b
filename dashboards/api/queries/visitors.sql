-- Distinct visitors by bucket, and how many of them booked in it. A booking's person is who made its click, else who is
-- behind the device, the user or the traveler that it names.
with recursive
-- include: booked.sql
  ,
  clicked as (
    select
      click_id as seen_click_id,
      argMin((anonymous_id, user_id, timestamp), (timestamp, message_id)) as click
    from clean_events
    where affiliate_id = {affiliateId:String}
      and click_id != ''
      and click_id in (select click_id from booked)
      and bot_rule = ''
    group by click_id
  ),
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
      roundDown(toUnixTimestamp(booked.first_booked_at), {starts:Array(UInt32)}) as bucket,
      true as is_booking,
      if(clicked.seen_click_id != '', clicked.click.1, booked.click_anonymous_id) as anonymous_id,
      multiIf(
        clicked.seen_click_id != '', clicked.click.2,
        booked.click_anonymous_id != '', '',
        booked.click_user_id != '', booked.click_user_id,
        booked.traveler_id
      ) as user_id,
      if(clicked.seen_click_id != '', clicked.click.3, booked.first_booked_at) as at
    from booked
    left join clicked on booked.click_id = clicked.seen_click_id
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
