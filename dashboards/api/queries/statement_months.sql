-- The months in which an affiliate's ledger moved, in a zone; the balances are those when the month ends.
select
  period,
  entries,
  net as net_value,
  sum(pending) over running as closing_pending,
  sum(approved) over running as closing_approved
from (
  select
    formatDateTime(at, '%Y-%m', {tz:String}) as period,
    count() as entries,
    sumIf(ifNull(value, 0), currency = {currency:String}) as net,
    sumIf(commission_pending, currency = {currency:String}) as pending,
    sumIf(commission_approved - commission_reversed, currency = {currency:String}) as approved
  from value_entries
  where affiliate_id = {affiliateId:String}
  group by period
)
window running as (order by period rows between unbounded preceding and current row)
order by period
