-- Every traveler with a year at or before the book's and one at or after it: a row each. What is summed in no fixed order
-- is rounded, so that the same year reads the same.
create temp table fresh as
with
  rounded as (
    select * replace (
      round(km, 3) as km,
      round(air_minutes, 3) as air_minutes,
      round(longest_flight_km, 3) as longest_flight_km,
      round(late_minutes, 3) as late_minutes,
      round(kg_with_rf, 3) as kg_with_rf,
      round(kg_without_rf, 3) as kg_without_rf,
      map_from_entries(list_sort(map_entries(spend_by_type))) as spend_by_type,
      list_sort(unconverted) as unconverted
    )
    from read_parquet($years)
  ),
  lived as (
    select
      traveler_id,
      bool_or(year > $year) as has_later,
      list(rounded order by year) filter (where year <= $year) as years
    from rounded
    group by traveler_id
    having min(year) <= $year and max(year) >= $year
  ),
  travelled as (
    select traveler_id, list(trips order by first_on, trip) as trips
    from read_parquet($trips) as trips
    group by traveler_id
  ),
  flown as (
    select traveler_id, list(routes order by flights desc, origin, destination) as routes
    from (select * replace (round(km, 3) as km) from read_parquet($routes)) as routes
    group by traveler_id
  )
select
  lived.traveler_id as traveler_id,
  ('0x' || left(sha256(lived.traveler_id), 4))::integer % $buckets::integer as bucket,
  lived.has_later as has_later,
  lived.years as years,
  travelled.trips as trips,
  flown.routes as routes
from lived
left join travelled on travelled.traveler_id = lived.traveler_id
left join flown on flown.traveler_id = lived.traveler_id
