-- An affiliate's commission in a month: the balances when it begins, what came and went, the balances when it ends;
-- and what of the month's entries belongs to bookings of earlier months.
select
  sumIf(commission_pending, at < {from:DateTime('UTC')}) as opening_pending,
  sumIf(approved_change, at < {from:DateTime('UTC')}) as opening_approved,
  sumIf(gained, at >= {from:DateTime('UTC')} and entry != 'adjusted') as accrued,
  sumIf(gained, at >= {from:DateTime('UTC')} and entry = 'adjusted') as adjusted,
  sumIf(commission_approved, at >= {from:DateTime('UTC')}) as approved,
  sumIf(commission_declined, at >= {from:DateTime('UTC')}) as declined,
  sumIf(commission_reversed, at >= {from:DateTime('UTC')}) as reversed,
  sum(commission_pending) as closing_pending,
  sum(approved_change) as closing_approved,
  countIf(is_earlier) as earlier_entries,
  sumIf(ifNull(value, 0), is_earlier) as earlier_value,
  sumIf(commission_pending, is_earlier) as earlier_pending,
  sumIf(approved_change, is_earlier) as earlier_approved
from (
  select
    *,
    commission + commission_declined + commission_reversed as gained,
    commission_approved - commission_reversed as approved_change,
    at >= {from:DateTime('UTC')} and booked_at < {from:DateTime('UTC')} as is_earlier
  from value_entries
  where affiliate_id = {affiliateId:String}
    and currency = {currency:String}
    and at < {to:DateTime('UTC')}
)
