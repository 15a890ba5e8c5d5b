-- Distinct visitors by the channel of the session in which they were seen.
with
-- include: visited.sql
  ,
-- include: persons.sql
select
  channel as key,
  uniqExact(person) as visitors
from persons
group by channel
