-- What all travelers' years up to one hold now, as a number that changes when anything in them does.
select toString(
  (
    select sum(cityHash64(formatRow('TSV', y.*)))
    from traveler_years as y
    where year <= {year:UInt16}
  ) + (
    select sum(cityHash64(formatRow('TSV', t.*)))
    from traveler_trips as t
    where year = {year:UInt16}
  )
) as state
