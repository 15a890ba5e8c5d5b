import { randomBytes } from 'node:crypto';
import { toInstant, type Clock } from '../../infra/clock.ts';
import { MilepostError } from '../../infra/errors.ts';
import type { Warehouse } from '../client.ts';
import { isId, isOptionalText, requireFields } from './fields.ts';
import { createKeyCache } from './key-cache.ts';

export interface WriteKey {
  /** `mp_` and 32 random characters: what an SDK sends. It may only write, and is public in a web page. */
  writeKey: string;
  affiliateId: string;
  name: string;
  createdAt: string;
}

export interface WriteKeysConfig {
  /** How long an answer of `find` is kept, in milliseconds: a revoked key works so long. Default 10,000. */
  ttlMs?: number;
  /** Most known and most unknown keys remembered. Default 10,000 each. */
  maxKeys?: number;
}

export interface WriteKeys {
  /**
   * Creates a key of an affiliate.
   *
   * @throws {MilepostError} `fields_invalid`, `affiliate_unknown`.
   */
  create(affiliateId: string, name?: string): Promise<WriteKey>;
  /** Returns the keys of one affiliate, or of all, that are not revoked, oldest first. */
  list(affiliateId?: string): Promise<WriteKey[]>;
  /**
   * Revokes a key; it stops working within `ttlMs`.
   *
   * @throws {MilepostError} `key_unknown`.
   */
  revoke(writeKey: string): Promise<void>;
  /**
   * Returns the affiliate whose key it is, undefined for a key that is unknown or revoked or whose affiliate was
   * removed. While the warehouse does not answer, what was last known of a key counts.
   */
  find(writeKey: string): Promise<{ affiliateId: string } | undefined>;
}

interface KeyRow extends WriteKey {
  isRevoked: boolean;
}

/** Keys with whether their affiliate is there; `writeKey` or `affiliateId` empty asks for all. */
const keysSql = `
with affiliates_in_force as (
  select affiliate_id, is_removed
  from affiliates final
  where valid_from <= parseDateTime64BestEffort({at:String}, 3, 'UTC')
    and ({affiliateId:String} = '' or affiliate_id = {affiliateId:String})
  order by affiliate_id, valid_from desc
  limit 1 by affiliate_id
)
select write_key as writeKey, write_keys.affiliate_id as affiliateId, write_keys.name as name, created_at as createdAt,
  write_keys.is_revoked or affiliates_in_force.is_removed as isRevoked
from write_keys final
inner join affiliates_in_force on affiliates_in_force.affiliate_id = write_keys.affiliate_id
where ({writeKey:String} = '' or write_key = {writeKey:String})
  and ({affiliateId:String} = '' or write_keys.affiliate_id = {affiliateId:String})
order by created_at, write_key`;

/** Creates the repository of write keys. */
export function createWriteKeys(
  config: WriteKeysConfig,
  deps: { warehouse: Warehouse; clock: Clock },
): WriteKeys {
  const { warehouse, clock } = deps;
  const read = (writeKey: string, affiliateId: string): Promise<KeyRow[]> =>
    warehouse.query<KeyRow>(keysSql, {
      name: 'write-keys',
      params: { writeKey, affiliateId, at: toInstant(clock.now()) },
    });
  const write = (key: KeyRow): Promise<void> =>
    warehouse.insert(
      'write_keys',
      [
        {
          write_key: key.writeKey,
          affiliate_id: key.affiliateId,
          name: key.name,
          created_at: key.createdAt,
          is_revoked: key.isRevoked,
          recorded_at: toInstant(clock.now()),
        },
      ],
      { name: 'write-keys-write' },
    );
  const cache = createKeyCache(
    { ttlMs: config.ttlMs ?? 10_000, maxKeys: config.maxKeys ?? 10_000 },
    clock,
    async (key) => {
      const [row] = await read(key, '');
      return row === undefined || row.isRevoked ? undefined : row.affiliateId;
    },
  );

  return {
    async create(affiliateId, name = '') {
      requireFields({ affiliateId: [affiliateId, isId], name: [name, isOptionalText] });
      const rows = await warehouse.query<{ is_removed: boolean }>(affiliateSql, {
        name: 'write-keys-affiliate',
        params: { affiliateId, at: toInstant(clock.now()) },
      });
      if (rows[0]?.is_removed !== false) {
        throw new MilepostError(
          'affiliate_unknown',
          `There is no affiliate ${affiliateId}; \`milepost affiliates add\` adds one`,
        );
      }
      const key = { writeKey: createKey(), affiliateId, name, createdAt: toInstant(clock.now()) };
      await write({ ...key, isRevoked: false });
      cache.forget(key.writeKey);
      return key;
    },

    async list(affiliateId = '') {
      const rows = await read('', affiliateId);
      return rows
        .filter((row) => !row.isRevoked)
        .map(({ writeKey, affiliateId: owner, name, createdAt }) => ({
          writeKey,
          affiliateId: owner,
          name,
          createdAt,
        }));
    },

    async revoke(writeKey) {
      const [row] = isWriteKey(writeKey) ? await read(writeKey, '') : [];
      if (row === undefined || row.isRevoked) {
        throw new MilepostError('key_unknown', 'There is no such key; `milepost keys list` shows them');
      }
      await write({ ...row, isRevoked: true });
      cache.forget(writeKey);
    },

    async find(writeKey) {
      const affiliateId = isWriteKey(writeKey) ? await cache.get(writeKey) : undefined;
      return affiliateId === undefined ? undefined : { affiliateId };
    },
  };
}

const affiliateSql = `
select is_removed
from affiliates final
where affiliate_id = {affiliateId:String} and valid_from <= parseDateTime64BestEffort({at:String}, 3, 'UTC')
order by valid_from desc
limit 1`;

/** 32 characters of 24 random bytes; base64url keeps it fit for URLs and for a Basic user. */
function createKey(): string {
  return `mp_${randomBytes(24).toString('base64url')}`;
}

/** A text of another shape is no key: it is not worth a query. */
function isWriteKey(text: string): boolean {
  return /^mp_[\w-]{32}$/.test(text);
}
