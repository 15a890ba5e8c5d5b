import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { startProduct } from './browser/product.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the product runs; empty when there is no browser to look at it with. */
    address: string;
    chromium: string;
  }
}

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const root = join(import.meta.dirname, '../..');

/** Vitest's global setup of the project `browser`: builds the pages, starts one product, finds a Chromium. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const { CHROMIUM: given = '', CI: ci = '' } = process.env;
  const chromium = given === '' ? places.find((path) => existsSync(path)) : given;
  project.provide('chromium', chromium ?? '');
  if (chromium === undefined) {
    const reason = `no Chromium at ${places.join(', ')}, and CHROMIUM names none`;
    if (ci !== '' && ci !== 'false')
      throw new Error(`CI leaves out nothing, but cannot run the browser tests: ${reason}`);
    process.stderr.write(`LEFT OUT: all tests of the project browser: ${reason}\n`);
    project.provide('address', '');
    return undefined;
  }
  await build({ root: join(root, 'dashboards/web'), logLevel: 'error' });
  const product = await startProduct();
  project.provide('address', product.address);
  return () => product.stop();
}
