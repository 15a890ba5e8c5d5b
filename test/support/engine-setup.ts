import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createLog } from '../../infra/log.ts';
import { attachEngine } from '../../warehouse/local/attach.ts';
import { createTemplate } from './template.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    engineUrl: string;
  }
}

/** One local engine, in a directory of its own, for the whole run, with the database that tests copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'milepost-engine-'));
  const engine = await attachEngine({ dataDir, log: createLog('warn'), graceMs: 500 });
  await createTemplate(engine.url);
  project.provide('engineUrl', engine.url);
  return async () => {
    await engine.close();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
}
