-- Traffic by page: the sessions that have it, whenever they started. No page: events that name none.
with
-- include: visited.sql
  ,
-- include: persons.sql
select
  page.path as key,
  uniqExact(person) as visitors,
  uniqExactIf(session, session_started_at is not null) as sessions,
  sum(page.pageviews) as pageviews,
  sum(page.clicks) as clicks
from (
  select
    pages,
    person,
    session_started_at,
    reinterpretAsUInt128(sipHash128(anonymous_id, session_started_at)) as session
  from persons
)
array join pages as page
group by key
order by
  multiIf({sort:String} = 'visitors', visitors, {sort:String} = 'sessions', sessions, {sort:String} = 'clicks', clicks, pageviews) desc,
  key
limit {limit:UInt32}
offset {offset:UInt32}
