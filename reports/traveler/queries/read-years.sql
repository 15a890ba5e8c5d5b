-- A traveler's years, the oldest first; or all travelers' up to a year. The bucket keeps the read short. Money has 4 digits, of which only the currency's
-- own are told: the sums are rounded to them.
with
  (select groupArray(toString(currency)) from currencies final where minor_digits = 0) as whole,
  (select groupArray(toString(currency)) from currencies final where minor_digits = 3) as thousandths
select
  traveler_id,
  year,
  is_first_year,
  toString(home_source) as home_source,
  toString(home_country) as home_country,
  reservations,
  presumed_completed,
  trips,
  trip_days,
  longest_trip,
  longest_trip_days,
  busiest_month,
  busiest_month_days,
  flights,
  km,
  flights_without_km,
  air_minutes,
  flights_without_air_time,
  airports,
  airlines,
  tupleElement(longest_flight, 'origin') as longest_flight_origin,
  tupleElement(longest_flight, 'destination') as longest_flight_destination,
  tupleElement(longest_flight, 'departs_on') as longest_flight_on,
  tupleElement(longest_flight, 'km') as longest_flight_km,
  nights,
  hotels,
  rental_days,
  countries,
  first_time_countries,
  cities,
  toString(currency) as currency,
  toString(currency_source) as currency_source,
  if(minor_digits = 0, 5, 4 - minor_digits) as cut,
  mapApply(
    (type, amount) -> (type, substring(toDecimalString(amount, 4), 1, length(toDecimalString(amount, 4)) - cut)),
    spend
  ) as spend_by_type,
  toDecimalString(arraySum(mapValues(spend)), 4) as total,
  substring(total, 1, length(total) - cut) as spend_total,
  arrayMap(
    u -> (
      u.currency,
      toString(u.count),
      multiIf(
        has(whole, u.currency), toDecimalString(u.amount, 0),
        has(thousandths, u.currency), toDecimalString(u.amount, 3),
        toDecimalString(u.amount, 2)
      )
    ),
    unconverted
  ) as unconverted,
  without_amount,
  schedule_changes,
  schedule_changes_unknown,
  cancellations,
  cancellations_unknown,
  late_minutes,
  kg_with_rf,
  kg_without_rf,
  factor_sets,
  flights_without_factor
from traveler_years
where ({travelerId:String} = '' or slice = concat('bucket-', lower(hex(toUInt8(cityHash64({travelerId:String}) % 256)))))
  and ({travelerId:String} = '' or traveler_id = {travelerId:String})
order by traveler_id, year
