// Looks people up until Redis holds their data, and then what a thief of its dump and its append-only file could read.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { GatewayPair } from './gateway-pair.js';
import type { RedisServer } from './redis-server.js';

export interface Stolen {
  readonly citizens: number;
  /** Different names, numbers, addresses and so on that were answered. */
  readonly texts: ReadonlySet<string>;
  /** Dump and append-only files. */
  readonly files: readonly string[];
  readonly megabytes: number;
}

/** What says who somebody is, where they live and what they have. */
export const query = `{ me {
  id residentId name formerName phone identityNumbers { number }
  hukouHousehold { id number address members { name } head { name } } residencePermits { number address }
  socialSecurityCard { number bankCardNumber } medicalAccount { balance }
  marriageRegistrations { number otherParty { name } } elderCard { number } tenancies { filingNumber otherParties { name } }
  utilityAccounts { account { number meterNumber address dwelling { houseCode address } } }
} }`;

const atOnce = 12;

/** Of AOF and RDB that are wholly written. @param redis keeps both */
export async function lookUpAndSteal(
  { urls }: Pick<GatewayPair, 'urls'>,
  redis: RedisServer,
  tokens: readonly string[],
): Promise<Stolen> {
  const texts = new Set<string>();
  let next = 0;
  let citizens = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let index = next++; index < tokens.length; index = next++) {
        const data = await lookUp(urls[index % urls.length] ?? '', tokens[index] ?? '');
        if (data === undefined) continue;
        citizens += 1;
        collectTexts(data, texts);
      }
    }),
  );
  await redis.command('SAVE');
  const files = readdirSync(redis.directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(rdb|aof)$/.test(name))
    .map((name) => join(redis.directory, name));
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  return { citizens, texts, files, megabytes: bytes / 1_000_000 };
}

/** Undefined for who isn't let in. @throws Error when an answer has errors */
async function lookUp(url: string, token: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  if (response.status === 403) return undefined;
  const { data, errors } = JSON.parse(text) as {
    data?: { me?: unknown };
    errors?: { extensions: { code: string } }[];
  };
  if (errors?.some(({ extensions }) => extensions.code !== 'NEEDS_LEVEL'))
    throw new Error(`The gateway answered ${response.status}: ${JSON.stringify(errors).slice(0, 300)}`);
  return data?.me;
}

/** Enough of them to be somebody's: not the words that the schema has for everybody. */
function collectTexts(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') {
    if (/\d{6}|[^ -~]{2}/u.test(value)) into.add(value);
  } else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) collectTexts(inner, into);
}
