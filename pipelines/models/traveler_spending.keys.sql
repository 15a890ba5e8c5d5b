-- The rates of each amount that is converted, of its booking day, also those that nobody has published.
select
  booked.slice as slice,
  'daily_rates' as reference,
  concat(
    arrayJoin(arrayFilter(c -> c != 'EUR', [toString(booked.currency), toString(built.currency)])),
    ' ',
    toString(booked.booked_on)
  ) as key
from (
  select slice, traveler_id, year, currency, booked_on
  from traveler_bookings
  where slice in {slices:Array(String)} and amount is not null and currency != ''
) as booked
inner join (
  select traveler_id, year, currency from {table:Identifier} where run_id = {runId:UUID} and currency != ''
) as built on booked.traveler_id = built.traveler_id and booked.year = built.year
where booked.currency != built.currency
