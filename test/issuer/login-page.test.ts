// The pages that people see: what they offer, what they keep, what they never let through.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeJwt } from 'jose';
import { html } from '../../gateway/http/html.js';
import { createIssuer, type Issuer } from '../../scripts/issuer/issuer.js';
import { subjectOf } from '../../scripts/issuer/persona.js';
import { createCookieSession } from '../../scripts/issuer/cookie-session.js';
import {
  authorizationUrl,
  gatewayAudience,
  locationOf,
  obtainCode,
  openLogin,
  personas,
  portalCallback,
  redeemCode,
  refresh,
  submitLogin,
  tokensOf,
} from './browser-login.js';

let issuer: Issuer;

beforeAll(async () => {
  issuer = await createIssuer({ port: 0, audience: gatewayAudience, personas });
});
afterAll(() => issuer.stop());

async function postForm(form: Record<string, string>): Promise<Response> {
  const { browser, formUrl } = await openLogin(issuer.url);
  return browser.post(formUrl, form);
}

/** Sends the form with the cookies of the browser that opened it, from a page of `origin`. */
async function sendFrom(origin: string | undefined): Promise<Response> {
  const opened = await fetch(authorizationUrl(issuer.url, 'v'), { redirect: 'manual' });
  const cookies = opened.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
  return fetch(new URL(locationOf(opened), issuer.url), {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookies.join('; '), ...(origin !== undefined && { origin }) },
    body: new URLSearchParams({ persona: 'retiree' }),
  });
}

