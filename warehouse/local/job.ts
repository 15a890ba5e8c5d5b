import { Buffer } from 'node:buffer';
import type { Body } from './body.ts';
import type { ChdbConnection } from './chdb.ts';
import type { Pipes } from './pipes.ts';
import type { Reply } from './reply.ts';
import type { EngineRequest } from './request.ts';
import type { Running } from './running.ts';

/** One statement on its way through the engine. */
export interface Job {
  request: EngineRequest;
  /** The statement's text, one character a byte, so that positions in it are byte offsets. */
  sql: string;
  /** The rows behind it. */
  body: Body;
  connection: ChdbConnection;
  pipes: Pipes;
  running: Running;
  marker: string;
  reply: Reply;
  /** Aborts when the client goes away. */
  signal: AbortSignal;
}

/** Turns a part of a job's text into the text it stands for. */
export function textOf(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
