-- What behaviour.sql counts, of the sessions that filters select: from rows of sessions instead of sums. Milliseconds.
select
  roundDown(toUnixTimestamp(at), {starts:Array(UInt32)}) as bucket,
  sum(started) as sessions,
  sum(bounced) as bounces,
  sum(lasted_ms) as duration_ms,
  sum(viewed) as pageviews,
  sum(clicked) as clicks
from (
  select
    toDateTime(session_started_at, 'UTC') as at,
    toInt64(sessions) as started,
    toInt64(bounces) as bounced,
    duration_ms as lasted_ms,
    toUInt64(0) as viewed,
    toUInt64(0) as clicked
  from session_fragments
  where affiliate_id = {affiliateId:String}
    and first_at >= {from:DateTime('UTC')}
    and slice >= formatDateTime({from:DateTime('UTC')}, '%FT%H')
    and session_started_at >= {from:DateTime('UTC')}
    and session_started_at < {to:DateTime('UTC')}
-- include: session_filter.sql
  union all
  select quarter as at, 0 as started, 0 as bounced, 0 as lasted_ms, pageviews as viewed, clicks as clicked
  from visit_quarters
  where affiliate_id = {affiliateId:String}
    and quarter >= {from:DateTime('UTC')}
    and slice >= formatDateTime({from:DateTime('UTC')}, '%FT%H')
    and quarter < {to:DateTime('UTC')}
    and slice <= formatDateTime({to:DateTime('UTC')}, '%FT%H')
-- include: session_filter.sql
)
group by bucket
order by bucket
