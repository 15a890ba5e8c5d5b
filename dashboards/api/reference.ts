import { countriesEdition } from '../../ingest/countries.ts';
import { shippedAirports } from '../../warehouse/reference/airports.ts';
import type { Reader } from './reader.ts';

/** A list that numbers lean on. */
export interface ReferenceList {
  list: string;
  /** Whose it is. */
  source: string;
  /** Which edition; '' where nobody said. */
  version: string;
  /** Null where nobody said. */
  licence: string | null;
  entries: number | null;
  /** When it came in; null for what comes with the program. */
  recordedAt: string | null;
}

interface ReferenceRow {
  list: string;
  source: string;
  version: string;
  entries: number;
  recorded_at: string;
}

/** Reads which lists there are, by name: those in the warehouse and those that come with the program. */
export async function readReference(reader: Reader): Promise<{ lists: ReferenceList[] }> {
  const rows = await reader.open<ReferenceRow>('reference', {});
  const stored = rows.map(({ recorded_at: recordedAt, ...row }) => ({
    ...row,
    licence: licenceOf(row),
    recordedAt: new Date(recordedAt).toISOString(),
  }));
  const own: ReferenceList[] = [
    { list: 'countries', ...countriesEdition, licence: null, recordedAt: null },
    {
      list: 'currencies',
      source: 'ISO 4217 list one, with Unicode CLDR',
      version: `CLDR ${process.versions['cldr'] ?? ''}`,
      licence: 'Unicode License v3',
      entries: Intl.supportedValuesOf('currency').length,
      recordedAt: null,
    },
    {
      list: 'timeZones',
      source: 'IANA time zone database',
      version: process.versions['tz'] ?? '',
      licence: 'public domain',
      entries: null,
      recordedAt: null,
    },
  ];
  return { lists: [...stored, ...own].toSorted((a, b) => (a.list < b.list ? -1 : a.list > b.list ? 1 : 0)) };
}

function licenceOf({
  list,
  source,
  version,
}: Pick<ReferenceRow, 'list' | 'source' | 'version'>): string | null {
  if (list === 'airports' && source === shippedAirports.source) return 'MIT';
  return list === 'emissionFactors' && version.startsWith('DESNZ ') ? 'Open Government Licence v3.0' : null;
}
