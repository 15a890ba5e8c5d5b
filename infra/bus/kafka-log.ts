import { logLevel, type LogEntry, type logCreator } from 'kafkajs';
import type { Log } from '../log.ts';

/** One line and then a count is enough for what repeats while a broker is away. */
const quietMs = 30_000;
/** Bounds the memory of the limiter; texts with ports or ids in them would otherwise add up. */
const mostTexts = 200;

function levelOf({ namespace, level }: LogEntry): 'warn' | 'info' | 'debug' | 'trace' {
  // What a connection reports reaches whoever asked as an error; rebalances are reported there as errors too.
  if (namespace === 'Connection') return 'debug';
  if (level === logLevel.ERROR) return 'warn';
  if (level === logLevel.WARN) return 'info';
  return level === logLevel.INFO ? 'debug' : 'trace';
}

/** Returns the least level kafkajs has to report for a logger; building its entries costs time. */
export function kafkaLogLevel(log: Log): logLevel {
  if (log.isLevelEnabled('trace')) return logLevel.DEBUG;
  return log.isLevelEnabled('debug') ? logLevel.INFO : logLevel.WARN;
}

/**
 * Creates a kafkajs `logCreator` that writes to Milepost's log, the same text at most once in 30 s with the
 * number of times it was left out.
 */
export function createKafkaLog(log: Log): logCreator {
  const lastSaid = new Map<string, { atMs: number; leftOut: number }>();
  return () => (entry) => {
    const level = levelOf(entry);
    if (!log.isLevelEnabled(level)) return;
    const { message, error, groupId, broker, retryCount } = entry.log;
    const text = `${entry.namespace}: ${message}`;
    const nowMs = performance.now();
    const said = lastSaid.get(text);
    if (said !== undefined && nowMs - said.atMs < quietMs) {
      said.leftOut += 1;
      return;
    }
    if (lastSaid.size >= mostTexts) lastSaid.clear();
    lastSaid.set(text, { atMs: nowMs, leftOut: 0 });
    log[level]({ component: 'kafka', error, groupId, broker, retryCount, leftOut: said?.leftOut ?? 0 }, text);
  };
}
