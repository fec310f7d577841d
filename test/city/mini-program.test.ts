// The sample mini-program as it is built, in WeChat's model, against real gateways of the city.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '../../schema/client/client.js';
import { CitizenPage } from '../../schema/operations/generated/citizen-page.js';
import { HomePage } from '../../schema/operations/generated/home-page.js';
import { bundleMiniProgram } from '../../scripts/bundle/bundle-mini-program.js';
import { waitFor } from '../../scripts/figures/redis-server.js';
import type { PhoneNetwork } from '../support/phone-network.js';
import { startRecordedGateway, type RecordedGateway } from '../support/recorded-gateway.js';
import { persona, tokenOf } from '../support/shared-city.js';
import { launchMiniProgram, type WxModel, type WxModelOptions } from '../support/wx-model.js';
import { readWxml } from '../support/wxml.js';

interface Section {
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  readonly absence: string;
  readonly source: string;
}
interface Home {
  readonly loading: boolean;
  readonly notice: { readonly message: string; readonly wayOn: string };
  readonly name: string;
  readonly sections: readonly Section[];
}
interface Bill {
  readonly id: string;
  readonly amount: string;
  readonly outcome: string;
  readonly canPay: boolean;
}

const released = 'https://yihao.example.gov.cn';
const development = 'http://127.0.0.1:4000';

