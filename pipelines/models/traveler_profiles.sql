-- model: traveler_profiles
-- about: What is known of travelers, a row per traveler and day since which it holds. Cut into the buckets of travelers, so
--   that a changed profile rebuilds its bucket's years only.
-- owner: travelers
-- slice: all
-- inputs: table travelers
-- grain: traveler_id, valid_from
-- persons: traveler_id traveler
-- order_by: bucket, traveler_id, valid_from
-- feeds: [concat('bucket:', bucket)]
-- columns:
--   bucket LowCardinality(String): the traveler's bucket, of 256
--   traveler_id String: the traveler
--   valid_from DateTime64(3, 'UTC'): since when it holds
--   home_country LowCardinality(String): alpha-2
--   home_city String: city
--   home_airport LowCardinality(String): IATA
--   currency LowCardinality(String): ISO 4217
--   timezone LowCardinality(String): IANA
select
  'all' as slice,
  concat('bucket-', lower(hex(toUInt8(cityHash64(traveler_id) % 256)))) as bucket,
  traveler_id,
  valid_from,
  home_country,
  home_city,
  home_airport,
  currency,
  timezone
from travelers final
