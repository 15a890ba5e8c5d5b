-- What entries change the balance of pending commission by, in the affiliate's currency, by month.
select
  formatDateTime(at, '%Y-%m') as month,
  sum(commission_pending) as pending
from value_entries
where affiliate_id = {affiliateId:String}
  and currency = {currency:String}
group by month
order by month
