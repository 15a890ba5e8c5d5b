import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, onTestFinished } from 'vitest';

export interface Look {
  isDark?: boolean;
  isNarrow?: boolean;
  /** Lets a test put its own style into the page. */
  hasNoPolicy?: boolean;
}

/** Without a browser the tests that look at pages are left out, and the run says so. */
export const hasBrowser = inject('chromium') !== '';

/** The first file's hook waits for the product to be started and filled: 20 s, and many times that beside others' work. */
const startBoundMs = 900_000;

let browser: Browser | undefined;
let address = '';
const contexts = new Map<string, BrowserContext>();

/** Opens the browser before a file's tests and closes it after them. */
export function useBrowser(): void {
  beforeAll(async () => {
    if (!hasBrowser) return;
    browser = await chromium.launch({ executablePath: inject('chromium'), args: ['--no-sandbox'] });
    address = await findProduct();
  }, startBoundMs);
  afterAll(() => browser?.close());
}

async function findProduct(): Promise<string> {
  for (;;) {
    const answer = await fetch(inject('product'));
    const text = await answer.text();
    if (answer.status === 200) return text;
    if (answer.status !== 202) throw new Error(`There is no product to look at: ${text}`);
    await wait(200);
  }
}

/** Opens a page as somebody, at a path. What the browser complains of fails the test. */
export async function openPage(person: string | undefined, path: string, look: Look = {}): Promise<Page> {
  const context = await openContext(person, look);
  onTestFinished(() => context.close());
  return openIn(context, path);
}

/**
 * As {@link openPage}, beside what the file's other tests have opened of this person in this look, so that the
 * browser has its files at hand. For tests that leave nothing behind.
 */
export async function openTab(person: string | undefined, path: string, look: Look = {}): Promise<Page> {
  const key = JSON.stringify([person, look]);
  const context = contexts.get(key) ?? (await openContext(person, look));
  contexts.set(key, context);
  const page = await openIn(context, path);
  onTestFinished(() => page.close());
  return page;
}

async function openContext(person: string | undefined, look: Look): Promise<BrowserContext> {
  if (browser === undefined) throw new Error('useBrowser() opens it');
  const context = await browser.newContext({
    baseURL: address,
    viewport: look.isNarrow === true ? { width: 390, height: 844 } : { width: 1280, height: 900 },
    colorScheme: look.isDark === true ? 'dark' : 'light',
    locale: 'en-GB',
    timezoneId: 'Asia/Tokyo',
    acceptDownloads: true,
    bypassCSP: look.hasNoPolicy === true,
  });
  if (person !== undefined) await signIn(context, person);
  return context;
}

async function openIn(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // A refusal that a test asks for is a line of the console, too.
    const isRefusal = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  onTestFinished(() => expect(complaints).toEqual([]));
  await page.goto(path);
  return page;
}

/** Waits until nothing on a page waits for an answer. */
export async function settled(page: Page): Promise<void> {
  await page.locator('#main').waitFor();
  // Not by a function of the page: its policy lets none be made of text.
  await page.locator('[aria-busy=true], .skeleton').first().waitFor({ state: 'detached' });
}

async function signIn(context: BrowserContext, person: string): Promise<void> {
  const headers = { origin: address };
  const answer = await context.request.post('/session', { data: { person }, headers });
  expect(answer.status()).toBe(204);
}
