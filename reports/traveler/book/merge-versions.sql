-- The travelers with the version in which each one's year last changed: this one, where anything of it is other than in
-- the version before. Years before the book's are compared as well: the one before stands beside it.
create temp table versioned as
select
  fresh.traveler_id as traveler_id,
  fresh.bucket as bucket,
  if(
    md5(concat_ws('|', fresh.years::varchar, fresh.trips::varchar, fresh.routes::varchar))
      = md5(concat_ws('|', former.years::varchar, former.trips::varchar, former.routes::varchar)),
    former.version,
    $version::integer
  ) as version,
  fresh.has_later as has_later,
  fresh.years as years,
  fresh.trips as trips,
  fresh.routes as routes
from fresh
left join former on former.traveler_id = fresh.traveler_id
