-- What sessions view after their first start in the range (`startKind` page or event; else from their first page on): up
-- to `depth` pages, the same one after another counted once; ends where there is no further one. Each row also says how
-- many sessions all of them are.
with
-- include: selected_parts.sql
  steps as (
    select
      timestamp,
      message_id,
      anonymous_id,
      type != 'track' as is_view,
      page_path,
      multiIf(
        {startKind:String} = 'page', is_view and page_path = {startName:String},
        {startKind:String} = 'event', not is_view,
        true
      ) as is_start
    from clean_events
    where affiliate_id = {affiliateId:String}
      and timestamp >= {from:DateTime('UTC')}
      and timestamp < {to:DateTime('UTC')}
      and bot_rule = ''
      and anonymous_id != ''
      and (
        type in ('page', 'screen')
        or (type = 'track' and {startKind:String} = 'event' and event = {startName:String})
      )
  ),
  walks as (
    select
      arraySort(groupArray((timestamp, message_id, is_view, page_path, is_start))) as whole,
      arraySlice(whole, arrayFirstIndex(step -> step.5, whole)) as walked,
      arrayCompact(arrayMap(step -> step.4, arrayFilter(step -> step.3, walked))) as pages,
      if({startKind:String} = 'page', arrayPopFront(pages), pages) as following
    from steps
    asof left join selected_parts
      on steps.anonymous_id = selected_parts.part_anonymous_id and steps.timestamp >= selected_parts.part_at
    where selected_parts.part_is_selected
    group by selected_parts.part_anonymous_id, selected_parts.part_session_started_at
    having max(is_start)
  )
select
  arraySlice(following, 1, {depth:UInt8}) as pages,
  length(following) <= {depth:UInt8} as ends,
  count() as sessions,
  sum(sessions) over () as all_sessions
from (select following from walks)
group by pages, ends
order by sessions desc, pages, ends
limit {limit:UInt32}
offset {offset:UInt32}
