-- part: vendor_month_keys
-- about: Months of vendors that a reservation may count in.
select distinct
  vendor_id,
  formatDateTime(toDateTime64(addMonths(toStartOfMonth(span_from), month_index), 0, 'UTC'), '%Y-%m') as period
from (
  select vendor_id, span_from, arrayJoin(range(toUInt32(dateDiff('month', span_from, span_to)) + 1)) as month_index
  from (select distinct vendor_id, span_from, span_to from vendor_versions)
)
