-- model: value_entries
-- about: The money of affiliates as a signed ledger: what each version of a reservation changed. A version's value is its
--   amount while booked or completed, what was retained when cancelled or no_show, 0 when deleted; converted at the
--   rate of the booking day in the affiliate's zone and rounded, so that the differences add up without residue. An
--   amount that is not told is worth nothing, whatever was known before.
-- owner: finance
-- slice: day
-- inputs: reservation_versions by day
-- influences: linked_reservations by day, daily_rates by day, table affiliates by affiliate_id,
--   table commission_rates by affiliate_id, table currencies
-- keys: value_entries.keys.sql
-- fresh_within: 60 s
-- grain: affiliate_id, reservation_id, version
-- mentions: traveler_id traveler, click_id click, click_anonymous_id device, click_user_id user
-- order_by: affiliate_id, at, reservation_id
-- feeds: [concat('day:', slice)]
-- max_slices: 400
-- checks:
--   not_empty currency
--   one_of entry: gross, adjusted, cancelled, reinstated, deleted, transferred
--   range commission_rate: 0 to 1
--   reference affiliate_id: affiliates.affiliate_id (blocking)
--   drift: 10 times
-- columns:
--   affiliate_id LowCardinality(String): the tenant
--   reservation_id String: the reservation
--   version UInt64: the version that made the entry
--   entry LowCardinality(String): gross, adjusted, cancelled, reinstated, deleted or transferred
--   at DateTime64(3, 'UTC'): bookedAt of the lowest version for gross, changedAt for the others
--   booked_at DateTime64(3, 'UTC'): bookedAt of the lowest version
--   vendor_id LowCardinality(String): the vendor
--   traveler_id String: the traveler
--   type LowCardinality(String): hotel, flight or car
--   status LowCardinality(String): the status after it
--   click_id String: the click it names
--   click_anonymous_id String: the device it names
--   click_user_id String: the user it names
--   currency LowCardinality(String): the affiliate's currency at booking
--   problem LowCardinality(String): no_rate or no_amount, else empty
--   value Nullable(Decimal(38, 4)): signed difference in currency, null without a rate
--   value_after Nullable(Decimal(38, 4)): the version's value in currency, null without a rate
--   completed_value Nullable(Decimal(38, 4)): the value at completion, on the entry that completes
--   original_value Decimal(38, 4): signed difference in the currency of booking, to nothing where that changed
--   original_currency LowCardinality(String): the currency of booking
--   commission_rate Decimal(9, 6): rate in force at booking
--   commission Decimal(38, 4): signed difference of the commission
--   commission_pending Decimal(38, 4): signed change of the pending balance
--   commission_approved Decimal(38, 4): what became approved
--   commission_declined Decimal(38, 4): what was lost while pending
--   commission_reversed Decimal(38, 4): what was lost after approval
select
  toString(toDate32(entries.first_booked_at)) as slice,
  entries.owner_id as affiliate_id,
  entries.reservation_id as reservation_id,
  entries.version as version,
  entries.entry as entry,
  if(entries.entry = 'gross', entries.first_booked_at, entries.changed_at) as at,
  entries.first_booked_at as booked_at,
  entries.vendor_id as vendor_id,
  entries.traveler_id as traveler_id,
  entries.type as type,
  entries.status as status,
  entries.click_id as click_id,
  entries.click_anonymous_id as click_anonymous_id,
  entries.click_user_id as click_user_id,
  entries.tenant_currency as currency,
  multiIf(not entries.is_known, 'no_rate', entries.is_without_amount and entries.is_owner, 'no_amount', '') as problem,
  if(entries.is_known, entries.value_now - entries.value_before, null) as value,
  if(entries.is_known, entries.value_now, null) as value_after,
  if(
    problem = '' and entries.is_completed and (entries.step = 1 or entries.status_before != 'completed'),
    toNullable(entries.value_now),
    null
  ) as completed_value,
  entries.own_original - if(entries.currency = entries.currency_before, entries.original_before, 0) as original_value,
  entries.currency as original_currency,
  entries.commission_rate as commission_rate,
  entries.commission_step as commission,
  commission_balances(entries.path) as balance,
  balance.1 - balance.7 as commission_pending,
  balance.4 as commission_approved,
  balance.5 as commission_declined,
  balance.6 as commission_reversed
from affiliate_steps as entries
where entries.entry != ''
  and (
    entries.entry != 'adjusted'
    or original_value != 0
    or commission != 0
    or entries.is_completed != (entries.status_before = 'completed')
  )
