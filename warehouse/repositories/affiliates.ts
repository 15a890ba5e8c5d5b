import { toInstant, type Clock } from '../../infra/clock.ts';
import { MilepostError } from '../../infra/errors.ts';
import type { Warehouse } from '../client.ts';
import {
  beginning,
  isCurrency,
  isId,
  isInstant,
  isText,
  isTimezone,
  parseInstant,
  requireFields,
} from './fields.ts';

/** An affiliate with the attributes in force. */
export interface Affiliate {
  affiliateId: string;
  name: string;
  /** ISO 4217: the currency of its money. */
  currency: string;
  /** IANA: the zone of its days. */
  timezone: string;
  /** Since when these attributes hold. */
  validFrom: string;
}

export type AffiliateAttributes = Pick<Affiliate, 'name' | 'currency' | 'timezone'>;

export interface Affiliates {
  /**
   * Adds affiliates; their attributes hold from the beginning of time, or from now where one had been removed.
   *
   * @throws {MilepostError} `fields_invalid`, `affiliate_exists`.
   */
  add(affiliates: readonly (AffiliateAttributes & { affiliateId: string })[]): Promise<void>;
  /**
   * Changes attributes from `validFrom` on (default: now) until the next change that is there.
   *
   * @throws {MilepostError} `fields_invalid`, `affiliate_unknown`.
   */
  set(affiliateId: string, changes: Partial<AffiliateAttributes>, validFrom?: string): Promise<void>;
  /** Returns the affiliates that are not removed, by id. */
  list(): Promise<Affiliate[]>;
  find(affiliateId: string): Promise<Affiliate | undefined>;
  /**
   * Removes an affiliate: its keys stop working, its numbers stay.
   *
   * @throws {MilepostError} `affiliate_unknown`.
   */
  remove(affiliateId: string): Promise<void>;
}

interface AffiliateRow extends Affiliate {
  isRemoved: boolean;
}

/** The row of each affiliate in force at `at`; `affiliateId` empty asks for all. */
const inForceSql = `
select affiliate_id as affiliateId, name, currency, timezone, valid_from as validFrom, is_removed as isRemoved
from affiliates final
where valid_from <= parseDateTime64BestEffort({at:String}, 3, 'UTC') and ({affiliateId:String} = '' or affiliate_id = {affiliateId:String})
order by affiliate_id, valid_from desc
limit 1 by affiliate_id`;

/** Creates the repository of affiliates and of the attributes that their numbers depend on. */
export function createAffiliates({ warehouse, clock }: { warehouse: Warehouse; clock: Clock }): Affiliates {
  const inForce = (affiliateId: string, at: string): Promise<AffiliateRow[]> =>
    warehouse.query<AffiliateRow>(inForceSql, { name: 'affiliates-in-force', params: { affiliateId, at } });

  async function require(affiliateId: string, at: string): Promise<AffiliateRow> {
    const [row] = affiliateId === '' ? [] : await inForce(affiliateId, at);
    if (row !== undefined && !row.isRemoved) return row;
    throw new MilepostError(
      'affiliate_unknown',
      `There is no affiliate ${affiliateId}; \`milepost affiliates list\` shows them, \`milepost affiliates add\` adds one`,
    );
  }

  async function write(rows: readonly (Affiliate & { isRemoved: boolean })[]): Promise<void> {
    const recordedAt = toInstant(clock.now());
    await warehouse.insert(
      'affiliates',
      rows.map((row) => ({
        affiliate_id: row.affiliateId,
        valid_from: row.validFrom,
        name: row.name,
        currency: row.currency,
        timezone: row.timezone,
        is_removed: row.isRemoved,
        recorded_at: recordedAt,
      })),
      { name: 'affiliates-write' },
    );
  }

  return {
    async add(affiliates) {
      for (const each of affiliates) check(each);
      const now = toInstant(clock.now());
      const known = new Map((await inForce('', now)).map((row) => [row.affiliateId, row]));
      const existing = affiliates.find((each) => known.get(each.affiliateId)?.isRemoved === false);
      if (existing !== undefined) {
        throw new MilepostError(
          'affiliate_exists',
          `The affiliate ${existing.affiliateId} is there already; \`milepost affiliates set\` changes it`,
        );
      }
      await write(
        affiliates.map((each) => ({
          ...each,
          validFrom: known.has(each.affiliateId) ? now : beginning,
          isRemoved: false,
        })),
      );
    },

    async set(affiliateId, changes, validFrom) {
      check({ ...changes, affiliateId });
      requireFields({ validFrom: [validFrom, isInstant] });
      const now = toInstant(clock.now());
      const at = (validFrom === undefined ? undefined : parseInstant(validFrom)) ?? now;
      await require(affiliateId, now);
      await write([{ ...(await require(affiliateId, at)), ...changes, validFrom: at }]);
    },

    async list() {
      const rows = await inForce('', toInstant(clock.now()));
      return rows.filter((row) => !row.isRemoved).map((row) => toAffiliate(row));
    },

    async find(affiliateId) {
      const [row] = affiliateId === '' ? [] : await inForce(affiliateId, toInstant(clock.now()));
      if (row === undefined || row.isRemoved) return undefined;
      return toAffiliate(row);
    },

    async remove(affiliateId) {
      const now = toInstant(clock.now());
      await write([{ ...(await require(affiliateId, now)), validFrom: now, isRemoved: true }]);
    },
  };
}

function toAffiliate({ affiliateId, name, currency, timezone, validFrom }: AffiliateRow): Affiliate {
  return { affiliateId, name, currency, timezone, validFrom };
}

function check(affiliate: Partial<AffiliateAttributes> & { affiliateId: string }): void {
  requireFields({
    affiliateId: [affiliate.affiliateId, isId],
    name: [affiliate.name, isText],
    currency: [affiliate.currency, isCurrency],
    timezone: [affiliate.timezone, isTimezone],
  });
}
