-- check: session_fragments
-- severity: blocking
-- A session counts once and bounces at most once, whatever hours it spans.
select affiliate_id, anonymous_id, session_started_at, sum(sessions) as started, sum(bounces) as bounced
from {rows:Identifier}
where run_id = {runId:UUID} and slice in {slices:Array(String)}
group by affiliate_id, anonymous_id, session_started_at
having started > 1 or bounced > 1
