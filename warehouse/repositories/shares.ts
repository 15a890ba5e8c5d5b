import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { toInstant, type Clock } from '../../infra/clock.ts';
import type { Warehouse } from '../client.ts';

/** A link to one vendor's month. */
export interface Share {
  shareId: string;
  vendorId: string;
  period: string;
  /** A closed version; 0: the newest one, what is known now while the month is open. */
  version: number;
  /** '' where no password is asked for. */
  passwordHash: string;
  createdAt: string;
  createdBy: string;
  expiresAt: string;
  /** Null while it is not revoked. */
  revokedAt: string | null;
}

export interface Shares {
  /** Creates a link and returns its token, which is kept nowhere. */
  create(
    share: Pick<Share, 'vendorId' | 'period' | 'version' | 'passwordHash' | 'createdBy'> & {
      expiresAtMs: number;
    },
  ): Promise<{ share: Share; token: string }>;
  /** Finds the link of a token, also one that has ended. */
  find(token: string): Promise<Share | undefined>;
  /** Finds a link by its id, also one that has ended. */
  get(shareId: string): Promise<Share | undefined>;
  /** The links of a vendor's month, the newest first, those that have ended too. */
  list(vendorId: string, period: string): Promise<Share[]>;
  /** Ends a link; false where there is none or it was revoked before. */
  revoke(shareId: string): Promise<boolean>;
}

interface Row extends Share {
  tokenHash: string;
}

const columns = `
  toString(share_id) as shareId, token_hash as tokenHash, vendor_id as vendorId, period, version,
  password_hash as passwordHash, toUnixTimestamp64Milli(created_at) as createdMs, created_by as createdBy,
  toUnixTimestamp64Milli(expires_at) as expiresMs, toUnixTimestamp64Milli(revoked_at) as revokedMs`;
const byToken = `select ${columns} from shares final where token_hash = {tokenHash:String}`;
const byId = `select ${columns} from shares final where toString(share_id) = {shareId:String}`;
const byMonth = `
select ${columns} from shares final
where vendor_id = {vendorId:String} and period = {period:String}
order by created_at desc, share_id
limit 200`;

type Stored = Omit<Row, 'createdAt' | 'expiresAt' | 'revokedAt'> & {
  createdMs: number | string;
  expiresMs: number | string;
  revokedMs: number | string | null;
};

/** Creates the repository of links. Methods throw the warehouse's errors only. */
export function createShares({ warehouse, clock }: { warehouse: Warehouse; clock: Clock }): Shares {
  const read = async (sql: string, params: Record<string, string>): Promise<Row[]> =>
    (await warehouse.query<Stored>(sql, { name: 'shares', params })).map((row) => toRow(row));
  const write = (row: Row): Promise<void> =>
    warehouse.insert(
      'shares',
      [
        {
          share_id: row.shareId,
          token_hash: row.tokenHash,
          vendor_id: row.vendorId,
          period: row.period,
          version: row.version,
          password_hash: row.passwordHash,
          created_at: row.createdAt,
          created_by: row.createdBy,
          expires_at: row.expiresAt,
          revoked_at: row.revokedAt,
          recorded_at: toInstant(clock.now()),
        },
      ],
      { name: 'shares-write' },
    );
  const first = async (sql: string, params: Record<string, string>): Promise<Row | undefined> =>
    (await read(sql, params))[0];

  return {
    async create({ expiresAtMs, ...given }) {
      const token = randomBytes(32).toString('base64url');
      const row: Row = {
        ...given,
        shareId: randomUUID(),
        tokenHash: hashOf(token),
        createdAt: toInstant(clock.now()),
        expiresAt: toInstant(expiresAtMs),
        revokedAt: null,
      };
      await write(row);
      return { share: toShare(row), token };
    },
    async find(token) {
      // A text of another shape is no token: it is not worth a query.
      if (!/^[\w-]{43}$/.test(token)) return undefined;
      const row = await first(byToken, { tokenHash: hashOf(token) });
      return row && toShare(row);
    },
    async get(shareId) {
      const row = await first(byId, { shareId });
      return row && toShare(row);
    },
    async list(vendorId, period) {
      return (await read(byMonth, { vendorId, period })).map((row) => toShare(row));
    },
    async revoke(shareId) {
      const row = await first(byId, { shareId });
      if (row === undefined || row.revokedAt !== null) return false;
      await write({ ...row, revokedAt: toInstant(clock.now()) });
      return true;
    },
  };
}

/** 256 random bits need no slow hash: there is nothing to guess. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function toShare({ tokenHash: _tokenHash, ...share }: Row): Share {
  return share;
}

function toRow({ createdMs, expiresMs, revokedMs, ...row }: Stored): Row {
  return {
    ...row,
    createdAt: toInstant(Number(createdMs)),
    expiresAt: toInstant(Number(expiresMs)),
    revokedAt: revokedMs === null ? null : toInstant(Number(revokedMs)),
  };
}
