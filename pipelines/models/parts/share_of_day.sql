-- part: share_of_day
-- about: What a day of several (the first is 0) has of an amount in minor units: the remainder goes to the first days.
(units, days, day) -> sign(units)
  * (
    intDiv(abs(units), greatest(days, 1))
    + if(day < abs(units) - intDiv(abs(units), greatest(days, 1)) * greatest(days, 1), 1, 0)
  )
