-- Up to when the traveler years are complete: the last pass that left nothing to do; before the first such pass, the
-- oldest run that readers see. Null where nothing was computed.
select ifNull(
  (select minOrNull(complete_at) from freshness final where model in ('traveler_years', 'traveler_trips') having count() = 2),
  (select minOrNull(logical_now) from published_slices where model = 'traveler_years')
) as as_of
