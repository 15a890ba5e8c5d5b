import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { offerProduct } from './browser/product-on-demand.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Who asks this URL hears where the product runs, which is started for the first. */
    product: string;
    /** Empty when there is no browser to look at the product with. */
    chromium: string;
  }
}

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const root = join(import.meta.dirname, '../..');

/** Vitest's global setup of the project `browser`: builds the pages, offers one product, finds a Chromium. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const { CHROMIUM: given = '', CI: ci = '' } = process.env;
  const chromium = given === '' ? places.find((path) => existsSync(path)) : given;
  project.provide('chromium', chromium ?? '');
  if (chromium === undefined) {
    const reason = `no Chromium at ${places.join(', ')}, and CHROMIUM names none`;
    if (ci !== '' && ci !== 'false')
      throw new Error(`CI leaves out nothing, but cannot run the browser tests: ${reason}`);
    process.stderr.write(`LEFT OUT: all tests of the project browser: ${reason}\n`);
    project.provide('product', '');
    return undefined;
  }
  await build({ root: join(root, 'dashboards/web'), logLevel: 'error' });
  const product = await offerProduct();
  project.provide('product', product.url);
  return () => product.stop();
}
