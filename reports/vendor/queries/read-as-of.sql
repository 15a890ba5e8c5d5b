-- Up to when the vendor months are complete: the last pass that left nothing to do; before the first such pass,
-- the oldest run that readers see. Null where nothing was computed.
select ifNull(
  (select maxOrNull(complete_at) from freshness final where model = 'vendor_months'),
  (select minOrNull(logical_now) from published_slices where model = 'vendor_months')
) as as_of
