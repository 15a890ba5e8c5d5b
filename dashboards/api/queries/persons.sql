  -- Who is behind each row of `seen` (anonymous_id, user_id, at, ...): the user that the row carries, else the one last
  -- identified on its device by then, else the first ever identified on it, else the device. Users are followed
  -- through aliases to where the chain ends. People and what they are looked up by are numbers, since names are slow to
  -- tell apart: of as many bits as uniqExact itself tells names apart by.
-- include: aliased_people.sql -- when: aliases
-- include: plain_people.sql -- unless: aliases
  ,
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
