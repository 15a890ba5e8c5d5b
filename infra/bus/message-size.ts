import type { BusMessage } from './bus.ts';

/** What a message costs beyond its key, value and headers: record framing on the wire, objects in memory. */
const overheadBytes = 64;

/** Returns about how many bytes a message takes in a buffer or a Kafka record; never too few. */
export function messageSizeBytes(message: BusMessage): number {
  let size = overheadBytes + Buffer.byteLength(message.key) + (message.value?.length ?? 0);
  for (const [name, value] of Object.entries(message.headers)) {
    size += 8 + Buffer.byteLength(name) + Buffer.byteLength(value);
  }
  return size;
}

/** Returns the bytes of a message's value, which is what `SubscribeOptions.maxBytes` counts. */
export function valueSizeBytes(message: BusMessage): number {
  return message.value?.length ?? 0;
}
