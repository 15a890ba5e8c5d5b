import type { FastifyRequest } from 'fastify';
import { readAffiliate, type Affiliate } from '../affiliate.ts';
import { identityOf } from '../authenticate.ts';
import type { ApiDeps } from '../deps.ts';
import { chooseFormat, type Format } from '../format.ts';
import { parseRange, type Range, type RangeText } from '../range/range.ts';
import type { Reader } from '../reader.ts';
import { AffiliateScope } from '../scope.ts';

/** A path without an extension answers as `Accept` says; with one, as the extension says. */
export const tableExtensions: readonly TableExtension[] = ['', '.json', '.csv'];
export type TableExtension = '' | '.json' | '.csv';

/** An affiliate that the asker may see, the range that was asked for, and what to answer from. */
export interface Opened {
  reader: Reader;
  scope: AffiliateScope;
  affiliate: Affiliate;
  range: Range;
}

/** @throws {Problem} 404 for an affiliate that is not there or not the asker's, 400 for a range that is none. */
export async function openAffiliate(
  request: FastifyRequest,
  deps: Pick<ApiDeps, 'clock'>,
  reader: Reader,
  asked: { affiliateId: string; text: RangeText },
): Promise<Opened> {
  const scope = AffiliateScope.of(identityOf(request), asked.affiliateId);
  const nowMs = deps.clock.now();
  const now = await reader.now();
  const affiliate = await readAffiliate(now, scope, nowMs);
  return { reader: now, scope, affiliate, range: parseRange(asked.text, affiliate.timezone, nowMs) };
}

/** @throws {Problem} 406 where `Accept` wants neither. */
export function tableFormat(request: FastifyRequest, extension: TableExtension): Format {
  if (extension === '') return chooseFormat(request, ['json', 'csv']);
  return extension === '.csv' ? 'csv' : 'json';
}
