-- Up to when the vendor months are complete in all their parts: the last pass that left nothing to do; before the first
-- such pass, the oldest run that readers see. Null where nothing was computed.
select ifNull(
  (
    select minOrNull(complete_at)
    from freshness final
    where model in ('vendor_months', 'vendor_flight_months', 'vendor_car_months')
    having count() = 3
  ),
  (
    select minOrNull(logical_now)
    from published_slices
    where model in ('vendor_months', 'vendor_flight_months', 'vendor_car_months')
  )
) as as_of
