-- What every month of vendors holds now, as a number that changes when anything in it does.
select
  period,
  toString(sum(cityHash64(formatRow('TSV', m.*)))) as state
from vendor_months as m
where period in {periods:Array(String)}
group by period
