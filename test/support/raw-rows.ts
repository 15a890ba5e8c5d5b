import { createHash, randomUUID } from 'node:crypto';
import type { Warehouse } from '../../warehouse/client.ts';

/** An event as the loader would have stored it; what a test leaves out has a default. */
export interface RawEvent {
  affiliateId?: string;
  messageId: string;
  timestamp: string;
  placedAt?: string;
  receivedAt?: string;
  type?: string;
  event?: string;
  anonymousId?: string;
  userId?: string;
  previousId?: string;
  path?: string;
  pageHost?: string;
  referrerHost?: string;
  utmSource?: string;
  utmMedium?: string;
  utmCampaign?: string;
  adClick?: string;
  adClickId?: string;
  country?: string;
  locale?: string;
  device?: string;
  browser?: string;
  os?: string;
  clickId?: string;
  isNonInteraction?: boolean;
  botRule?: string;
}

/** Stores events as one finished batch of the loader: rows, receipts and the batch itself. */
export async function storeEvents(warehouse: Warehouse, events: readonly RawEvent[]): Promise<void> {
  const batchId = randomUUID();
  const rows = events.map((event) => toRow(event, batchId));
  await warehouse.insert('events', rows, { name: 'test' });
  await warehouse.insert(
    'receipts',
    rows.map((row) => ({
      received_at: row.received_at,
      affiliate_id: row.affiliate_id,
      receipt_id: row.receipt_id,
      batch_id: batchId,
      kind: 'event',
      outcome: 'accepted',
      message_hash: row.message_hash,
      slice: row.placed_at.slice(0, 13),
    })),
    { name: 'test' },
  );
  await storeBatch(warehouse, batchId, {
    eventHours: rows.map((row) => `${row.placed_at.slice(0, 13)}:00:00Z`),
  });
}

/** Stores a batch as done. */
export async function storeBatch(
  warehouse: Warehouse,
  batchId: string,
  touched: { eventHours?: string[]; bookedDates?: string[] },
): Promise<void> {
  const row = {
    batch_id: batchId,
    loader_id: 'test',
    phase: 'done',
    recorded_at: new Date().toISOString(),
    event_hours: [...new Set(touched.eventHours)],
    booked_dates: [...new Set(touched.bookedDates)],
    events: 0,
    changes: 0,
  };
  await warehouse.insert('batches', [row], { name: 'test' });
}

function toRow(event: RawEvent, batchId: string) {
  const affiliateId = event.affiliateId ?? 'a';
  const placedAt = event.placedAt ?? event.timestamp;
  return {
    placed_at: placedAt,
    affiliate_id: affiliateId,
    message_id: event.messageId,
    message_hash: createHash('sha1')
      .update(`${affiliateId}\n${event.messageId}`)
      .digest()
      .readBigUInt64LE(0)
      .toString(),
    received_at: event.receivedAt ?? placedAt,
    receipt_id: randomUUID(),
    batch_id: batchId,
    origin: 'http',
    type: event.type ?? 'page',
    event: event.event ?? '',
    anonymous_id: event.anonymousId ?? '',
    user_id: event.userId ?? '',
    previous_id: event.previousId ?? '',
    timestamp: event.timestamp,
    page_host: event.pageHost ?? 'shop.example',
    page_path: event.path ?? '/',
    referrer_host: event.referrerHost ?? '',
    utm_source: event.utmSource ?? '',
    utm_medium: event.utmMedium ?? '',
    utm_campaign: event.utmCampaign ?? '',
    ad_click: event.adClick ?? '',
    ad_click_id: event.adClickId ?? '',
    country: event.country ?? '',
    locale: event.locale ?? '',
    device: event.device ?? '',
    browser: event.browser ?? '',
    os: event.os ?? '',
    click_id: event.clickId ?? '',
    is_non_interaction: event.isNonInteraction ?? false,
    bot_rule: event.botRule ?? '',
    payload: '{}',
  };
}
