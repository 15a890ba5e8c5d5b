-- A few travelers to try the pages with: some with many trips, one with a single trip, one with none.
select
  traveler_id as travelerId,
  toUInt32(sum(trips)) as trips,
  toUInt32(max(year)) as lastYear
from traveler_years
group by traveler_id
order by trips desc, traveler_id
limit 3 by multiIf(trips > 1, 'many', trips = 1, 'one', 'none')
