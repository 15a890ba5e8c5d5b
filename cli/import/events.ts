import { createHash } from 'node:crypto';
import type { Intake } from '../../ingest/intake.ts';
import { isObject, type JsonObject } from '../../ingest/json.ts';
import { toRawItem, type RawItem } from '../../ingest/payload.ts';
import { sending } from './reservations.ts';
import { createSender } from './sender.ts';
import type { Source, SourceRecord } from './source.ts';
import { countRejection, type Tally } from './tally.ts';

/**
 * Sends events of one affiliate through the normal way in: Segment's objects as NDJSON, or CSV whose columns are
 * paths such as `type`, `anonymousId`, `context.page.path`. An event without messageId gets one of its text and
 * its place in the file, so that importing the same file again adds nothing.
 */
export async function importEvents(
  source: Source,
  deps: { intake: Intake; affiliateId: string },
  tally: Tally,
): Promise<void> {
  const { intake, affiliateId } = deps;
  const sender = createSender(sending, tally, (items) =>
    intake.submitEvents({ affiliateId, origin: 'import', items }),
  );
  for await (const record of source.records) {
    tally.read += 1;
    const item = toItem(record, source.format);
    if (item === undefined) {
      const message = 'is not a JSON object';
      countRejection(tally, { record: record.number, reason: 'unreadable_record', message });
    } else {
      await sender.add(record.number, item);
    }
  }
  await sender.flush();
}

function toItem(record: SourceRecord, format: Source['format']): RawItem | undefined {
  if (!isObject(record.value)) return undefined;
  const value = format === 'csv' ? unfold(record.value) : record.value;
  if (typeof value['messageId'] === 'string' && value['messageId'] !== '') {
    return format === 'csv' ? toRawItem(value) : { text: record.text, value };
  }
  const hash = createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
  return toRawItem({ ...value, messageId: `import-${hash}-${record.number}` });
}

/** Returns the object whose paths are the columns' names; empty cells are absent. */
function unfold(row: JsonObject): JsonObject {
  const root = new Map<string, unknown>();
  for (const [path, cell] of Object.entries(row)) {
    if (cell === '') continue;
    const names = path.split('.');
    const last = names.pop() ?? '';
    let node = root;
    for (const name of names) {
      const child = node.get(name);
      const next = child instanceof Map ? child : new Map<string, unknown>();
      node.set(name, next);
      node = next;
    }
    node.set(last, cell);
  }
  return fold(root);
}

function fold(node: ReadonlyMap<string, unknown>): JsonObject {
  return Object.fromEntries(
    [...node].map(([name, value]) => [name, value instanceof Map ? fold(value) : value]),
  );
}
