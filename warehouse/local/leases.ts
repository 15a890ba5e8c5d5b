import type { ServerResponse } from 'node:http';

/** Counts the processes that use the engine; each holds one open response, so that its death is seen at once. */
export interface Leases {
  hold(response: ServerResponse): void;
  /** Starts to count from nothing: an engine that nobody comes to leaves as well. */
  start(): void;
}

export function createLeases(graceMs: number, leave: () => void): Leases {
  const held = new Set<ServerResponse>();
  let timer: NodeJS.Timeout | undefined;
  const watch = (): void => {
    clearTimeout(timer);
    if (held.size === 0) timer = setTimeout(leave, graceMs);
  };
  return {
    hold(response) {
      held.add(response);
      watch();
      response.once('close', () => {
        held.delete(response);
        watch();
      });
      // Bytes at once, so that the client knows that the lease stands.
      response.writeHead(200, { 'Content-Type': 'text/plain', 'X-Milepost-Engine': String(process.pid) });
      response.write('held\n');
    },
    start: watch,
  };
}
