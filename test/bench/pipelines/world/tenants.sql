-- 2,000 affiliates, 500 hotels, 40 airlines and 60 car rentals, and two years of reference rates of two currencies.
insert into affiliates (affiliate_id, valid_from, name, currency, timezone, recorded_at)
select
  concat('site-', leftPad(toString(number), 4, '0')),
  '1970-01-01 00:00:00',
  concat('Site ', toString(number)),
  'EUR',
  ['Europe/Amsterdam', 'Europe/London', 'America/New_York', 'Asia/Kolkata'][number % 4 + 1],
  '2024-01-01 00:00:00'
from numbers(2000);

insert into commission_rates (affiliate_id, vendor_id, type, valid_from, rate, recorded_at)
select concat('site-', leftPad(toString(number), 4, '0')), '', '', '1970-01-01 00:00:00', 0.08 + (number % 5) / 100, '2024-01-01 00:00:00'
from numbers(2000);

insert into vendors (vendor_id, valid_from, type, name, timezone, currency, owner, country, city, class, recorded_at)
select
  multiIf(number < 500, concat('hotel-', toString(number)), number < 540, concat('airline-', toString(number - 500)), concat('cars-', toString(number - 540))),
  '1970-01-01 00:00:00',
  multiIf(number < 500, 'hotel', number < 540, 'flight', 'car'),
  concat('Vendor ', toString(number)),
  ['Europe/Lisbon', 'Europe/Paris', 'America/New_York', 'Asia/Bangkok', 'UTC'][number % 5 + 1],
  if(number % 7 = 0, 'USD', 'EUR'),
  concat('owner-', toString(number % 90)),
  ['PT', 'FR', 'US', 'TH', 'GB'][number % 5 + 1],
  ['Lisbon', 'Paris', 'New York', 'Bangkok', 'London'][number % 5 + 1],
  toString(number % 3 + 3),
  '2024-01-01 00:00:00'
from numbers(600);

insert into fx_rates (base, currency, date, rate, source, recorded_at)
select 'EUR', currency, toDate32('2024-01-01') + number, if(currency = 'USD', 0.92, 1.17) + (number % 50) / 1000, 'bench', '2024-01-01 00:00:00'
from (select number, arrayJoin(['USD', 'GBP']) as currency from numbers(1100));

insert into airports (airport, valid_from, name, city, country, timezone, latitude, longitude, source, version, recorded_at)
values
  ('AMS', '1970-01-01 00:00:00', 'Schiphol', 'Amsterdam', 'NL', 'Europe/Amsterdam', 52.31, 4.76, 'bench', '1', '2024-01-01 00:00:00'),
  ('LIS', '1970-01-01 00:00:00', 'Lisbon', 'Lisbon', 'PT', 'Europe/Lisbon', 38.77, -9.13, 'bench', '1', '2024-01-01 00:00:00'),
  ('CDG', '1970-01-01 00:00:00', 'Charles de Gaulle', 'Paris', 'FR', 'Europe/Paris', 49.01, 2.55, 'bench', '1', '2024-01-01 00:00:00'),
  ('JFK', '1970-01-01 00:00:00', 'John F Kennedy', 'New York', 'US', 'America/New_York', 40.64, -73.78, 'bench', '1', '2024-01-01 00:00:00'),
  ('BKK', '1970-01-01 00:00:00', 'Suvarnabhumi', 'Bangkok', 'TH', 'Asia/Bangkok', 13.69, 100.75, 'bench', '1', '2024-01-01 00:00:00'),
  ('LHR', '1970-01-01 00:00:00', 'Heathrow', 'London', 'GB', 'Europe/London', 51.47, -0.45, 'bench', '1', '2024-01-01 00:00:00');
