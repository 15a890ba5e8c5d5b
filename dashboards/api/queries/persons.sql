  -- Who is behind each row of `seen` (anonymous_id, user_id, at, ...): the user that the row carries, else the one last
  -- identified on its device by then, else the first ever identified on it, else the device. Users are followed
  -- through aliases to where the chain ends, where anybody has aliases. People and what they are looked up by are
  -- numbers, since names are slow to tell apart: of as many bits as uniqExact itself tells names apart by.
  ends as ( -- when: aliases
    select start_id, end_id -- when: aliases
    from alias_ends -- when: aliases
    where affiliate_id = {affiliateId:String} -- when: aliases
  ), -- when: aliases
  identified as (
    select anonymous_id as device_id, at as identified_at, user_id as identified_id
    from identifications
    where affiliate_id = {affiliateId:String}
      and anonymous_id != ''
  ),
  known as (
    select -- when: aliases
      reinterpretAsUInt128(sipHash128(start_id, '')) as known_key, -- when: aliases
      [(toDateTime64(0, 3, 'UTC'), reinterpretAsUInt128(sipHash128(end_id, '')))] as people -- when: aliases
    from ends -- when: aliases
    union all -- when: aliases
    select
      reinterpretAsUInt128(sipHash128('', device_id)) as known_key,
      arrayMap(
        each -> (each.1, each.3),
        arraySort(
          groupArray(
            (
              identified_at,
              identified_id,
              reinterpretAsUInt128(
                sipHash128(
                  if(ends.end_id = '', identified_id, ends.end_id), -- when: aliases
                  identified_id, -- unless: aliases
                  ''
                )
              )
            )
          )
        )
      ) as people
    from identified
    left join ends on identified.identified_id = ends.start_id -- when: aliases
    group by device_id
  ),
  keyed as (
    select
      seen.*,
      reinterpretAsUInt128(sipHash128(user_id, if(user_id = '', anonymous_id, ''))) as person_key
    from seen
  ),
  persons as (
    select
      keyed.*,
      if(
        empty(known.people),
        keyed.person_key,
        known.people[greatest(1, arrayCount(each -> each.1 <= keyed.at, known.people))].2
      ) as person
    from keyed
    left join known on keyed.person_key = known.known_key
  )
