with
  seen as (
    select utm_campaign, pageviews, clicks, anonymous_id, user_id, at
    from visit_quarters
    where affiliate_id = {site:String} and quarter >= {from:DateTime('UTC')} and quarter < {to:DateTime('UTC')}
  ),
-- include: persons.sql
select key, sum(started) as sessions, sum(people) as visitors, sum(views) as pageviews, sum(clicked) as clicks,
  sum(bounced) as bounces, sum(lasted) as duration_ms
from (
  select utm_campaign as key, 0 as people, sum(sessions) as started, 0 as views, 0 as clicked, sum(bounces) as bounced, sum(duration_ms) as lasted
  from session_fragments
  where affiliate_id = {site:String} and first_at >= {from:DateTime('UTC')}
    and session_started_at >= {from:DateTime('UTC')} and session_started_at < {to:DateTime('UTC')}
  group by key
  union all
  select utm_campaign as key, uniqExact(person) as people, 0, sum(pageviews), sum(clicks), 0, 0
  from persons
  group by key
)
group by key
order by sessions desc, key
limit 50
