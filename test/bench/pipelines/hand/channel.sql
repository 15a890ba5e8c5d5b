with seen as (
  select channel, anonymous_id, user_id, at
  from visit_quarters
  where affiliate_id = {site:String} and quarter >= {from:DateTime('UTC')} and quarter < {to:DateTime('UTC')}
)
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
  from (
  select seen.channel as channel,
    multiIf(
      seen.user_id != '' or seen.anonymous_id = '', seen.user_id,
      then.user != '', then.user,
      ever.user != '', ever.user,
      concat('device ', seen.anonymous_id)
    ) as known,
    if(merged.user != '', merged.user, known) as person
  from seen
  asof left join (
    select anonymous_id, user_id as user, at from identifications where affiliate_id = {site:String}
  ) as then on seen.anonymous_id = then.anonymous_id and seen.at >= then.at
  left join (
    select anonymous_id, argMin(user_id, at) as user from identifications where affiliate_id = {site:String} group by anonymous_id
  ) as ever on seen.anonymous_id = ever.anonymous_id
  left join (
    select previous_id, argMax(user_id, at) as user from aliases where affiliate_id = {site:String} group by previous_id
  ) as merged on known = merged.previous_id
  )
  group by key
)
group by key
order by sessions desc, key
