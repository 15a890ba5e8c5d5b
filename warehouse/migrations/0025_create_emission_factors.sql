-- Greenhouse gases of a flight: kg CO2e per passenger and km of great circle, with and without radiative forcing. A
-- flight takes the newest set that is not of a later year, else the oldest. haul: domestic (both ends in the United
-- Kingdom), short_haul and long_haul (one end there, up to and over 3,700 km), international (neither end).
create table emission_factors (
  factor_set      LowCardinality(String),
  year            UInt16,
  haul            LowCardinality(String),
  cabin           LowCardinality(String),
  kg_with_rf      Decimal(9, 5),
  kg_without_rf   Decimal(9, 5),
  source          String,
  recorded_at     DateTime64(6, 'UTC')
) engine = ReplacingMergeTree(recorded_at) order by (year, factor_set, haul, cabin);

-- Department for Energy Security and Net Zero, "Greenhouse gas reporting: conversion factors 2025", flat file, "Business
-- travel - air", kg CO2e per passenger.km (Open Government Licence v3.0). The factors contain the 8 % uplift for routes
-- that are longer than the great circle.
insert into emission_factors (factor_set, year, haul, cabin, kg_with_rf, kg_without_rf, source, recorded_at)
select 'DESNZ', 2025, haul, cabin, toDecimal32(with_rf, 5), toDecimal32(without_rf, 5),
  'https://www.gov.uk/government/publications/greenhouse-gas-reporting-conversion-factors-2025',
  '2025-06-10 00:00:00'
from values(
  'haul String, cabin String, with_rf String, without_rf String',
  ('domestic', 'average', '0.22928', '0.13552'),
  ('short_haul', 'average', '0.12786', '0.07559'),
  ('short_haul', 'economy', '0.12576', '0.07435'),
  ('short_haul', 'business', '0.18863', '0.11152'),
  ('long_haul', 'average', '0.15282', '0.09043'),
  ('long_haul', 'economy', '0.11704', '0.06926'),
  ('long_haul', 'premium_economy', '0.18726', '0.11081'),
  ('long_haul', 'business', '0.33940', '0.20083'),
  ('long_haul', 'first', '0.46814', '0.27701'),
  ('international', 'average', '0.14253', '0.08420'),
  ('international', 'economy', '0.10916', '0.06449'),
  ('international', 'premium_economy', '0.17465', '0.10318'),
  ('international', 'business', '0.31656', '0.18701'),
  ('international', 'first', '0.43663', '0.25794')
);
