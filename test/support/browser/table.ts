import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';

/** What a table shows, as text, its head first. */
export async function readTable(table: Locator): Promise<string[][]> {
  const rows = await table.locator('tr').all();
  return Promise.all(rows.map(async (row) => row.locator('th, td').allInnerTexts()));
}

/** Clicks on a button that downloads; returns the file's name and content. */
export async function download(page: Page, button: Locator): Promise<{ name: string; content: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
}
