-- Traffic by page: the sessions that have it, whenever they started. No page: events that name none.
with
-- include: visited.sql
  ,
-- include: persons.sql
select
  page_path as key,
  uniqExact(person) as visitors,
  uniqExactIf(reinterpretAsUInt128(sipHash128(anonymous_id, session_started_at)), session_started_at is not null) as sessions,
  sum(pageviews) as pageviews,
  sum(clicks) as clicks
from persons
group by page_path
order by
  multiIf({sort:String} = 'visitors', visitors, {sort:String} = 'sessions', sessions, {sort:String} = 'clicks', clicks, pageviews) desc,
  key
limit {limit:UInt32}
offset {offset:UInt32}
