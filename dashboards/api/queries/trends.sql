-- What the network books by month and dimension. For support and admin.
select dimension, period, key, sum(reservations) as reservations
from network_months
where period >= {from:String}
  and period <= {to:String}
  and ({type:String} = '' or type = {type:String})
group by dimension, period, key
