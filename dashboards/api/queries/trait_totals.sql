-- Traffic by what sessions are told apart by: visitors, page views and clicks when they happen, sessions with their
-- bounces and milliseconds when they start. No key: sessions that do not say it, events without a session.
with
  seen as (
    select
-- include: trait.sql
      as trait,
      anonymous_id,
      user_id,
      at,
      pageviews,
      clicks
    from visit_quarters
    where affiliate_id = {affiliateId:String}
      and quarter >= {from:DateTime('UTC')}
      and slice >= formatDateTime({from:DateTime('UTC')}, '%FT%H')
      and quarter < {to:DateTime('UTC')}
      and slice <= formatDateTime({to:DateTime('UTC')}, '%FT%H')
      and false -- when: by_exitPage
-- include: session_filter.sql
  ),
-- include: persons.sql
  ,
  whole as (
    select
      argMax(exit_page, last_at) as trait, -- when: by_exitPage
-- include: trait.sql -- unless: by_exitPage
      as trait, -- unless: by_exitPage
      sum(sessions) as started, -- when: by_exitPage
      sum(bounces) as bounced, -- when: by_exitPage
      sum(duration_ms) as lasted_ms -- when: by_exitPage
      sessions as started, -- unless: by_exitPage
      bounces as bounced, -- unless: by_exitPage
      duration_ms as lasted_ms -- unless: by_exitPage
    from session_fragments
    where affiliate_id = {affiliateId:String}
      and first_at >= {from:DateTime('UTC')}
      and slice >= formatDateTime({from:DateTime('UTC')}, '%FT%H')
      and session_started_at >= {from:DateTime('UTC')}
      and session_started_at < {to:DateTime('UTC')}
      -- The parts of a session say the same of it from its first event that is not silent on; but not of its last page.
      and loud_events > 0
-- include: session_filter.sql
    group by anonymous_id, session_started_at -- when: by_exitPage
  )
select
  trait as key,
  sum(people) as visitors,
  sum(started) as sessions,
  sum(bounced) as bounces,
  sum(lasted_ms) as duration_ms,
  sum(viewed) as pageviews,
  sum(clicked) as clicks
from (
  select
    trait,
    uniqExact(person) as people,
    toInt64(0) as started,
    toInt64(0) as bounced,
    toInt64(0) as lasted_ms,
    sum(pageviews) as viewed,
    sum(clicks) as clicked
  from persons
  group by trait
  union all
  select trait, 0 as people, started, bounced, lasted_ms, 0 as viewed, 0 as clicked
  from whole
)
group by key
order by
  multiIf(
    {sort:String} = 'visitors', toFloat64(visitors),
    {sort:String} = 'pageviews', toFloat64(pageviews),
    {sort:String} = 'clicks', toFloat64(clicks),
    {sort:String} = 'bounceRate', if(sessions = 0, -1, bounces / sessions),
    {sort:String} = 'averageSessionSeconds', if(sessions = 0, -1, duration_ms / sessions),
    toFloat64(sessions)
  ) desc,
  key
limit {limit:UInt32}
offset {offset:UInt32}
