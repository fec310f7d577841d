// The sample portal end to end: a real browser, issuer, gateway and city.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Route } from 'playwright-core';
import { startRecordedGateway, type RecordedGateway } from '../support/recorded-gateway.js';
import { persona, sharedCity, tokenOf } from '../support/shared-city.js';
import { desktop, phone, startBrowser, visitPortal, type Visit } from '../support/portal-visit.js';

/** A valid number that the city's register has nobody by. */
const nobody = '11010519491231002X';

describe('the portal', () => {
  let browser: Browser;
  let gateway: RecordedGateway;
  let visit: Visit;

  beforeAll(async () => {
    const port = String(sharedCity().pagePorts.at(-1));
    gateway = await startRecordedGateway({ PORT: port, PORTAL: 'true' });
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.stop();
  });
  afterEach(async () => {
    gateway.departments.land.interfere(undefined);
    await visit.end();
  });

  async function open(locale?: string): Promise<Visit> {
    visit = await visitPortal(browser, gateway.url, sharedCity().issuerUrl, locale);
    return visit;
  }
  const button = (name: string | RegExp): Locator => visit.page.getByRole('button', { name }).first();
  const section = (name: string): Locator => visit.page.getByRole('region', { name });
  const shows = (text: string | RegExp) => visit.page.getByText(text).first().waitFor();

  // First of all, while this gateway keeps nothing of anybody that it could show instead.
  it('shows a department that is down as such, the rest of the page as ever, and asks again', async () => {
    gateway.departments.land.interfere({ status: 503, body: '{}' });
    await open();
    await visit.logIn('heir');
    const property = section('不动产');
    await property.getByText('暂时没有答复').first().waitFor();
    expect(await property.getByRole('heading').allInnerTexts()).toEqual(['不动产']);
    expect(await section('社会保险').getByRole('img').count()).toBe(1);
    expect(await visit.findBarriers()).toEqual([]);
    await visit.takePicture('department-down');

    gateway.departments.land.interfere(undefined);
    await expectEventually(async () => {
      await property.getByRole('button', { name: '重试' }).click({ timeout: 2_000 });
      await property.getByText('继承权益').waitFor({ timeout: 2_000 });
    });
    expect(visit.complaints).toEqual([]);
  });

  it.each(sharedCity()?.personas.map(({ key, title }) => [key, title.en]) ?? [])(
    'shows the whole page to %s (%s) on phone and desktop, in both languages, without a barrier',
    async (key) => {
      const { page } = await open();
      await visit.logIn(key);
      await page.getByRole('heading', { name: `${persona(key).name}，您好` }).waitFor();
      for (const name of ['身份', '户籍', '民政', '社会保险', '不动产', '水电气'])
        expect(await section(name).locator('.sources').innerText()).toMatch(/局|中心|联合会/);
      expect(await section('身份').innerText()).toContain(persona(key).residentId);
      expect(await section('社会保险').getByRole('img').getAttribute('aria-label')).toContain('柱状图');
      expect(await section('水电气').getByRole('img').count()).toBeGreaterThanOrEqual(2);
      expect(await page.getByRole('alert').allInnerTexts()).toEqual([]);
      expect(await visit.findBarriers()).toEqual([]);
      await visit.takePicture(`${key}-phone`);

      await page.setViewportSize(desktop);
      await button('English').click();
      await page.getByRole('heading', { name: `Hello, ${persona(key).name}` }).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('en-GB');
      await shows('Fuyang Public Security Bureau');
      expect(await visit.findBarriers()).toEqual([]);
      await visit.takePicture(`${key}-desktop`);
      expect(visit.complaints).toEqual([]);
    },
  );

  it('draws contributions as the departments have them, and says them in a table', async () => {
    await open();
    await visit.logIn('young-family');
    const chart = section('社会保险').locator('figure');
    await chart.getByText('数据表').click();
    const row = chart.getByRole('row', { name: /2026年10月/ });
    expect(await row.getByRole('cell').allInnerTexts()).toEqual(await contributionsOf('2026-10'));
  });

  async function contributionsOf(month: string): Promise<string[]> {
    const answer = await gateway.ask<{ me: { contributions: { edges: { node: Contribution }[] } } }>(
      `{ me { contributions(from: "${month}", to: "${month}") { edges { node { personalAmount employerAmount } } } } }`,
      { token: await tokenOf('young-family') },
    );
    const paid = answer.data?.me.contributions.edges.map(({ node }) => node) ?? [];
    const fen = (amount: string): number => Math.round(Number(amount) * 100);
    const personal = paid.reduce((sum, { personalAmount }) => sum + fen(personalAmount), 0);
    const employer = paid.reduce((sum, { employerAmount }) => sum + fen(employerAmount), 0);
    const money = new Intl.NumberFormat('zh-CN', { style: 'currency', currency: 'CNY' });
    return [personal, employer, personal + employer].map((sum) => money.format(sum / 100));
  }

  interface Contribution {
    personalAmount: string;
    employerAmount: string;
  }

  it('keeps elder mode, language and login over a reload, and goes by keyboard', async () => {
    const { page } = await open('en-GB');
    await visit.logIn('centenarian');
    await shows('Hello, ');
    await page.waitForFunction('document.activeElement.tagName === "H1"');
    const sizeBefore = await fontSize();
    await page.getByRole('switch', { name: 'Elder mode' }).press('Space');
    await page.reload();
    await shows('Hello, ');
    expect(await fontSize()).toBe(sizeBefore * 1.25);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(await visit.findBarriers()).toEqual([]);
    await visit.takePicture('elder-phone');

    await button(/^Pay for /).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Confirm the payment' });
    await dialog.waitFor();
    expect(await visit.findBarriers()).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    // Given back by the dialog some moments after it has gone.
    await page.waitForFunction('/^Pay for /.test(document.activeElement.getAttribute("aria-label"))');
    expect(visit.complaints).toEqual([]);
  });

  async function fontSize(): Promise<number> {
    return Number.parseFloat(await visit.page.evaluate('getComputedStyle(document.body).fontSize'));
  }

  it('says which real-name level is missing, and who is not in the register', async () => {
    await open();
    await visit.logInByNumber(persona('pensioner').residentId, 'L1');
    await section('社会保险').getByText('需要更高的实名等级').first().waitFor();
    expect(await visit.findBarriers()).toEqual([]);
    await section('社会保险').getByRole('button', { name: '重新登录' }).click();
    await visit.page.locator('#residentId').fill(nobody);
    await visit.page.locator('button.main').click();
    await shows('没有查询到');
    await button('换人登录').click();
    await visit.page.locator('button[value="pensioner"]').click();
    await shows(`${persona('pensioner').name}，您好`);
  });

  it('keeps the page and says how to go on while the network is gone or the gateway has enough', async () => {
    const { page, context } = await open();
    await visit.logIn('rare-name');
    await shows('您好');
    await context.setOffline(true);
    await button('重新查询').click();
    await shows('没有更新成功，下面是之前查询到的内容');
    await shows('网络已断开');
    expect(await section('身份').count()).toBe(1);
    await visit.takePicture('network-gone', 'window');
    await context.setOffline(false);
    await page.route('**/graphql', (route) =>
      route.fulfill({
        status: 429,
        headers: { 'retry-after': '7' },
        contentType: 'application/json',
        body: JSON.stringify({ errors: [{ message: '…', extensions: { code: 'QUOTA_EXCEEDED' } }] }),
      }),
    );
    await button('重试').click();
    await shows('请 7 秒后重试');
    await page.unroute('**/graphql');
    await button('重试').click();
    await page.locator('.failure').waitFor({ state: 'detached' });
  });

  it('loses nothing of a payment when the session ends in the middle of it', async () => {
    const { page } = await open();
    await visit.logIn('divorced-man');
    await button(/^缴费：/).click();
    await page.getByRole('radio', { name: '银联' }).check();
    await endSession();
    await button('确认，生成缴费单').click();
    await shows('您的登录已过期');
    await visit.takePicture('session-ended', 'window');
    await page.unrouteAll();
    await button('重新登录').click();
    const dialog = page.getByRole('dialog', { name: '确认缴费' });
    await dialog.waitFor();
    expect(await dialog.getByRole('radio', { name: '银联' }).isChecked()).toBe(true);
    expect(await dialog.innerText()).toMatch(/费，\d{4}年\d+月账单/);
  });

  /** From now on the gateway refuses the tokens of this browser, and the issuer knows nothing of its login any more. */
  async function endSession(): Promise<void> {
    await visit.page.route('**/graphql', (route) =>
      route.continue({ headers: { ...route.request().headers(), authorization: 'Bearer ended' } }),
    );
    await visit.page.route('**/token', (route) =>
      route.continue({
        postData: (route.request().postData() ?? '').replace(/refresh_token=[^&]+$/, 'refresh_token=ended'),
      }),
    );
  }

  it('opens one order for a bill, which is paid on the page once the channel has said so', async () => {
    const { page } = await open();
    await visit.logIn('heir');
    const bills = section('水电气').locator('.bills li');
    await bills.first().waitFor();
    const before = await bills.count();
    await bills.first().getByRole('button').click();
    await page.getByRole('radio', { name: '微信支付' }).check();
    await loseNextAnswer();
    await button('确认，生成缴费单').click();
    await shows('同一次缴费不会生成两张缴费单');
    await button('再试一次').click();
    await shows('缴费单已生成');
    await shows('已创建，等待支付');
    expect(await visit.findBarriers()).toEqual([]);
    await visit.takePicture('order-opened', 'window');
    pay(/npm run pay -- (\S+) --amount (\S+)/.exec(await page.locator('pre').innerText()));
    await page.getByRole('dialog').getByRole('button', { name: '重新查询' }).click();
    await expectEventually(async () => expect(await bills.count()).toBe(before - 1));
    await page.reload();
    await bills.first().waitFor();
    expect(await bills.count()).toBe(before - 1);
    expect(visit.complaints).toEqual([expect.stringContaining('ERR_FAILED')]);
  });

  /** The gateway does what it is asked, and the network breaks before the page hears of it. */
  async function loseNextAnswer(): Promise<void> {
    const lose = async (route: Route): Promise<void> => {
      await route.fetch();
      await route.abort();
    };
    await visit.page.route('**/graphql', lose, { times: 1 });
  }

  /** Plays the payment channel, as the page says how. */
  function pay(command: RegExpExecArray | null): void {
    const [, order = '', amount = ''] = command ?? [];
    const script = fileURLToPath(new URL('../../scripts/pay.js', import.meta.url));
    const channel = spawnSync(process.execPath, [script, order, '--amount', amount], {
      env: { ...process.env, DEPARTMENT_UTILITIES_URL: sharedCity().departmentUrls.utilities },
      encoding: 'utf8',
    });
    expect([channel.status, channel.stderr]).toEqual([0, '']);
  }

  it('logs out at the issuer too, so that the next person has to log in', async () => {
    const { page } = await open();
    await page.setViewportSize(phone);
    await visit.logIn('young-family');
    await shows('您好');
    await button('退出').click();
    await page.getByRole('button', { name: /退出/ }).click();
    await button('登录').click();
    await page.locator('button[value="young-family"]').waitFor();
  });

  it('says what can’t be reached when it can’t begin', async () => {
    const { page } = await open();
    await page.route('**/.well-known/openid-configuration', (route) => route.abort());
    await page.reload();
    await shows('连不上登录服务');
    await page.unrouteAll();
    await button('重试').click();
    await button('登录').waitFor();
  });
});

async function expectEventually(check: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
