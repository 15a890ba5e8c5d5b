/** Tells on stderr how long work goes: a bar on a terminal, a line every few seconds elsewhere. */
export interface Progress {
  /** Prints a line about a step that is done. */
  note(text: string): void;
  /** Shows how much of `total` is done; `total` undefined where it isn't known. Cheap: call it as often as you like. */
  show(label: string, done: number, total?: number): void;
  /** Ends the bar's line. */
  end(): void;
}

export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const barWidth = 30;
const terminalIntervalMs = 100;
const plainIntervalMs = 5_000;

/** Creates the progress of one command; `now` is in milliseconds and only measures intervals. */
export function createProgress(stream: ProgressStream, now: () => number): Progress {
  const isTerminal = stream.isTTY === true;
  let shownAt = -Infinity;
  let isOpen = false;
  const end = (): void => {
    if (isOpen) stream.write('\n');
    isOpen = false;
    shownAt = -Infinity;
  };
  return {
    note(text) {
      end();
      stream.write(`${text}\n`);
    },
    show(label, done, total) {
      const isDone = done === total;
      if (!isDone && now() - shownAt < (isTerminal ? terminalIntervalMs : plainIntervalMs)) return;
      shownAt = now();
      const share = total === undefined || total === 0 ? undefined : Math.min(1, done / total);
      if (!isTerminal) {
        stream.write(`${label}: ${share === undefined ? done : `${Math.floor(share * 100)} %`}\n`);
        return;
      }
      const bar =
        share === undefined ? '' : `${drawBar(share)} ${String(Math.floor(share * 100)).padStart(3)} %  `;
      stream.write(`\r${bar}${label}\u001B[K`);
      isOpen = true;
    },
    end,
  };
}

function drawBar(share: number): string {
  const full = Math.round(share * barWidth);
  return `[${'#'.repeat(full)}${'.'.repeat(barWidth - full)}]`;
}
