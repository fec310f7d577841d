import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import type { Browser, Page } from 'playwright-core';
import { findBarriers, type KnownBarrier } from '../support/find-barriers.js';
import { openBrowser, openWatchedPage, type WatchedPage } from '../support/page-browser.js';
import { desktop, phone } from '../support/portal-visit.js';
import { persona, sharedCity, startTestGateway, type TestGateway } from '../support/shared-city.js';

let gateway: TestGateway;
let browser: Browser;
let watched: WatchedPage;

beforeAll(async () => {
  const [port] = sharedCity().pagePorts;
  gateway = await startTestGateway({ PORT: String(port), EXPLORER: 'true', PLAN_IN_ANSWERS: 'true' });
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await gateway.stop();
});

/** Each test in a browser that knows nothing of the others. */
async function openExplorer(): Promise<Page> {
  watched = await openWatchedPage(browser, [gateway.url, sharedCity().issuerUrl]);
  const { page } = watched;
  await page.goto(`${gateway.url}/explorer`);
  await page.locator('.graphiql-query-editor').getByText('Welcome', { exact: true }).waitFor();
  return page;
}

async function choosePersona(page: Page, key: string): Promise<void> {
  await page.locator(`button[name=persona][value=${key}]`).click();
  await page.locator('.status-line.citizen').getByText(persona(key).name).waitFor();
}

async function logIn(page: Page, key: string): Promise<void> {
  await page.getByRole('button', { name: '以人物身份登录' }).click();
  await choosePersona(page, key);
}

async function becomeHousingBureau(page: Page): Promise<void> {
  await page.getByLabel('部门 Bureau').selectOption('housing');
  await page.getByRole('button', { name: '以部门身份登录' }).click();
  await page.locator('.status-line.bureau').getByText('HOUSING_SECURITY').waitFor();
}

/** Waits until an element's upper edge is on the screen. */
const waitInSight = (page: Page, selector: string) =>
  page.waitForFunction(
    `(({ top = -1 } = {}) => top >= 0 && top < innerHeight)(document.querySelector(${JSON.stringify(selector)})?.getBoundingClientRect())`,
  );

const run = (page: Page): Promise<void> => page.getByRole('button', { name: /^Execute query/ }).click();
const answer = (page: Page) => page.locator('.result-window');
const typeInEditor = async (page: Page, text: string): Promise<void> => {
  await page.locator('.graphiql-query-editor .view-lines').click();
  // The editor draws only the lines that are in sight.
  await page.keyboard.press('Control+Home');
  await page.keyboard.insertText(`${text}\n`);
};

/** GraphiQL's own, out of reach of its options and of our style: a tab is a list item with buttons in it. */
const tabs: KnownBarrier = { rule: 'nested-interactive', on: '.graphiql-tab' };
/** Monaco's own: the comments of its dark theme have a class whose name changes with what else is coloured. */
const darkComments: KnownBarrier = { rule: 'color-contrast', on: '.monaco-editor .view-line span' };

async function expectNoBarriers(
  page: Page,
  size: typeof phone,
  known: readonly KnownBarrier[],
): Promise<void> {
  await page.setViewportSize(size);
  expect(await findBarriers(page, known)).toEqual([]);
}

/** `typed` is kept while the tab is open, and no token ever; the next tab of this browser finds nothing. */
async function expectNothingLeft(page: Page, typed: string): Promise<void> {
  const stores = 'JSON.stringify([localStorage, sessionStorage])';
  const kept = await page.evaluate<string>(stores);
  expect(kept).toContain(typed);
  expect(kept).not.toContain('eyJ');
  const later = await page.context().newPage();
  await later.goto(`${gateway.url}/health`);
  expect(await later.evaluate<string>(stores)).toBe('[{},{}]');
  await later.close();
}

async function closeCleanly(): Promise<void> {
  await watched.context.close();
  expect(watched.strangers).toEqual([]);
  expect(watched.complaints).toEqual([]);
}

