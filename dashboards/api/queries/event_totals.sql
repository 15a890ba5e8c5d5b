-- Track events by name: how often, and in whose sessions. Sessions count whenever they started.
with
  seen as (
    select
      event,
      session_started_at,
      anonymous_id,
      user_id,
      at,
      events
    from event_quarters
    where affiliate_id = {affiliateId:String}
      and quarter >= {from:DateTime('UTC')}
      and slice >= formatDateTime({from:DateTime('UTC')}, '%FT%H')
      and quarter < {to:DateTime('UTC')}
      and slice <= formatDateTime({to:DateTime('UTC')}, '%FT%H')
-- include: session_filter.sql
  ),
-- include: persons.sql
select
  event as key,
  uniqExact(person) as visitors,
  uniqExactIf(reinterpretAsUInt128(sipHash128(anonymous_id, session_started_at)), session_started_at is not null) as sessions,
  sum(events) as event_count
from persons
group by event
order by
  multiIf({sort:String} = 'visitors', visitors, {sort:String} = 'sessions', sessions, event_count) desc,
  key
limit {limit:UInt32}
offset {offset:UInt32}
