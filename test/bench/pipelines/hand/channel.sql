with
  seen as (
    select channel, anonymous_id, user_id, at
    from visit_quarters
    where affiliate_id = {site:String} and quarter >= {from:DateTime('UTC')} and quarter < {to:DateTime('UTC')}
  ),
-- include: persons.sql
select key, sum(started) as sessions, sum(people) as visitors, sum(views) as pageviews, sum(clicked) as clicks,
  sum(bounced) as bounces, sum(lasted) as duration_ms
from (
  select channel as key, 0 as people, sum(sessions) as started, sum(pageviews) as views, sum(clicks) as clicked, sum(bounces) as bounced,
    sum(duration_ms) as lasted
  from affiliate_quarters
  where affiliate_id = {site:String} and quarter >= {from:DateTime('UTC')} and quarter < {to:DateTime('UTC')}
  group by key
  union all
  select channel as key, uniqExact(person) as people, 0, 0, 0, 0, 0
  from persons
  group by key
)
group by key
order by sessions desc, key
