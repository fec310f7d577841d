// What keeps the model of WeChat honest: each documented limit, tried by a small program.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { launchMiniProgram, type WxModel } from '../support/wx-model.js';
import { readWxml } from '../support/wxml.js';

describe('the model of WeChat', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'yihao-wx-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  /** A program of one page, which is `page` as `Page()` takes it. */
  function launch(page: string, files: Record<string, string> = {}): WxModel {
    const all = {
      'app.js': 'App({})',
      'app.json': '{"pages":["home"],"networkTimeout":{"request":20}}',
      'sitemap.json': '{}',
      'project.config.json': '{"appid":"touristappid"}',
      'home.js': `Page(${page})`,
      'home.wxml': '<view></view>',
      ...files,
    };
    for (const [path, content] of Object.entries(all)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), content);
    }
    return launchMiniProgram({
      ...{ directory, network: { servers: {}, online: true }, domains: [], checksDomains: true },
      envVersion: 'develop',
    });
  }

  it('has nothing of a browser or of Node in scope, and no code from texts', () => {
    const names = ['fetch', 'XMLHttpRequest', 'URL', 'TextEncoder', 'AbortController', 'crypto', 'process'];
    const more = [
      'EventSource',
      'WebSocket',
      'localStorage',
      'document',
      'window',
      'Buffer',
      'Intl',
      'structuredClone',
    ];
    const all = JSON.stringify([...names, ...more]);
    const wechat = launch(
      `{ data: { there: ${all}.filter((name) => name in globalThis) }, onShow() { eval('1'); } }`,
    );
    expect(wechat.page.data['there']).toEqual([]);
    expect(String(wechat.errors[0])).toContain('Code generation from strings disallowed');
  });

  it('keeps 1 MB a key and 10 MB in all', () => {
    const { storage } = launch('{}');
    const megabyte = 'x'.repeat(1024 * 1024 - 2);
    expect(() => storage.setStorageSync('a', `${megabyte}x`)).toThrow('entry size limit');
    for (let key = 0; key < 10; key++) storage.setStorageSync(String(key), megabyte);
    expect(() => storage.setStorageSync('b', 'x')).toThrow('10Mb');
    expect(storage.getStorageSync('b')).toBe('');
  });

  it('carries at most 1 MB in one setData, counts it, and carries nothing that JSON would lose', () => {
    const wechat = launch(`{
      data: { bills: [{ state: 'UNPAID' }] },
      small() { this.setData({ 'bills[0].state': 'PAID' }); },
      large() { this.setData({ text: 'x'.repeat(1024 * 1024) }); },
      lost() { this.setData({ text: undefined }); },
    }`);
    wechat.tap('small');
    expect(wechat.page.data).toEqual({ bills: [{ state: 'PAID' }] });
    expect(wechat.page.cost).toEqual({ calls: 1, bytes: 25 });
    wechat.tap('large');
    wechat.tap('lost');
    expect(wechat.errors.map(String)).toEqual([
      expect.stringContaining('1024 kB'),
      expect.stringContaining('cannot carry undefined'),
    ]);
  });

  it('gives a code at login that can be exchanged once', async () => {
    const wechat = launch(`{ data: { code: '' }, onLoad() {
      return new Promise((resolve) => wx.login({ success: resolve })).then(({ code }) => this.setData({ code }));
    } }`);
    while (wechat.page.data['code'] === '') await new Promise((resolve) => setImmediate(resolve));
    const code = String(wechat.page.data['code']);
    expect(wechat.logins.exchange(code)).toHaveProperty('openid');
    expect(wechat.logins.exchange(code)).toMatchObject({ errcode: 40163 });
    expect(wechat.logins.exchange('guessed')).toMatchObject({ errcode: 40029 });
  });

  it('stops timers in the background after five seconds, until the program is back', async () => {
    const wechat = launch(`{ data: { rang: 0 }, set() { setTimeout(() => this.setData({ rang: 1 }), 0); } }`);
    wechat.hide(6);
    wechat.tap('set');
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(wechat.page.data['rang']).toBe(0);
    wechat.show();
    expect(wechat.page.data['rang']).toBe(1);
  });

  it('opens at most ten pages', () => {
    const wechat = launch('{}');
    for (let pages = 1; pages < 10; pages++) wechat.open('/home?id=1');
    expect(() => wechat.open('/home')).toThrow('page limit');
  });

  it('refuses a package over 2 MB, and one without what app.json names', () => {
    expect(() => launch('{}', { 'large.js': 'x'.repeat(2 * 1024 * 1024) })).toThrow('over 2097152');
    rmSync(join(directory, 'large.js'));
    expect(() => launch('{}', { 'app.json': '{"pages":["home","away"]}' })).toThrow('no away.js, away.wxml');
  });

  it('reads the names that markup uses', () => {
    const names = readWxml(`
      <view wx:for="{{bills}}" wx:for-item="bill"><text bindtap="pay">{{bill.state === 'PAID' ? sum : index}}</text></view>
      <div>{{ name + 'not.me' }}</div><input value="{{typed}}" bindinput="type" />`);
    expect(names).toEqual({
      unknownTags: ['div', 'div'],
      data: ['bills', 'sum', 'name', 'typed'],
      methods: ['pay', 'type'],
    });
    expect(() => readWxml('<view><text></view>')).toThrow('closes another tag');
  });
});
