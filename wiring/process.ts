import { systemClock, type Clock } from '../infra/clock.ts';
import type { Config } from '../infra/config.ts';
import { createLifecycle, type Lifecycle } from '../infra/lifecycle.ts';
import { createLog, type Log } from '../infra/log.ts';
import { createMetrics, type Metrics } from '../infra/metrics.ts';
import { logLevelOf } from './log-level.ts';
import { memo } from './once.ts';

const closeBoundMs = 25_000;

/** How a process was called. */
export interface Invocation {
  config: Config;
  /** The command's first word: names the process to the warehouse. */
  application: string;
  isService: boolean;
  isJson: boolean;
}

/** What every part of a process is made with. */
export interface ProcessParts {
  /** @throws {MilepostError} `config_invalid` naming every fault of the environment. */
  invocation: () => Invocation;
  clock: Clock;
  log: () => Log;
  metrics: () => Metrics;
  /** Closes what was made. */
  lifecycle: () => Lifecycle;
}

/** Creates what a process's parts are made with, each on first use: the environment may yet be wrong. */
export function createProcessParts(invocation: () => Invocation): ProcessParts {
  const log = memo(() => createLog(logLevelOf(invocation().config.logLevel, invocation().isService)));
  return {
    invocation,
    clock: systemClock,
    log,
    metrics: memo(() => createMetrics()),
    lifecycle: memo(() => createLifecycle({ boundMs: closeBoundMs, log: log() })),
  };
}
