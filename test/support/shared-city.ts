// For the tests in `test/city`: the shared city, its citizens' tokens, and gateways of the test's own.
import { startGateway } from '../../gateway/app.js';
import { readConfig } from '../../gateway/config.js';
import { createLogger } from '../../gateway/observability/logger.js';
import type { YihaoExtension } from '../../schema/contract/extension.js';
import { loginCitizen } from '../../scripts/issuer/login.js';
import type { Persona } from '../../scripts/issuer/persona.js';
import { sharedCityVariable, type SharedCity } from './start-shared-city.js';

export function sharedCity(): SharedCity {
  return JSON.parse(process.env[sharedCityVariable] ?? 'null') as SharedCity;
}

export function persona(key: string): Persona {
  const found = sharedCity().personas.find((candidate) => candidate.key === key);
  if (!found) throw new Error(`no persona ${key}`);
  return found;
}

/** A real access token of the city's issuer. */
export async function tokenOf(who: string, level?: Persona['level']): Promise<string> {
  const { accessToken } = await loginCitizen(sharedCity().issuerUrl, { who, ...(level && { level }) });
  return accessToken;
}

export interface GraphqlError {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; department?: string };
}

export interface Answer<Data> {
  status: number;
  headers: Headers;
  data?: Data | null;
  errors?: GraphqlError[];
  extensions?: { yihao: YihaoExtension };
  text: string;
}

export interface TestGateway {
  readonly url: string;
  /** What it logged so far, one JSON line an event. */
  readonly log: readonly string[];
  ask<Data = Record<string, unknown>>(
    query: string,
    options?: { token?: string; variables?: object; headers?: Record<string, string> },
  ): Promise<Answer<Data>>;
  /** Any HTTP request to it. */
  fetch(path: string, init?: RequestInit): Promise<Answer<Record<string, unknown>>>;
  stop(): Promise<void>;
}

/** A gateway in this process, on a free port; `overrides` are environment variables. */
export async function startTestGateway(overrides: Record<string, string> = {}): Promise<TestGateway> {
  const log: string[] = [];
  const logger = createLogger('debug', { write: (line: string) => void log.push(line) });
  const isForeign = overrides['ACCESS'] === 'open';
  const environment = isForeign ? {} : sharedCity().gatewayEnvironment;
  // Departments of the city tell it of changes; those of a foreign supergraph know nothing of it.
  const register = async (method: 'PUT' | 'DELETE', url: string): Promise<void> => {
    if (!isForeign) await fetch(sharedCity().relayUrl, { method, body: url });
  };
  const gateway = await startGateway(
    readConfig({ PORT: '0', DEPARTMENT_TIMEOUT_MS: '5000', ...environment, ...overrides }),
    logger,
  );
  await register('PUT', gateway.url);
  const answer = async (path: string, init?: RequestInit): Promise<Answer<never>> => {
    const response = await fetch(gateway.url + path, init);
    const text = await response.text();
    const json = (text.startsWith('{') ? JSON.parse(text) : {}) as object;
    return { ...json, status: response.status, headers: response.headers, text };
  };
  return {
    url: gateway.url,
    log,
    ask: (query, { token, variables, headers } = {}) =>
      answer('/graphql', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      }),
    fetch: answer,
    async stop() {
      await register('DELETE', gateway.url);
      await gateway.stop();
    },
  };
}
