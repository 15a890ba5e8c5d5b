-- The trips that begin in a traveler's year, the first one first.
select
  trip,
  toString(first_on) as first_on,
  toString(last_on) as last_on,
  days,
  reservations,
  flights,
  nights,
  countries,
  cities
from traveler_trips
where slice = concat('bucket-', lower(hex(toUInt8(cityHash64({travelerId:String}) % 256))))
  and traveler_id = {travelerId:String}
  and year = {year:UInt16}
order by first_on, trip
