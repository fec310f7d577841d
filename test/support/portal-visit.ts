// A browser at the portal: a real Chromium that logs in as a persona, and remembers what a page should never do.
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findBarriers } from './find-barriers.js';

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1280, height: 900 };

/** `SCREENSHOTS=<folder>`: where the tests leave pictures of what they saw, for people to look at. */
const screenshotFolder = process.env['SCREENSHOTS'];

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors and warnings on the console, uncaught errors, requests to any host but gateway and issuer. */
  readonly complaints: readonly string[];
  logIn(who: string): Promise<void>;
  /** By number, with a level of one's choice. */
  logInByNumber(residentId: string, level: string): Promise<void>;
  /** What axe finds that is not minor, each as a line; empty where all is well. */
  findBarriers(): Promise<string[]>;
  /** Where pictures are wanted. `window`: only what is on the screen, e.g. of a dialog. */
  takePicture(name: string, part?: 'page' | 'window'): Promise<void>;
  end(): Promise<void>;
}

export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync'],
    ],
  });
}

/** Opens the portal of `gatewayUrl` in a profile of its own. */
export async function visitPortal(
  browser: Browser,
  gatewayUrl: string,
  issuerUrl: string,
  locale = 'zh-CN',
): Promise<Visit> {
  const context = await browser.newContext({ viewport: phone, locale });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const own = new Set([new URL(gatewayUrl).origin, new URL(issuerUrl).origin]);
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && !own.has(url.origin)) complaints.push(`asked ${url.origin}`);
  });
  await page.goto(`${gatewayUrl}/portal/`);
  const begin = () => page.getByRole('button', { name: /^(?:登录|Log in)$/ }).click();
  const arrive = () => page.locator('.page-heading').waitFor();

  return {
    page,
    context,
    complaints,
    async logIn(who) {
      await begin();
      await page.locator(`button[value="${who}"]`).click();
      await arrive();
    },
    async logInByNumber(residentId, level) {
      await begin();
      await page.locator('#residentId').fill(residentId);
      await page.locator('#level').selectOption(level);
      await page.locator('button.main').click();
      await arrive();
    },
    findBarriers: () => findBarriers(page),
    async takePicture(name, part = 'page') {
      if (!screenshotFolder) return;
      await page.screenshot({ path: join(screenshotFolder, `${name}.png`), fullPage: part === 'page' });
    },
    end: () => context.close(),
  };
}
