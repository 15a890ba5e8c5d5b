-- How many visitors reach each step after their first entry in the range, in order and within the window of it, and the
-- seconds it took them from the step before. `to` is the range's end and the window; a booking comes after events of
-- its millisecond. Filters leave the events of the sessions that they select, and the bookings of those.
with
-- include: range_bookers.sql -- when: converted
  stepping as (
    select timestamp, message_id, anonymous_id, user_id, type, event, page_path
    from clean_events
    where affiliate_id = {affiliateId:String}
      and timestamp >= {from:DateTime('UTC')}
      and timestamp < {to:DateTime('UTC')}
      and bot_rule = ''
      and (
        (type in ('page', 'screen') and page_path in {names:Array(String)})
        or (type = 'track' and event in {names:Array(String)})
      )
  ),
-- include: selected_parts.sql -- when: sessions
  seen as (
    select
      '' as booking_id,
      toUInt32(1) as bucket,
      timestamp as happened_at,
      anonymous_id,
      user_id,
      timestamp as at,
      '' as trait,
      true as is_selected,
      message_id as id,
      arrayFilter(
        (step, kind, name) -> (kind = 'page' and type in ('page', 'screen') and page_path = name)
          or (kind = 'event' and type = 'track' and event = name),
        arrayEnumerate({kinds:Array(String)}),
        {kinds:Array(String)},
        {names:Array(String)}
      ) as steps
    from stepping
    asof left join selected_parts -- when: sessions
      on stepping.anonymous_id = selected_parts.part_anonymous_id and stepping.timestamp >= selected_parts.part_at -- when: sessions
    where if(stepping.anonymous_id = '', {passesWithoutSession:Bool}, selected_parts.part_is_selected) -- when: sessions
-- include: funnel_bookings.sql -- when: converted
    union all -- when: follows
    select *, '' as id, emptyArrayUInt32() as steps from ( -- when: follows
-- include: session_starts.sql -- when: follows
    ) -- when: follows
  ),
-- include: persons.sql
  ,
-- include: followed.sql -- when: bookings
  , -- when: bookings
  walked as (
    select
      arrayFold(
        (reached, each) -> if(
          has(each.4, length(reached) + 1)
            and if(
              empty(reached),
              each.1 < toUnixTimestamp64Milli(toDateTime64({entryTo:DateTime('UTC')}, 3)),
              each.1 <= reached[1] + {windowMs:Int64}
            ),
          arrayPushBack(reached, each.1),
          reached
        ),
        arraySort(groupArray((toUnixTimestamp64Milli(happened_at), booking_id != '', id, steps))),
        emptyArrayInt64()
      ) as reached
    from persons -- unless: bookings
    from followed -- when: bookings
    where notEmpty(steps)
      and (booking_id = '' or if(session.1 >= happened_at - interval 30 day, session.2, {passesWithoutSession:Bool})) -- when: bookings
    group by person
  )
select
  step,
  count() as visitors,
  quantileExactInclusiveOrNull(0.5)(elapsed_ms) / 1000 as median_seconds
from (
  select
    arrayJoin(arrayEnumerate(reached)) as step,
    if(step = 1, null, reached[step] - reached[step - 1]) as elapsed_ms
  from walked
)
group by step
order by step
