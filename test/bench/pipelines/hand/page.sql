with
  seen as (
    select page.path as page_path, session_started_at, page.pageviews as pageviews, page.clicks as clicks, anonymous_id, user_id, at
    from visit_quarters array join pages as page
    where affiliate_id = {site:String} and quarter >= {from:DateTime('UTC')} and quarter < {to:DateTime('UTC')}
  ),
-- include: persons.sql
select page_path as key, sum(pageviews) as pageviews, uniqExact(person) as visitors,
  uniqExactIf((anonymous_id, session_started_at), session_started_at is not null) as sessions, sum(clicks) as clicks
from persons
group by key
order by pageviews desc, key
limit 50
