-- How many visitors reach each step after their first entry in the range, in order and within the window of it, and the
-- seconds it took them from the step before. `to` is the range's end and the window; a booking comes after events of
-- its millisecond.
with recursive
-- include: booked.sql
  ,
-- include: bookers.sql
  ,
  seen as (
    select
      timestamp as happened_at,
      false as is_booking,
      message_id as id,
      anonymous_id,
      user_id,
      timestamp as at,
      arrayFilter(
        (step, kind, name) -> (kind = 'page' and type in ('page', 'screen') and page_path = name)
          or (kind = 'event' and type = 'track' and event = name),
        arrayEnumerate({kinds:Array(String)}),
        {kinds:Array(String)},
        {names:Array(String)}
      ) as steps
    from clean_events
    where affiliate_id = {affiliateId:String}
      and timestamp >= {from:DateTime('UTC')}
      and timestamp < {to:DateTime('UTC')}
      and bot_rule = ''
      and (
        (type in ('page', 'screen') and page_path in {names:Array(String)})
        or (type = 'track' and event in {names:Array(String)})
      )
    union all
    select
      first_booked_at as happened_at,
      true as is_booking,
      reservation_id as id,
      anonymous_id,
      user_id,
      at,
      arrayFilter((step, kind) -> kind = 'booking', arrayEnumerate({kinds:Array(String)}), {kinds:Array(String)}) as steps
    from bookers
  ),
-- include: persons.sql
  ,
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
        arraySort(groupArray((toUnixTimestamp64Milli(happened_at), is_booking, id, steps))),
        emptyArrayInt64()
      ) as reached
    from persons
    where notEmpty(steps)
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
