-- model: alias_ends
-- about: Where the chain of aliases that begins at an id ends: the user that stands for the person. A later alias of the
--   same id replaces the one before; a circle is one person, named by the least id in it.
-- owner: analytics
-- slice: all
-- inputs: aliases by chain
-- grain: affiliate_id, start_id
-- persons: start_id alias, end_id user
-- order_by: affiliate_id, start_id
-- feeds: ['chain:all']
-- checks:
--   not_empty start_id
--   not_empty end_id
-- columns:
--   affiliate_id LowCardinality(String): the tenant
--   start_id String: an id that was merged into another
--   end_id String: the user it stands for
with recursive
  merged as (
    select
      affiliate_id,
      previous_id,
      argMax(user_id, (at, user_id)) as next_id
    from aliases
    group by affiliate_id, previous_id
  ),
  walks as (
    select
      affiliate_id,
      previous_id as start_id,
      [previous_id, next_id] as path
    from merged
    union all
    select
      walks.affiliate_id as affiliate_id,
      walks.start_id as start_id,
      arrayPushBack(walks.path, merged.next_id) as path
    from walks
    inner join merged on walks.affiliate_id = merged.affiliate_id and walks.path[-1] = merged.previous_id
    where length(walks.path) < 64
      and indexOf(walks.path, walks.path[-1]) = length(walks.path)
  ),
  chains as (
    select
      affiliate_id,
      start_id,
      argMax(path, length(path)) as whole
    from walks
    group by affiliate_id, start_id
  )
select
  'all' as slice,
  affiliate_id,
  start_id,
  arrayMin(arraySlice(whole, indexOf(whole, whole[-1]))) as end_id
from chains
