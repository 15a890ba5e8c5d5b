-- The trips that begin in a traveler's year, or in all travelers', the first one first.
select
  traveler_id,
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
where ({travelerId:String} = '' or slice = concat('bucket-', lower(hex(toUInt8(cityHash64({travelerId:String}) % 256)))))
  and ({travelerId:String} = '' or traveler_id = {travelerId:String})
  and year = {year:UInt16}
order by traveler_id, first_on, trip