describe('the sample mini-program', () => {
  let directory: string;
  let gateway: RecordedGateway;
  let phone: PhoneNetwork;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'yihao-mini-program-'));
    await bundleMiniProgram(directory);
    gateway = await startRecordedGateway();
  });
  afterAll(async () => {
    await gateway.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  function launch(options: Partial<WxModelOptions> = {}): WxModel {
    phone = { servers: { [released]: gateway.url, [development]: gateway.url }, online: true };
    return launchMiniProgram({
      ...{ directory, network: phone, domains: [released], checksDomains: true, envVersion: 'release' },
      ...options,
    });
  }

  const home = (wechat: WxModel): Home => wechat.page.data as unknown as Home;
  const section = (wechat: WxModel, title: string): Section | undefined =>
    home(wechat).sections.find((candidate) => candidate.title === title);
  const settled = (wechat: WxModel): Promise<void> =>
    waitFor('the page to have its answer', async () => !home(wechat).loading, 10_000);

  /** Pastes a token on the login page, as a developer does. */
  async function logIn(wechat: WxModel, token: string): Promise<void> {
    wechat.tap('logIn');
    wechat.input('type', `${token}\n`);
    wechat.tap('logIn');
    await settled(wechat);
  }
  async function openHome(who: string, options: Partial<WxModelOptions> = {}): Promise<WxModel> {
    const wechat = launch(options);
    await logIn(wechat, await tokenOf(who));
    return wechat;
  }

  it('asks nothing before a login, and its home page one thing after it', async () => {
    const wechat = launch();
    expect(home(wechat)).toMatchObject({ loading: false, notice: { wayOn: 'login' }, sections: [] });
    expect(wechat.network.counts.sent).toBe(0);
    await logIn(wechat, await tokenOf('pensioner'));
    expect(wechat.network.counts.sent).toBe(1);
    expect(JSON.parse(wechat.network.bodies[0] ?? '')).toEqual({
      operationName: 'HomePage',
      variables: {},
      extensions: { persistedQuery: { version: 1, sha256Hash: HomePage.hash } },
    });
    expect(home(wechat)).toMatchObject({ name: persona('pensioner').name, notice: { message: '' } });
    // What crosses to the screen's thread: that there is nobody, that it loads, and the answer.
    expect(wechat.page.cost.calls).toBeLessThanOrEqual(5);
    expect(wechat.page.cost.bytes).toBeLessThan(8_192);
    expect(wechat.errors).toEqual([]);
  });

  it('shows what each department says, with who says so, and why there is nothing', async () => {
    const wechat = await openHome('pensioner');
    expect(home(wechat).sections.map(({ title }) => title)).toEqual([
      ...['户籍', '社会保险', '养老金', '医保账户', '高龄津贴', '房产', '水电气'],
    ]);
    const [monthly] = section(wechat, '养老金')?.rows ?? [];
    expect(monthly?.label).toBe('每月');
    expect(monthly?.value).toMatch(/^\d+\.\d\d元$/);
    expect(section(wechat, '养老金')?.source).toMatch(/.+ · 截至\d+月\d+日\d\d:\d\d · (实时|近期数据)/);
    // Each section has something to read.
    for (const { rows, absence } of home(wechat).sections)
      expect(rows.length > 0 || absence !== '').toBe(true);
    const young = await openHome('young-family');
    expect(section(young, '养老金')).toMatchObject({ rows: [] });
    expect(section(young, '养老金')?.absence).toContain('没有');
  });

  it('says of a department that is down that it did not answer, and shows the others', async () => {
    gateway.departments.land.interfere({ status: 503, body: '{}' });
    try {
      // A citizen of whom nothing is kept yet.
      const wechat = await openHome('heir');
      expect(section(wechat, '房产')?.rows).toEqual([]);
      expect(section(wechat, '房产')?.absence).toContain('没有答复');
      expect(section(wechat, '户籍')?.rows).toHaveLength(1);
      expect(home(wechat).notice.message).toBe('');
    } finally {
      gateway.departments.land.interfere(undefined);
    }
  });

  it('says what is old and what is partly hidden', async () => {
    const token = await tokenOf('pensioner');
    const query = await HomePage.text();
    const answer = await gateway.ask(query, { token });
    const old = (answer.extensions?.yihao.freshness ?? []).map((entry) => ({ ...entry, state: 'stale' }));
    const yihao = { freshness: old, masked: ['RealEstateRight.certificateNumber'] };
    const body = JSON.stringify({ data: answer.data, extensions: { yihao } });
    const server = createServer((_, response) => response.end(body));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const wechat = launch({ network: { servers: { [released]: url }, online: true } });
    await logIn(wechat, token);
    expect(section(wechat, '户籍')?.source).toMatch(/可能已过时$/);
    expect(section(wechat, '房产')?.source).toMatch(/可能已过时 · 部分内容已隐去$/);
    server.close();
  });

  it('says what a login of a low level may not see, and why', async () => {
    const wechat = launch();
    await logIn(wechat, await tokenOf('pensioner', 'L1'));
    expect(section(wechat, '养老金')?.rows).toEqual([]);
    expect(section(wechat, '养老金')?.absence).toContain('等级');
  });

  it('has its answer after more than five seconds in the background, which lost the request', async () => {
    const wechat = launch();
    wechat.storage.setStorageSync('token', await tokenOf('centenarian'));
    const { requests } = gateway.departments.population;
    requests.length = 0;
    const release = gateway.departments.population.hold();
    wechat.tap('retry');
    await waitFor('the department to be asked', async () => requests.length > 0);
    wechat.hide(6);
    release();
    expect(home(wechat)).toMatchObject({ loading: true, sections: [] });
    wechat.show();
    await waitFor('the page', async () => home(wechat).sections.length > 0, 10_000);
    expect(wechat.network.counts.sent).toBe(2);
    expect(home(wechat)).toMatchObject({
      loading: false,
      notice: { message: '' },
      name: persona('centenarian').name,
    });
    expect(wechat.errors).toEqual([]);
  });

  it('asks again when it is opened after a failure, and keeps what it shows while a refresh fails', async () => {
    const wechat = await openHome('pensioner');
    const { sections } = home(wechat);
    phone.online = false;
    wechat.tap('onPullDownRefresh');
    await waitFor('the failure', async () => home(wechat).notice.message !== '', 10_000);
    expect(home(wechat)).toMatchObject({ loading: false, notice: { wayOn: 'retry' }, sections });
    phone.online = true;
    wechat.hide(1);
    wechat.show();
    await settled(wechat);
    expect(home(wechat)).toMatchObject({ notice: { message: '' }, sections: { length: sections.length } });
  });

  it('clears the page and offers a login when the session has ended', async () => {
    const wechat = await openHome('pensioner');
    wechat.storage.setStorageSync('token', 'expired');
    wechat.hide(1);
    wechat.show();
    await settled(wechat);
    expect(home(wechat)).toMatchObject({ notice: { wayOn: 'login' }, sections: [], name: '' });
    expect(wechat.storage.getStorageSync('token')).toBe('');
    await logIn(wechat, await tokenOf('pensioner'));
    expect(home(wechat)).toMatchObject({ notice: { message: '' }, name: persona('pensioner').name });
  });

  it('keeps the eleventh request waiting by itself', async () => {
    const wechat = await openHome('pensioner');
    const { client } = wechat.app as unknown as { client: Client };
    const answers = await Promise.all(
      Array.from({ length: 11 }, (_, index) => client.query(CitizenPage, { contributions: index + 1 })),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(wechat.network.counts).toMatchObject({ mostAtOnce: 10, refused: 0 });
  });

  it('lists bills with one request and pays one with another, once, whatever is lost on the way', async () => {
    const wechat = await openOwing();
    const bills = (): Bill[] => wechat.page.data['bills'] as Bill[];
    const [bill] = bills();
    if (!bill) throw new Error('nobody owes anything');
    wechat.answerDialogs(false);
    wechat.tap('pay', { bill: bill.id });
    await waitFor('the dialog', async () => wechat.shown.length > 0);
    expect(wechat.shown[0]).toContain(bill.amount);
    const before = wechat.network.counts.sent;
    wechat.answerDialogs(true);
    const outcome = () => bills()[0];
    // The department opens the order; its answer is lost in the background.
    const { utilities } = gateway.departments;
    utilities.requests.length = 0;
    const release = utilities.hold();
    wechat.tap('pay', { bill: bill.id });
    await waitFor('the order to arrive', async () => utilities.requests.some(isPayment));
    wechat.hide(6);
    release();
    wechat.show();
    await waitFor('the failure', async () => outcome()?.canPay === true && outcome()?.outcome !== '', 10_000);
    wechat.tap('pay', { bill: bill.id });
    await waitFor('the order', async () => outcome()?.outcome.includes('已下单') === true, 10_000);
    const keys = wechat.network.bodies
      .slice(before)
      .map((body) => (JSON.parse(body) as PaymentBody).variables.input.idempotencyKey);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[0]).toMatch(/^[\w-]{8,64}$/);
    expect(wechat.errors).toEqual([]);
  });

  const isPayment = ({ body }: { readonly body: string }): boolean => body.includes('payUtilityBill');

  interface PaymentBody {
    readonly variables: { readonly input: { readonly idempotencyKey: string } };
  }

  /** The bills page of the first persona who owes something that nobody pays yet. */
  async function openOwing(): Promise<WxModel> {
    for (const who of [
      'rare-name',
      'foreign-resident',
      'hong-kong-resident',
      'divorced-man',
      'young-family',
    ]) {
      const wechat = await openHome(who);
      const { sent } = wechat.network.counts;
      wechat.tap('openBills');
      await waitFor('the bills', async () => wechat.page.data['state'] === 'shown', 10_000);
      expect(wechat.network.counts.sent).toBe(sent + 1);
      if ((wechat.page.data['bills'] as Bill[]).length > 0) return wechat;
    }
    throw new Error('no persona owes anything');
  }

  it('asks a host on the white list alone once released, and the own machine in the developer tools', async () => {
    const refused = await openHome('pensioner', { domains: ['https://other.example.gov.cn'] });
    expect(home(refused).notice.wayOn).toBe('retry');
    expect(refused.network.counts.sent).toBe(0);
    const inTools = await openHome('pensioner', { envVersion: 'develop', checksDomains: false });
    expect(home(inTools).name).toBe(persona('pensioner').name);
  });

  it('is a small package whose markup names known components, data that is there and methods that are', async () => {
    const wechat = await openHome('pensioner');
    expect(wechat.package.bytes).toBeLessThan(100_000);
    for (const path of wechat.package.app.pages) {
      wechat.open(path);
      const names = readWxml(wechat.package.read(`${path}.wxml`));
      expect(names.unknownTags).toEqual([]);
      expect(names.data.filter((name) => !(name in wechat.page.data))).toEqual([]);
      expect(names.methods.filter((method) => !wechat.page.has(method))).toEqual([]);
    }
    expect(wechat.errors).toEqual([]);
  });
});
