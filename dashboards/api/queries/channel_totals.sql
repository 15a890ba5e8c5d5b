-- What adds up of a site's traffic, by channel. Milliseconds. No channel: events without a session.
select
  channel as key,
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
group by channel
having sessions != 0 or pageviews != 0 or clicks != 0
