-- Distinct visitors by minute (its start in seconds), and at minute 0 those since recentFrom.
with
  seen as (
    select
      anonymous_id,
      user_id,
      timestamp as at
    from clean_events
    where affiliate_id = {affiliateId:String}
      and timestamp >= {from:DateTime('UTC')}
      and timestamp <= {now:DateTime64(3, 'UTC')}
      and bot_rule = ''
      and type not in ('identify', 'group', 'alias')
  ),
-- include: persons.sql
select
  minute,
  uniqExact(person) as visitors
from (
  select
    person,
    arrayJoin(
      arrayConcat(
        [toUnixTimestamp(toStartOfMinute(toDateTime(at, 'UTC')))],
        if(at > {recentFrom:DateTime64(3, 'UTC')}, [toUInt32(0)], [])
      )
    ) as minute
  from persons
)
group by minute
