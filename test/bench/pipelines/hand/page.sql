with seen as (
  select page.path as page_path, session_started_at, page.pageviews as pageviews, page.clicks as clicks, anonymous_id, user_id, at
  from visit_quarters array join pages as page
  where affiliate_id = {site:String} and quarter >= {from:DateTime('UTC')} and quarter < {to:DateTime('UTC')}
)
select page_path as key, sum(pageviews) as pageviews, uniqExact(person) as visitors,
  uniqExactIf((anonymous_id, session_started_at), session_started_at is not null) as sessions, sum(clicks) as clicks
from (
  select seen.page_path as page_path, seen.session_started_at as session_started_at, seen.pageviews as pageviews, seen.clicks as clicks,
    seen.anonymous_id as anonymous_id,
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
order by pageviews desc, key
limit 50
