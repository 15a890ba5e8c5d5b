-- Visitors by the unit of their first session ever and each unit in which they have a session. A unit is named by its
-- start. A session belongs to the moment of its first event, and to who the person then is.
with
  seen as (
    select
      session_started_at as at,
      anonymous_id,
      '' as user_id
    from session_fragments
    where affiliate_id = {affiliateId:String}
      and sessions = 1
      and session_started_at < {to:DateTime('UTC')}
-- include: whole_session_filter.sql
  ),
-- include: persons.sql
select
  cohort,
  unit,
  count() as visitors
from (
  select
    person,
    roundDown(toUnixTimestamp(min(at)), {starts:Array(UInt32)}) as cohort,
    arrayJoin(
      groupUniqArrayIf(roundDown(toUnixTimestamp(at), {starts:Array(UInt32)}), at >= {from:DateTime('UTC')})
    ) as unit
  from persons
  group by person
  having min(at) >= {from:DateTime('UTC')}
)
group by cohort, unit
order by cohort, unit
