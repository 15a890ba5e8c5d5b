-- What adds up of a site's traffic, by bucket. Milliseconds.
select
  roundDown(toUnixTimestamp(quarter), {starts:Array(UInt32)}) as bucket,
  sum(sessions) as sessions,
  sum(bounces) as bounces,
  sum(duration_ms) as duration_ms,
  sum(pageviews) as pageviews,
  sum(clicks) as clicks
from affiliate_quarters
where affiliate_id = {affiliateId:String}
  and quarter >= {from:DateTime('UTC')}
  and slice >= formatDateTime({from:DateTime('UTC')}, '%FT%H')
  and quarter < {to:DateTime('UTC')}
group by bucket
order by bucket