describe('the explorer', () => {
  it('answers the first query after a login, without a request to anybody else', async () => {
    const page = await openExplorer();
    await run(page);
    await answer(page).getByText('请先登录').first().waitFor();
    await page.getByLabel('用途 Purpose').waitFor();
    await expectNoBarriers(page, desktop, [tabs]);
    await logIn(page, 'pensioner');
    await run(page);
    await answer(page).getByText(persona('pensioner').name).waitFor();
    await page.getByRole('button', { name: '结果说明' }).click();
    await page.getByTestId('about-answer').getByText('population.identity').waitFor();
    for (const size of [desktop, phone]) await expectNoBarriers(page, size, [tabs]);
    await closeCleanly();
  }, 60_000);

  it('shows the plan of a query without executing it', async () => {
    const page = await openExplorer();
    await logIn(page, 'pensioner');
    await page.getByRole('button', { name: '计划 Plan' }).click();
    await page.getByRole('button', { name: '看当前查询的计划' }).click();
    const plan = page.getByTestId('plan');
    await plan.waitFor();
    const text = await plan.innerText();
    for (const department of ['population', 'social-security', 'land', 'utilities'])
      expect(text).toContain(department);
    expect(text).toMatch(/Cost \d+ \/ \d+/);
    expect(await answer(page).innerText()).not.toContain(persona('pensioner').name);
    await expectNoBarriers(page, phone, [tabs]);
    await closeCleanly();
  }, 60_000);

  it('keeps what is typed through a login, down to the last key, asks nothing of it, and forgets answers at the logout', async () => {
    const page = await openExplorer();
    const asked: (string | null)[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/graphql')) asked.push(request.postData());
    });
    await typeInEditor(page, '# 刚写的 just typed');
    await logIn(page, 'pensioner');
    await page.locator('.graphiql-query-editor').getByText('# 刚写的 just typed').waitFor();
    expect(asked).toEqual([JSON.stringify({ query: '{ me { name } }' })]);
    await run(page);
    await answer(page).getByText(persona('pensioner').name).waitFor();
    await page.getByRole('button', { name: '退出 Log out' }).click();
    await page.locator('.status-line.nobody').waitFor();
    await page.locator('.graphiql-query-editor').getByText('# 刚写的 just typed').waitFor();
    expect(await page.content()).not.toContain(persona('pensioner').name);
    await closeCleanly();
  }, 60_000);

  it('leaves a question its asker’s, whoever is logged in by the time it is asked again', async () => {
    const page = await openExplorer();
    await logIn(page, 'pensioner');
    const asked: Record<string, string>[] = [];
    let release = (): void => undefined;
    const chosen = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/graphql', async (route) => {
      const headers = route.request().headers();
      if (asked.push(headers) > 1) return route.continue();
      await chosen;
      // The token as it is in a quarter of an hour.
      return route.continue({ headers: { ...headers, authorization: 'Bearer expired.expired.expired' } });
    });
    // So soon after the last key that GraphiQL still has the name of the query before.
    await page.locator('.graphiql-query-editor .view-lines').click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText('query Pasted { me { name } }');
    await page.keyboard.press('Control+Enter');
    await becomeHousingBureau(page);
    release();
    await answer(page).getByText(persona('pensioner').name).waitFor();
    const subjects = asked.map(
      ({ authorization = '' }) => decodeJwt(authorization.slice('Bearer '.length)).sub,
    );
    expect(subjects).toEqual([expect.any(String), subjects[0]]);
    expect(asked.map((headers) => headers['yihao-request'])).toEqual([undefined, undefined]);
    await page.locator('.status-line.bureau').waitFor();
    await watched.context.close();
  }, 60_000);

  it('asks as a bureau’s official, whose requests the issuer signs', async () => {
    const page = await openExplorer();
    await becomeHousingBureau(page);
    await page.getByRole('button', { name: '示例 Examples' }).click();
    await expectNoBarriers(page, desktop, [tabs]);
    await page.getByRole('button', { name: 'bureau-look-up' }).click();
    await page.locator('.graphiql-query-editor').getByText('LookUp', { exact: true }).waitFor();
    await run(page);
    await answer(page).getByText('hukouHousehold').waitFor();
    expect(await answer(page).innerText()).toContain('"data"');
    await page.getByRole('button', { name: '计划 Plan' }).click();
    await page.getByRole('button', { name: '看当前查询的计划' }).click();
    await page.getByTestId('plan').getByText('拒绝 refused').waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectNoBarriers(page, desktop, [tabs, darkComments]);
    await expectNothingLeft(page, '342127199308252375');
    await closeCleanly();
  }, 60_000);

  it('says that a login has expired, and takes it up again with nothing lost', async () => {
    const page = await openExplorer();
    await logIn(page, 'pensioner');
    await typeInEditor(page, '# 刚写的 just typed');
    // The token as it is in a quarter of an hour, and the renewed one as it is when the login itself has ended.
    await page.route('**/graphql', (route) =>
      route.continue({
        headers: { ...route.request().headers(), authorization: 'Bearer expired.expired.expired' },
      }),
    );
    await page.route(`${sharedCity().issuerUrl}/token`, (route) =>
      route.fulfill({
        status: 400,
        json: { error: 'invalid_grant' },
        headers: { 'access-control-allow-origin': '*' },
      }),
    );
    await run(page);
    await answer(page).getByText('登录已过期').first().waitFor();
    await page.unroute('**/graphql');
    await page.unroute(`${sharedCity().issuerUrl}/token`);
    await page.getByRole('button', { name: '重新登录' }).click();
    await page.locator('.status-line.citizen').getByText(persona('pensioner').name).waitFor();
    await page.locator('.graphiql-query-editor').getByText('# 刚写的 just typed').waitFor();
    await run(page);
    await answer(page).getByText(persona('pensioner').name).waitFor();
    await watched.context.close();
  }, 60_000);

  it('says that the gateway can’t be reached instead of failing, and shows it on a phone, too', async () => {
    const page = await openExplorer();
    await page.setViewportSize(phone);
    await logIn(page, 'pensioner');
    await watched.context.setOffline(true);
    await run(page);
    await answer(page).getByText('连不上网关').first().waitFor();
    await waitInSight(page, '.result-window');
    await page.getByRole('button', { name: '更换 Change' }).click();
    await waitInSight(page, '.panel:focus h2');
    await page.getByRole('button', { name: '以人物身份登录' }).click();
    await page.getByRole('alert').getByText('登录没有成功').waitFor();
    await page.getByRole('button', { name: '结果说明' }).click();
    await page.getByText('没有数据：见回答中的错误').waitFor();
    await watched.context.close();
  }, 60_000);
});

