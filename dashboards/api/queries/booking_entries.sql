-- Every entry of these bookings, whenever; is_counted where the tile counts it.
with
-- include: counted.sql
  ,
  minor as (select currency, minor_digits from currencies final)
select
  entries.reservation_id as reservation_id,
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
  entries.commission_reversed as commission_reversed,
  (entries.reservation_id, entries.version) in (select reservation_id, version from counted) as is_counted
from value_entries as entries
left join minor as own on entries.currency = own.currency
left join minor as original on entries.original_currency = original.currency
where affiliate_id = {affiliateId:String}
  and slice in {days:Array(String)}
  and reservation_id in {ids:Array(String)}
order by reservation_id, version