describe('login page', () => {
  it('says in both languages that it is for development, and offers every persona', async () => {
    const { browser, formUrl } = await openLogin(issuer.url);
    const page = await (await browser.get(formUrl)).text();
    expect(page).toContain('仅供开发');
    expect(page).toContain('For development only');
    for (const { key } of personas) expect(page).toContain(`name="persona" value="${key}"`);
    expect(page).toContain('退休职工');
    expect(page).toContain('Retired worker');
    expect(page).toContain('<option value="L3" selected>');
    for (const { residentId } of personas) expect(page).not.toContain(residentId);
  });

  it('escapes titles', async () => {
    const { browser, formUrl } = await openLogin(issuer.url);
    const page = await (await browser.get(formUrl)).text();
    expect(page).toContain('学生 &lt;b&gt;&quot;甲&quot;&lt;/b&gt;');
    expect(page).toContain('Student &amp; daughter');
  });

  it('labels its fields', async () => {
    const { browser, formUrl } = await openLogin(issuer.url);
    const page = await (await browser.get(formUrl)).text();
    for (const field of ['residentId', 'level']) {
      expect(page).toContain(`<label for="${field}">`);
      expect(page).toMatch(new RegExp(`id="${field}"\\s+name="${field}"`));
    }
  });

  it('allows no script, no frame, and forms that end at the portal', async () => {
    const { browser, formUrl } = await openLogin(issuer.url);
    const answer = await browser.get(formUrl);
    const { headers } = answer;
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self' http://127.0.0.1:4000");
    expect(policy).not.toContain('unsafe-inline');
    const style = /<style>(.*)<\/style>/s.exec(await answer.text())?.[1] ?? '';
    expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('comes again with the reason and what was typed when the number is malformed', async () => {
    const answer = await postForm({ residentId: '110105194912310021', level: 'L4' });
    const page = await answer.text();
    expect(answer.status).toBe(400);
    expect(page).toMatch(/<p role="alert" id="problem">\S+/);
    expect(page).toMatch(
      /value="110105194912310021"\s+aria-invalid="true" aria-describedby="problem" autofocus/,
    );
    expect(page).toContain('<option value="L4" selected>');
  });

  it('escapes what was typed', async () => {
    const page = await (await postForm({ residentId: '"><script>alert(1)</script>', level: '"><i>' })).text();
    expect(page).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(page).not.toContain('<script');
    expect(page).not.toContain('<i>');
  });

  it('can be sent again after a mistake', async () => {
    const login = await openLogin(issuer.url);
    await login.browser.post(login.formUrl, { residentId: '1' });
    const landed = await submitLogin(login, { residentId: '11010519491231002X', level: 'L3' });
    expect(landed.searchParams.get('code')).not.toBeNull();
  });

  it('refuses a persona and a level that do not exist', async () => {
    const persona = await postForm({ persona: 'nobody' });
    expect(persona.status).toBe(400);
    expect(await persona.text()).toContain('There is no such persona.');
    const level = await postForm({ persona: 'retiree', level: 'L9' });
    expect(level.status).toBe(400);
    expect(await level.text()).toContain('There is no such real-name level.');
  });

  it('does not log in a browser that did not open it', async () => {
    const { formUrl } = await openLogin(issuer.url);
    const stranger = await createCookieSession().post(formUrl, { persona: 'retiree' });
    expect(stranger.status).toBe(400);
    expect(await stranger.text()).toContain('This login has expired.');
  });

  describe.each([
    ['the page of another server on this machine', () => 'http://127.0.0.1:5999', 403],
    ['the page of a stranger', () => 'https://attacker.example', 403],
    ['the same host without its port', () => 'http://127.0.0.1', 403],
    ['the same address over https', () => issuer.url.replace('http:', 'https:'), 403],
    ['a page without an origin', () => 'null', 403],
    ['the login page', () => issuer.url, 303],
    ['a program', () => undefined, 303],
  ])('sent by %s', (_who, origin, status) => {
    it(`is answered with ${status}`, async () => {
      const answer = await sendFrom(origin());
      expect(answer.status).toBe(status);
      if (status === 403) expect(answer.headers.get('location')).toBeNull();
    });
  });

  it('lets browsers name its origin with the form', async () => {
    const { browser, formUrl } = await openLogin(issuer.url);
    expect((await browser.get(formUrl)).headers.get('referrer-policy')).toBe('same-origin');
  });

  it('answers a form that is too large without reading it', async () => {
    const answer = await postForm({ residentId: '1'.repeat(1_000_000) });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('The form cannot be read.');
  });

  it('is skipped by somebody already logged in, and asked for by prompt=login', async () => {
    const { browser } = await obtainCode(issuer.url);
    const again = await browser.get(authorizationUrl(issuer.url, 'v'));
    expect(locationOf(again)).toContain(`${portalCallback}?code=`);
    const asked = await browser.get(authorizationUrl(issuer.url, 'v', { prompt: 'login' }));
    expect(locationOf(asked)).toContain('/interaction/');
  });

  it('lets somebody logged in become another persona', async () => {
    const { browser, verifier } = await obtainCode(issuer.url, { persona: 'retiree' });
    const asked = await browser.get(authorizationUrl(issuer.url, verifier, { prompt: 'login' }));
    const submitted = await browser.post(new URL(locationOf(asked), issuer.url).href, { persona: 'student' });
    // The provider ends the first session before it begins the next, with a form that sends itself.
    const page = await (await browser.get(locationOf(submitted))).text();
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const ended = await browser.post(`${issuer.url}/session/end/confirm`, { xsrf, logout: 'yes' });
    const landed = new URL(locationOf(await browser.get(locationOf(ended))));
    const code = landed.searchParams.get('code') ?? '';
    const { access_token } = await tokensOf(redeemCode(issuer.url, { code, verifier }));
    expect(decodeJwt(access_token)).toMatchObject({ sub: subjectOf('341202199003070025') });
  });
});

describe('logging out', () => {
  it('asks, ends the session with its refresh tokens, and returns to the portal', async () => {
    const login = await obtainCode(issuer.url);
    const tokens = await tokensOf(redeemCode(issuer.url, login));
    const request = new URLSearchParams({
      id_token_hint: tokens.id_token,
      post_logout_redirect_uri: 'http://127.0.0.1:4000/portal/',
      state: 'bye',
    });
    const question = await login.browser.get(`${issuer.url}/session/end?${String(request)}`);
    const page = await question.text();
    expect(question.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    const xsrf = /name="xsrf" value="(\w+)"/.exec(page)?.[1] ?? '';
    const answer = await login.browser.post(`${issuer.url}/session/end/confirm`, { xsrf, logout: 'yes' });
    expect(locationOf(answer)).toBe('http://127.0.0.1:4000/portal/?state=bye');
    expect((await refresh(issuer.url, tokens.refresh_token)).status).toBe(400);
    expect(locationOf(await login.browser.get(authorizationUrl(issuer.url, 'v')))).toContain('/interaction/');
  });
});

describe('personas', () => {
  it('are listed for command lines without names and numbers', async () => {
    const answer = await fetch(`${issuer.url}/personas`);
    expect(await answer.json()).toEqual(personas.map(({ key, title, level }) => ({ key, title, level })));
  });
});

describe('html', () => {
  it('leaves no character of an interpolated string that could end text or an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', ';', 'a') }), (text) => {
        const { markup } = html`${text}`;
        expect(markup).not.toMatch(/[<>"']/);
        expect(markup.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
      }),
    );
  });
});
