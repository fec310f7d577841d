// Asks every gateway for every citizen's page before anything is measured: to record, to compare, and to fill what is kept.
import type { CitySite } from './city-site.js';
import { compareAnswers } from './compare-answers.js';
import { countLookUps, formatLookUps, since, type LookUpCounts } from './count-look-ups.js';
import type { BenchGateway } from './gateways.js';
import type { CitizenCaller } from './load.js';
import type { PreparedScenario, PreparedTarget } from './prepare-targets.js';
import { bodyOf, type Scenario } from './scenarios.js';

/**
 * The first time each gateway is asked, departments are asked too, and the answers are compared; the third time says how many
 * requests to departments an answer still takes.
 * @throws Error when a gateway answers otherwise than the first one, or with errors
 */
export async function prepareCityScenario(
  site: CitySite,
  scenario: Scenario,
): Promise<{ prepared: PreparedScenario; notes: string[] }> {
  const body = bodyOf(scenario);
  const tokens = await site.logIn();
  const notes = new Set<string>();
  const before = await Promise.all(site.gateways.map(countAll));
  for (const token of tokens) {
    const answers: { gateway: string; text: string }[] = [];
    for (const { name, instances } of site.gateways)
      for (const { url } of instances) answers.push({ gateway: name, text: await ask(url, body, token) });
    compareAnswers(scenario.name, answers).forEach((note) => notes.add(note));
  }
  for (const [index, gateway] of site.gateways.entries())
    for (const note of await noteFilling(scenario, gateway, before[index] ?? [])) notes.add(note);
  const targets: PreparedTarget[] = [];
  for (const gateway of site.gateways) targets.push(await prepareTarget(site, gateway, body, tokens));
  return { prepared: { scenario, targets }, notes: [...notes] };
}

async function countAll({ instances, countsLookUps }: BenchGateway): Promise<LookUpCounts[]> {
  return countsLookUps ? Promise.all(instances.map(({ url }) => countLookUps(url))) : [];
}

/** What the processes behind one Redis found of each other's when they were asked for the first time. */
async function noteFilling(
  { name }: Scenario,
  gateway: BenchGateway,
  before: readonly LookUpCounts[],
): Promise<string[]> {
  if (gateway.instances.length < 2) return [];
  const after = await countAll(gateway);
  const counts = after.map((one, index) => formatLookUps(since(before[index] ?? {}, one)));
  return [`${name}: look-ups of ${gateway.name} when first asked: ${counts.join(' | ')}`];
}

async function prepareTarget(
  site: CitySite,
  gateway: BenchGateway,
  body: string,
  tokens: readonly string[],
): Promise<PreparedTarget> {
  const urls = gateway.instances.map(({ url }) => url);
  // What has aged while others were asked is fetched anew.
  for (const url of urls) for (const token of tokens) await ask(url, body, token);
  const before = await site.countDepartmentRequests();
  const texts: string[] = [];
  for (const [index, token] of tokens.entries())
    texts.push(await ask(urls[index % urls.length] ?? '', body, token));
  const after = await site.countDepartmentRequests();
  const citizens = texts.map((text, index): CitizenCaller => ({
    authorization: `Bearer ${tokens[index]}`,
    beginning: beginningOf(text),
  }));
  const bytes = texts.reduce((all, text) => all + Buffer.byteLength(text), 0);
  return {
    gateway,
    urls,
    body,
    callers: { kind: 'citizens', citizens },
    answerBytes: Math.round(bytes / tokens.length),
    fetches: (after.requests - before.requests) / tokens.length,
  };
}

/** The data: how fresh they are differs from answer to answer. */
function beginningOf(text: string): Buffer {
  const end = text.indexOf(',"extensions":');
  return Buffer.from(end === -1 ? text : text.slice(0, end));
}

async function ask(url: string, body: string, token: string): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: `Bearer ${token}`,
    },
    body,
  });
  return response.text();
}
