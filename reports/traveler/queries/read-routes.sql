-- The ways that a traveler flew in a year, or all travelers, the most flown first; null where an airport is not known.
select
  f.traveler_id as traveler_id,
  toString(f.origin) as origin,
  toString(f.destination) as destination,
  count() as flights,
  any(f.km) as km,
  any(o.city) as origin_city,
  any(o.latitude) as origin_latitude,
  any(o.longitude) as origin_longitude,
  any(d.city) as destination_city,
  any(d.latitude) as destination_latitude,
  any(d.longitude) as destination_longitude
from (
  select traveler_id, origin, destination, km
  from traveler_flights
  where ({travelerId:String} = '' or slice = concat('bucket-', lower(hex(toUInt8(cityHash64({travelerId:String}) % 256)))))
    and ({travelerId:String} = '' or traveler_id = {travelerId:String})
    and year = {year:UInt16}
) as f
left join (
  select
    airport,
    argMax(city, valid_from) as city,
    argMax(toNullable(toFloat64(latitude)), valid_from) as latitude,
    argMax(toNullable(toFloat64(longitude)), valid_from) as longitude
  from airports final
  group by airport
) as o on o.airport = f.origin
left join (
  select
    airport,
    argMax(city, valid_from) as city,
    argMax(toNullable(toFloat64(latitude)), valid_from) as latitude,
    argMax(toNullable(toFloat64(longitude)), valid_from) as longitude
  from airports final
  group by airport
) as d on d.airport = f.destination
group by f.traveler_id, f.origin, f.destination
order by traveler_id, flights desc, origin, destination
