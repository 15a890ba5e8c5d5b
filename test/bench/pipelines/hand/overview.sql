select sum(sessions) as sessions, sum(bounces) as bounces, sum(duration_ms) as duration_ms, sum(pageviews) as pageviews,
  sum(clicks) as clicks
from affiliate_quarters
where affiliate_id = {site:String} and quarter >= {from:DateTime('UTC')} and quarter < {to:DateTime('UTC')};

with
  booked as (
    select reservation_id, first_booked_at, click_id, click_anonymous_id, click_user_id, traveler_id
    from reservation_state
    where affiliate_id = {site:String} and first_booked_at >= {from:DateTime('UTC')} and first_booked_at < {to:DateTime('UTC')}
      and reservation_id not in (select reservation_id from linked_reservations)
  ),
  clicked as (
    select click_id as clicked_id, argMin((anonymous_id, user_id, timestamp), (timestamp, message_id)) as click
    from clean_events
    where affiliate_id = {site:String} and click_id in (select click_id from booked where click_id != '') and bot_rule = ''
    group by click_id
  ),
  seen as (
    select false as is_booking, anonymous_id, user_id, at
    from visit_quarters
    where affiliate_id = {site:String} and quarter >= {from:DateTime('UTC')} and quarter < {to:DateTime('UTC')}
    union all
    select
      true,
      if(clicked_id != '', click.1, click_anonymous_id),
      multiIf(clicked_id != '', click.2, click_anonymous_id != '', '', click_user_id != '', click_user_id, traveler_id),
      if(clicked_id != '', click.3, first_booked_at)
    from booked
    left join clicked on booked.click_id = clicked.clicked_id
  ),
-- include: persons.sql
select countIf(visits > 0) as visitors, countIf(visits > 0 and booked_times > 0) as converted, sum(booked_times) as bookings
from (
  select person, countIf(not is_booking) as visits, countIf(is_booking) as booked_times
  from persons
  group by person
);

select
  sumIf(value, entry = 'gross' and is_in) as gross_value,
  sumIf(value, entry = 'adjusted' and is_in) as adjusted_value,
  -sumIf(value, entry = 'cancelled' and is_in) as cancelled_value,
  sumIf(value, entry = 'reinstated' and is_in) as reinstated_value,
  sumIf(value, is_in) as net_value,
  sumIf(completed_value, is_in) as completed_value,
  uniqExactIf(reservation_id, entry = 'cancelled' and is_in) as cancellations,
  sumIf(commission_pending, at < {to:DateTime('UTC')}) as pending,
  sumIf(commission_approved, is_in) as approved,
  sumIf(commission_declined, is_in) as declined,
  sumIf(commission_reversed, is_in) as reversed,
  sumIf(commission, booked_at >= {from:DateTime('UTC')} and booked_at < {to:DateTime('UTC')}) as earned,
  countIf(problem = 'no_rate' and is_in) as unconverted,
  countIf(problem = 'no_amount' and entry = 'gross' and is_in) as without_amount
from (
  select *, at >= {from:DateTime('UTC')} and at < {to:DateTime('UTC')} as is_in from value_entries where affiliate_id = {site:String}
)
