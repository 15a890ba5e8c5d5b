-- The rows of a vendor's month, with types: what is counted or measured is a double, money a decimal beside it.
select
  tupleElement(row, 'metric') as metric,
  tupleElement(row, 'key') as key,
  tupleElement(row, 'value') as value,
  toDecimal128OrNull(tupleElement(row, 'amount'), 4) as amount,
  tupleElement(row, 'text') as text,
  tupleElement(row, 'unit') as unit,
  tupleElement(row, 'basis') as basis,
  tupleElement(row, 'previousMonth') as previousMonth,
  toDecimal128OrNull(tupleElement(row, 'previousMonthAmount'), 4) as previousMonthAmount,
  tupleElement(row, 'previousMonthChangePercent') as previousMonthChangePercent,
  tupleElement(row, 'sameMonthLastYear') as sameMonthLastYear,
  toDecimal128OrNull(tupleElement(row, 'sameMonthLastYearAmount'), 4) as sameMonthLastYearAmount,
  tupleElement(row, 'sameMonthLastYearChangePercent') as sameMonthLastYearChangePercent,
  tupleElement(row, 'vendorId') as vendorId,
  tupleElement(row, 'period') as period,
  tupleElement(row, 'version') as version,
  parseDateTime64BestEffortOrNull(tupleElement(row, 'asOf'), 3, 'UTC') as asOf
from (
  select arrayJoin(JSONExtract({rows:String}, 'Array(Tuple(
    metric String,
    key Nullable(String),
    value Nullable(Float64),
    amount Nullable(String),
    text Nullable(String),
    unit Nullable(String),
    basis Nullable(String),
    previousMonth Nullable(Float64),
    previousMonthAmount Nullable(String),
    previousMonthChangePercent Nullable(Float64),
    sameMonthLastYear Nullable(Float64),
    sameMonthLastYearAmount Nullable(String),
    sameMonthLastYearChangePercent Nullable(Float64),
    vendorId String,
    period String,
    version UInt32,
    asOf Nullable(String)
  ))')) as row
)
settings output_format_arrow_compression_method = 'none'
