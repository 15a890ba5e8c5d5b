-- The entries of a month in the order in which they happened.
with minor as (select currency, minor_digits from currencies final)
select
  entries.reservation_id as reservation_id,
  entries.booked_at as booked_at,
  entries.vendor_id as vendor_id,
  entries.type as type,
  entries.version as version,
  entries.entry as entry,
  entries.status as status,
  entries.at as at,
  entries.problem as problem,
  entries.currency as currency,
  if(own.currency = '', 2, own.minor_digits) as minor_digits,
  entries.value as value,
  entries.completed_value as completed_value,
  entries.original_value as original_value,
  entries.original_currency as original_currency,
  if(original.currency = '', 2, original.minor_digits) as original_minor_digits,
  entries.commission_rate as commission_rate,
  entries.commission as commission,
  entries.commission_pending as commission_pending,
  entries.commission_approved as commission_approved,
  entries.commission_declined as commission_declined,
  entries.commission_reversed as commission_reversed
from value_entries as entries
left join minor as own on entries.currency = own.currency
left join minor as original on entries.original_currency = original.currency
where affiliate_id = {affiliateId:String}
  and at >= {from:DateTime('UTC')}
  and at < {to:DateTime('UTC')}
order by at, reservation_id, version
limit {limit:UInt32}
offset {offset:UInt32}
