import type { PersonColumn } from '../../pipelines/model.ts';

/** Columns of the events table that name a person. */
export const eventPersons: readonly PersonColumn[] = [
  { column: 'anonymous_id', kind: 'device' },
  { column: 'user_id', kind: 'user' },
  { column: 'previous_id', kind: 'alias' },
];

/** Those of the reservation changes: the traveler's own, or a click of theirs in somebody else's booking. */
export const changePersons: readonly PersonColumn[] = [
  { column: 'traveler_id', kind: 'traveler' },
  { column: 'click_id', kind: 'click' },
  { column: 'click_anonymous_id', kind: 'device' },
  { column: 'click_user_id', kind: 'user' },
];

/**
 * Returns the condition by which a row names somebody in the scope of the erasure `{erasure:UUID}`. The ids are read
 * from the scope's table, never written into the statement: what a mutation says is kept on the disk.
 */
export function matchSql(columns: readonly PersonColumn[]): string {
  const user = columns.find(({ kind }) => kind === 'user');
  return columns
    .flatMap(({ column, kind }) => {
      switch (kind) {
        case 'device':
          return [ofTenant(column, 'visitor'), deviceSql(column, user?.column)];
        case 'user':
          return [anywhere(column), ofTenant(column, 'person')];
        case 'alias':
          return [anywhere(column), ofTenant(column, 'person'), ofTenant(column, 'visitor')];
        case 'traveler':
          return [anywhere(column)];
        case 'click':
          return [ofTenant(column, 'click')];
        case 'confirmation':
          // Tells whose booking it is to nobody but the vendor: the traveler beside it does.
          return [];
      }
    })
    .map((term) => `(${term})`)
    .join('\n  or ');
}

/**
 * What another user did on a device is that user's, where the row says so. A model's row that tells of the device alone is
 * the person's in an hour in which the person used it.
 */
function deviceSql(column: string, user: string | undefined): string {
  const isOnDevice = ofTenant(column, 'device');
  if (user === undefined) return `${isOnDevice} and slice in (${scopeSql('slice', 'hour')})`;
  return user.startsWith('click_') ? isOnDevice : `${isOnDevice} and ${user} = ''`;
}

function anywhere(column: string): string {
  return `${column} in (${scopeSql('id', 'person')} and affiliate_id = '')`;
}

function ofTenant(column: string, kind: string): string {
  return `(affiliate_id, ${column}) in (${scopeSql('affiliate_id, id', kind)})`;
}

function scopeSql(columns: string, kind: string): string {
  return `select ${columns} from erasure_scopes where erasure_id = {erasure:UUID} and kind = '${kind}'`;
}
