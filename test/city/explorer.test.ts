import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openWatchedPage, type WatchedPage } from '../support/page-browser.js';
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

const run = (page: Page): Promise<void> => page.getByRole('button', { name: /^Execute query/ }).click();
const answer = (page: Page) => page.locator('.result-window');
const typeInEditor = async (page: Page, text: string): Promise<void> => {
  await page.locator('.graphiql-query-editor .view-lines').click();
  // The editor draws only the lines that are in sight.
  await page.keyboard.press('Control+Home');
  await page.keyboard.insertText(`${text}\n`);
};

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
    await logIn(page, 'pensioner');
    await run(page);
    await answer(page).getByText(persona('pensioner').name).waitFor();
    await page.getByRole('button', { name: '结果说明' }).click();
    await page.getByTestId('about-answer').getByText('population.identity').waitFor();
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
    await closeCleanly();
  }, 60_000);

  it('keeps what is typed through a login, down to the last key', async () => {
    const page = await openExplorer();
    await typeInEditor(page, '# 刚写的 just typed');
    await logIn(page, 'pensioner');
    await page.locator('.graphiql-query-editor').getByText('# 刚写的 just typed').waitFor();
    await closeCleanly();
  }, 60_000);

  it('asks as a bureau’s official, whose requests the issuer signs', async () => {
    const page = await openExplorer();
    await page.getByLabel('部门 Bureau').selectOption('housing');
    await page.getByRole('button', { name: '以部门身份登录' }).click();
    await page.locator('.status-line.bureau').getByText('HOUSING_SECURITY').waitFor();
    await page.getByRole('button', { name: '示例 Examples' }).click();
    await page.getByRole('button', { name: 'bureau-look-up' }).click();
    await page.locator('.graphiql-query-editor').getByText('LookUp', { exact: true }).waitFor();
    await run(page);
    await answer(page).getByText('hukouHousehold').waitFor();
    expect(await answer(page).innerText()).toContain('"data"');
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

  it('says that the gateway can’t be reached instead of failing', async () => {
    const page = await openExplorer();
    await logIn(page, 'pensioner');
    await watched.context.setOffline(true);
    await run(page);
    await answer(page).getByText('连不上网关').first().waitFor();
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
    expect(dangling.filter((id) => !/^(?:String|Int|Boolean|ID|Float)$/.test(id ?? ''))).toEqual([]);
  });

  it('is filtered by every word that is typed', async () => {
    watched = await openWatchedPage(browser, [gateway.url]);
    const { page } = watched;
    await page.goto(`${gateway.url}/explorer/schema`);
    await page.getByLabel('筛选 Filter').fill('养老 monthlyamount');
    await page.locator('[id="Pension.monthlyAmount"]').waitFor();
    expect(await page.locator('[id="Citizen.name"]').isHidden()).toBe(true);
    await closeCleanly();
  });

  it('tells the API as SDL to whoever asks, with the descriptions', async () => {
    const { text } = await gateway.fetch('/explorer/schema.graphql');
    expect(text).toContain('本人. The authenticated citizen.');
  });
});
