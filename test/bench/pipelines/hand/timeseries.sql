select toDate(quarter, {zone:String}) as day, sum(sessions) as sessions, sum(pageviews) as pageviews
from affiliate_quarters
where affiliate_id = {site:String} and quarter >= {from:DateTime('UTC')} and quarter < {to:DateTime('UTC')}
group by day;

with
  seen as (
    select toDate(quarter, {zone:String}) as day, anonymous_id, user_id, at
    from visit_quarters
    where affiliate_id = {site:String} and quarter >= {from:DateTime('UTC')} and quarter < {to:DateTime('UTC')}
  ),
-- include: persons.sql
select day, uniqExact(person) as visitors
from persons
group by day
