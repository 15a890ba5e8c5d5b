import { randomUUID } from 'node:crypto';
import { toInstant, type Clock } from '../../infra/clock.ts';
import type { Warehouse } from '../client.ts';

/** Something that somebody did. */
export interface AuditEntry {
  at: string;
  /** Who it was; '' for somebody who is not signed in. */
  actor: string;
  role: string;
  /** `share.created`, for instance. */
  action: string;
  /** What it was done to: an id. */
  subject: string;
  details: Readonly<Record<string, string | number | boolean>>;
  requestId: string;
}

export interface Audit {
  /** Writes an entry down; it is there when this returns. */
  add(entry: Omit<AuditEntry, 'at'>): Promise<void>;
  /** The newest entries of one action or subject, or of all ('' for any), the newest first. */
  list(of: { action?: string; subject?: string; limit: number }): Promise<AuditEntry[]>;
  /** How often something was done to a subject since an instant (epoch milliseconds). */
  count(of: { action: string; subject: string; sinceMs: number }): Promise<number>;
}

interface Row extends Omit<AuditEntry, 'details'> {
  details: string;
}

const listSql = `
select
  formatDateTime(at, '%FT%T.%fZ') as at_text,
  concat(substring(at_text, 1, 23), 'Z') as instant,
  actor, role, action, subject, details, request_id as requestId
from audit
where ({action:String} = '' or action = {action:String})
  and ({subject:String} = '' or subject = {subject:String})
order by audit.at desc, audit_id
limit {limit:UInt32}`;

const countSql = `
select count() as times
from audit
where at >= {since:DateTime64(3, 'UTC')} and action = {action:String} and subject = {subject:String}`;

/** Creates the audit over a migrated warehouse. Methods throw the warehouse's errors only. */
export function createAudit({ warehouse, clock }: { warehouse: Warehouse; clock: Clock }): Audit {
  return {
    add: ({ requestId, details, ...entry }) =>
      warehouse.insert(
        'audit',
        [
          {
            ...entry,
            audit_id: randomUUID(),
            at: toInstant(clock.now()),
            details: JSON.stringify(details),
            request_id: requestId,
          },
        ],
        { name: 'audit-write' },
      ),
    async list({ action = '', subject = '', limit }) {
      const rows = await warehouse.query<Row & { instant: string }>(listSql, {
        name: 'audit-list',
        params: { action, subject, limit },
      });
      return rows.map(({ instant, actor, role, action: done, subject: to, details, requestId }) => ({
        at: instant,
        actor,
        role,
        action: done,
        subject: to,
        details: toDetails(details),
        requestId,
      }));
    },
    async count({ action, subject, sinceMs }) {
      const [row] = await warehouse.query<{ times: number }>(countSql, {
        name: 'audit-count',
        params: { action, subject, since: new Date(sinceMs) },
      });
      return row?.times ?? 0;
    },
  };
}

function toDetails(text: string): AuditEntry['details'] {
  const found: unknown = JSON.parse(text);
  const entries = typeof found === 'object' && found !== null ? Object.entries(found) : [];
  return Object.fromEntries(
    entries.flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [[name, value]]
        : [],
    ),
  );
}
