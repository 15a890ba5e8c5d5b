  -- Who is behind each row of `seen` (anonymous_id, user_id, at, ...): the user that the row carries, else the one last
  -- identified on its device by then, else the first ever identified on it, else the device. Users are followed
  -- through aliases to where the chain ends; a circle of aliases is one person, named by the least id in it.
  devices as (
    select
      anonymous_id,
      arraySort(groupArray((at, user_id))) as identified
    from identifications
    where affiliate_id = {affiliateId:String}
    group by anonymous_id
  ),
  merged as (
    select
      previous_id,
      argMax(user_id, (at, user_id)) as next_id
    from aliases
    where affiliate_id = {affiliateId:String}
    group by previous_id
  ),
  walks as (
    select
      previous_id as start_id,
      [previous_id, next_id] as path
    from merged
    union all
    select
      walks.start_id as start_id,
      arrayPushBack(walks.path, merged.next_id) as path
    from walks
    inner join merged on walks.path[-1] = merged.previous_id
    where length(walks.path) < 64
      and indexOf(walks.path, walks.path[-1]) = length(walks.path)
  ),
  ends as (
    select
      start_id,
      argMax(path, length(path)) as whole,
      arrayMin(arraySlice(whole, indexOf(whole, whole[-1]))) as end_id
    from walks
    group by start_id
  ),
  named as (
    select
      seen.*,
      if(
        seen.user_id != '' or seen.anonymous_id = '',
        seen.user_id,
        devices.identified[greatest(1, arrayCount(each -> each.1 <= seen.at, devices.identified))].2
      ) as person_user_id
    from seen
    left join devices on seen.anonymous_id = devices.anonymous_id
  ),
  persons as (
    select
      named.*,
      multiIf(
        named.person_user_id = '', concat('anon:', named.anonymous_id),
        ends.end_id = '', concat('user:', named.person_user_id),
        concat('user:', ends.end_id)
      ) as person
    from named
    left join ends on named.person_user_id = ends.start_id
  )
