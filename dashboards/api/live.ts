import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Clock } from '../../infra/clock.ts';
import { Problem } from '../../infra/http/problem.ts';
import type { Log } from '../../infra/log.ts';
import type { Metrics } from '../../infra/metrics.ts';
import type { Realtime } from './realtime.ts';
import type { AffiliateScope } from './scope.ts';

/** The bounds of live streams; all times in milliseconds. */
export interface LiveConfig {
  /** From the end of one look at the warehouse to the next. */
  pollMs: number;
  /** How often a comment keeps a quiet connection open. */
  heartbeatMs: number;
  /** A stream ends after it at the latest, so that whoever listens proves again who he is. */
  longestMs: number;
  listenersPerAffiliate: number;
  listeners: number;
}

export const liveDefaults: LiveConfig = {
  pollMs: 5_000,
  heartbeatMs: 15_000,
  longestMs: 3_600_000,
  listenersPerAffiliate: 50,
  listeners: 1_000,
};

/** Realtime numbers as they change, for whoever listens; the warehouse is asked once for all listeners of an affiliate. */
export interface Live {
  /**
   * Opens a stream of server-sent events `realtime`. Each is the whole state: who comes back with the id of the last one
   * hears nothing until it changes.
   *
   * @throws {Problem} 429 when the affiliate, 503 when the process has enough listeners.
   */
  listen(scope: AffiliateScope, from: { lastEventId?: string; expiresAtMs?: number }): Readable;
  /** Ends all streams. */
  close(): void;
}

export interface LiveDeps {
  read: (scope: AffiliateScope) => Promise<Realtime>;
  clock: Clock;
  log: Log;
  metrics: Metrics;
}

/** What a listener that takes nothing may have waiting before he is let go. */
const maxWaitingBytes = 64 * 1_024;
const retryMs = 3_000;

interface Channel {
  scope: AffiliateScope;
  /** Who listens, and the id of the last event that he has. */
  listeners: Map<Readable, string | undefined>;
  last: { id: string; text: string } | undefined;
  timer: NodeJS.Timeout | undefined;
}

export function createLive(config: LiveConfig, deps: LiveDeps): Live {
  const channels = new Map<string, Channel>();
  const gauge = deps.metrics.gauge('milepost_live_listeners', 'Open live streams');
  let count = 0;
  let isClosed = false;
  let heartbeat: NodeJS.Timeout | undefined;

  const everybody = (): [Channel, Readable][] =>
    [...channels.values()].flatMap((channel) =>
      [...channel.listeners.keys()].map((listener): [Channel, Readable] => [channel, listener]),
    );

  function tell(channel: Channel): void {
    const { last } = channel;
    if (last === undefined) return;
    for (const [listener, id] of channel.listeners) {
      if (id === last.id) continue;
      channel.listeners.set(listener, last.id);
      send(channel, listener, last.text);
    }
  }

  function send(channel: Channel, listener: Readable, text: string): void {
    if (listener.readableLength <= maxWaitingBytes) listener.push(text);
    else {
      leave(channel, listener);
      listener.destroy();
    }
  }

  function end(channel: Channel, listener: Readable): void {
    leave(channel, listener);
    if (!listener.destroyed) listener.push(null);
  }

  async function poll(channel: Channel): Promise<void> {
    try {
      const state = await deps.read(channel.scope);
      const { at: _, asOf: __, ...numbers } = state;
      const id = createHash('sha256').update(JSON.stringify(numbers)).digest('base64url').slice(0, 16);
      if (id !== channel.last?.id) {
        channel.last = { id, text: `id: ${id}\nevent: realtime\ndata: ${JSON.stringify(state)}\n\n` };
      }
      tell(channel);
    } catch (thrown) {
      deps.log.warn(
        { err: thrown, affiliateId: channel.scope.affiliateId },
        'live numbers could not be read',
      );
    }
    if (channel.listeners.size > 0) {
      channel.timer = setTimeout(() => void poll(channel), config.pollMs);
    }
  }

  function leave(channel: Channel, listener: Readable): void {
    if (!channel.listeners.delete(listener)) return;
    count -= 1;
    gauge.set(count);
    if (channel.listeners.size === 0) {
      clearTimeout(channel.timer);
      channels.delete(channel.scope.affiliateId);
    }
    if (count === 0) {
      clearInterval(heartbeat);
      heartbeat = undefined;
    }
  }

  function open(scope: AffiliateScope): Channel {
    const known = channels.get(scope.affiliateId);
    if (known !== undefined) return known;
    const channel: Channel = { scope, listeners: new Map(), last: undefined, timer: undefined };
    channels.set(scope.affiliateId, channel);
    void poll(channel);
    return channel;
  }

  return {
    listen(scope, { lastEventId, expiresAtMs }) {
      const known = channels.get(scope.affiliateId);
      if (isClosed || count >= config.listeners) throw tooMany(503);
      if ((known?.listeners.size ?? 0) >= config.listenersPerAffiliate) throw tooMany(429);
      const listener = new Readable({ read: () => undefined });
      const channel = open(scope);
      channel.listeners.set(listener, lastEventId);
      count += 1;
      gauge.set(count);
      heartbeat ??= setInterval(() => {
        for (const [each, own] of everybody()) send(each, own, ': heartbeat\n\n');
      }, config.heartbeatMs);
      const leftMs = (expiresAtMs ?? Number.POSITIVE_INFINITY) - deps.clock.now();
      const ending = setTimeout(
        () => end(channel, listener),
        Math.max(0, Math.min(leftMs, config.longestMs)),
      );
      listener.once('close', () => {
        clearTimeout(ending);
        leave(channel, listener);
      });
      listener.push(`retry: ${retryMs}\n\n`);
      tell(channel);
      return listener;
    },
    close() {
      isClosed = true;
      for (const [channel, listener] of everybody()) end(channel, listener);
    },
  };
}

function tooMany(status: 429 | 503): Problem {
  return new Problem(status, 'too_many_listeners', 'There are as many live streams as there may be.', {
    retryAfterSeconds: 30,
  });
}
