-- part: affiliate_versions
-- about: Each version of a reservation as each of its owners sees it: nothing while it belongs to somebody else.
with
  versions as (
    select
      reservation_id,
      version,
      changed_at,
      first_booked_at,
      affiliate_id,
      vendor_id,
      traveler_id,
      type,
      status,
      click_id,
      click_anonymous_id,
      click_user_id,
      amount,
      retained,
      currency,
      groupUniqArrayIf(toString(affiliate_id), affiliate_id != '') over (partition by reservation_id) as owner_ids
    from reservation_versions
    where slice in {slices:Array(String)}
      and reservation_id not in (select reservation_id from linked_reservations)
  ),
  tenant as (
    select affiliate_id as tenant_id, arraySort(groupArray((valid_from, toString(currency), toString(timezone)))) as known
    from affiliates final
    where not is_removed
    group by affiliate_id
  )
select
  owner_id,
  -- Attributes hold from valid_from; what was booked before the first of them has the first.
  if(
    tenant.known[1].1 > versions.first_booked_at,
    tenant.known[1],
    arrayLast(attributes -> attributes.1 <= versions.first_booked_at, tenant.known)
  ) as attributes,
  attributes.2 as tenant_currency,
  toDate32(formatDateTime(versions.first_booked_at, '%F', attributes.3)) as booked_on,
  versions.* except (owner_ids),
  versions.affiliate_id = owner_id as is_owner,
  multiIf(
    versions.status in ('booked', 'completed'), ifNull(toDecimal128(versions.amount, 4), toDecimal128(0, 4)),
    versions.status in ('cancelled', 'no_show'), ifNull(toDecimal128(versions.retained, 4), toDecimal128(0, 4)),
    toDecimal128(0, 4)
  ) as original,
  versions.status in ('booked', 'completed') and versions.amount is null as is_without_amount
from versions
array join owner_ids as owner_id
inner join tenant on owner_id = tenant.tenant_id
