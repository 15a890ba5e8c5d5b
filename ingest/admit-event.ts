import type { EnvelopeItem } from './envelope.ts';
import { readEvent, type EventContext } from './event.ts';
import type { EventReason, Fault } from './fault.ts';
import { isObject, isTooDeep, objectIn, rewriteJson, textIn, type JsonObject } from './json.ts';
import { cutPayload, isTooLarge, onOneLine, type RawItem } from './payload.ts';
import { stripAddresses } from './strip-addresses.ts';

/** An item ready to be published, accepted or not. */
export interface Admitted {
  key: string;
  affiliateId: string;
  /** As the sender named it; null where it did not. */
  messageId: string | null;
  item: EnvelopeItem;
}

export interface EventAdmission extends EventContext {
  affiliateId: string;
  writeKey: string | undefined;
  batchContext: JsonObject | undefined;
  /** True when what the batch's context adds has become too much. */
  isOverBudget: boolean;
}

/** An event on its way through the steps. */
interface Draft extends RawItem {
  admission: EventAdmission;
}

/** What is checked, in this order; the first fault is the event's. */
const checks: readonly ((draft: Draft) => Fault<EventReason> | undefined)[] = [
  refuseLarge,
  refuseDeep,
  refuseOtherKey,
  validate,
];

/** Takes one event through the steps: merge, check, strip, key. Never throws: what is wrong becomes a rejection. */
export function admitEvent(raw: RawItem, admission: EventAdmission): Admitted {
  const draft = mergeContext({ ...raw, admission });
  let found: Fault<EventReason> | undefined;
  for (const check of checks) {
    found = check(draft);
    if (found !== undefined) break;
  }
  return {
    key: keyOf(draft),
    affiliateId: admission.affiliateId,
    messageId: isObject(draft.value) ? textIn(draft.value, 'messageId') || null : null,
    item: {
      receiptId: admission.receiptId,
      payload: strip(draft, found),
      ...(found === undefined ? {} : { rejection: found }),
    },
  };
}

function mergeContext(draft: Draft): Draft {
  const { batchContext, isOverBudget } = draft.admission;
  if (batchContext === undefined || isOverBudget || !isObject(draft.value) || isTooDeep(draft.text))
    return draft;
  const merge = (event: JsonObject): JsonObject => ({
    ...event,
    context: { ...batchContext, ...objectIn(event, 'context') },
  });
  return { ...draft, text: rewriteJson(draft.text, merge), value: merge(draft.value) };
}

function refuseLarge({ text, admission }: Draft): Fault<EventReason> | undefined {
  if (admission.isOverBudget && admission.batchContext !== undefined) {
    return {
      code: 'event_too_large',
      message: 'context: the one of the batch is too large for this many events',
    };
  }
  return isTooLarge(text) ? { code: 'event_too_large', message: 'The event is over 32 KB' } : undefined;
}

function refuseDeep({ text }: Draft): Fault<EventReason> | undefined {
  return isTooDeep(text) ? { code: 'too_deep', message: 'The event is over 100 levels deep' } : undefined;
}

function refuseOtherKey({ value, admission }: Draft): Fault<EventReason> | undefined {
  if (admission.writeKey === undefined || !isObject(value)) return undefined;
  const own = textIn(value, 'writeKey');
  return own === '' || own === admission.writeKey
    ? undefined
    : { code: 'other_write_key', message: 'writeKey: send events of different keys in batches of their own' };
}

function validate({ value, admission }: Draft): Fault<EventReason> | undefined {
  const read = readEvent(value, admission);
  return read.ok ? undefined : read.fault;
}

/** Of an event too deep or large to be rewritten, nothing is kept: it may hold an address. */
function strip({ text, value }: Draft, found: Fault<EventReason> | undefined): string {
  if (!isObject(value)) return onOneLine(cutPayload(text));
  if (isTooDeep(text)) return '';
  const stripped = onOneLine(stripAddresses(text, value));
  return found === undefined ? stripped : cutPayload(stripped);
}

/** Copies of one message go one way: by anonymousId, else by userId. */
function keyOf({ value, admission }: Draft): string {
  const event = isObject(value) ? value : {};
  const id = textIn(event, 'anonymousId') || textIn(event, 'userId');
  return `${admission.affiliateId}:${id.slice(0, 255)}`;
}