describe('the schema reference', () => {
  it('is complete without scripts: every field with what the catalogue says of it', async () => {
    const { text, status, headers } = await gateway.fetch('/explorer/schema');
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    const field = text.slice(
      text.indexOf('id="Citizen.pension"'),
      text.indexOf('id="Citizen.medicalAccount"'),
    );
    for (const part of ['养老待遇', '有条件共享', 'L2+', '人力资源和社会保障局', 'fresh 1 min', '341200'])
      expect(field).toContain(part);
    const anchors = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const dangling = [...text.matchAll(/href="#([^"]+)"/g)]
      .map(([, id]) => id)
      .filter((id) => !anchors.has(id));
    expect(dangling).toEqual([]);
  });

  it('is filtered by every word that is typed', async () => {
    watched = await openWatchedPage(browser, [gateway.url]);
    const { page } = watched;
    await page.goto(`${gateway.url}/explorer/schema`);
    await page.getByLabel('筛选 Filter').fill('养老 monthlyamount');
    await page.locator('[id="Pension.monthlyAmount"]').waitFor();
    expect(await page.locator('[id="Citizen.name"]').isHidden()).toBe(true);
    await page.setViewportSize(phone);
    await waitInSight(page, '[id="Pension.monthlyAmount"]');
    await page.getByLabel('筛选 Filter').fill('养老');
    // axe walks through what is hidden, too: twelve thousand elements, for seconds.
    await page.evaluate("document.querySelectorAll('main [hidden]').forEach((element) => element.remove())");
    await expectNoBarriers(page, phone, []);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectNoBarriers(page, desktop, []);
    await closeCleanly();
  });

  it('tells the API as SDL to whoever asks, with the descriptions', async () => {
    const { text } = await gateway.fetch('/explorer/schema.graphql');
    expect(text).toContain('本人. The authenticated citizen.');
  });
});
