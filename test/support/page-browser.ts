// A real browser for the tests of the pages, and what it noticed: requests to strangers, errors on its console.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';

const programs = ['chromium', 'chromium-browser', 'google-chrome'];

/** @throws Error that says what to install */
function findChromium(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders
    .flatMap((folder) => programs.map((program) => join(folder, program)))
    .find(existsSync);
  if (found !== undefined) return found;
  throw new Error('There is no Chromium: run scripts/ensure-test-servers.sh.');
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync'],
    ],
  });
}

export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Addresses asked for outside of `origins`. */
  readonly strangers: readonly string[];
  /** Errors and warnings on the console, and exceptions. */
  readonly complaints: readonly string[];
}

/** A page with cookies and storage of its own. */
export async function openWatchedPage(
  browser: Browser,
  origins: readonly string[],
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    ...options,
  });
  // Below the tests' own limit, so that a failure names what was waited for.
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const [strangers, complaints]: [string[], string[]] = [[], []];
  page.on('request', (request) => {
    const url = request.url();
    if (!/^(?:data|blob):/.test(url) && !origins.includes(new URL(url).origin)) strangers.push(url);
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, context, strangers, complaints };
}
