-- The rows of a traveler's year, with types: what is counted or measured is a double, money a decimal beside it, lists text.
select
  tupleElement(row, 'metric') as metric,
  tupleElement(row, 'value') as value,
  toDecimal128OrNull(tupleElement(row, 'amount'), 4) as amount,
  tupleElement(row, 'text') as text,
  tupleElement(row, 'previousYear') as previousYear,
  toDecimal128OrNull(tupleElement(row, 'previousYearAmount'), 4) as previousYearAmount,
  tupleElement(row, 'previousYearText') as previousYearText,
  tupleElement(row, 'travelerId') as travelerId,
  tupleElement(row, 'year') as year,
  tupleElement(row, 'version') as version,
  parseDateTime64BestEffortOrNull(tupleElement(row, 'asOf'), 3, 'UTC') as asOf
from (
  select arrayJoin(JSONExtract({rows:String}, 'Array(Tuple(
    metric String,
    value Nullable(Float64),
    amount Nullable(String),
    text Nullable(String),
    previousYear Nullable(Float64),
    previousYearAmount Nullable(String),
    previousYearText Nullable(String),
    travelerId String,
    year UInt16,
    version UInt32,
    asOf Nullable(String)
  ))')) as row
)
settings output_format_arrow_compression_method = 'none'
