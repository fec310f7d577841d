// Asks every gateway each question before anything is measured: for the comparison, and for the requests that an answer takes.
import type { BenchSite } from './bench-site.js';
import { compareAnswers } from './compare-answers.js';
import type { FloorAnswer } from './floor-server.js';
import type { BenchGateway } from './gateways.js';
import type { Target } from './load.js';
import { bodyOf, type ForeignScenario, type Scenario } from './scenarios.js';

export interface PreparedScenario {
  readonly scenario: Scenario;
  readonly targets: readonly PreparedTarget[];
}

export interface PreparedTarget extends Target {
  readonly gateway: BenchGateway;
  /** Of several, the mean. */
  readonly answerBytes: number;
  /** Requests to departments for one answer. */
  readonly fetches: number;
}

/**
 * Also tells the floor its answers, those of the first gateway.
 * @throws Error when a gateway answers otherwise than the first one
 */
export async function prepareScenario(
  site: BenchSite,
  scenario: ForeignScenario,
): Promise<{ prepared: PreparedScenario; notes: string[] }> {
  const body = bodyOf(scenario);
  const answers: { gateway: string; text: string }[] = [];
  const targets: PreparedTarget[] = [];
  // The floor has nothing to say before another one has answered.
  const floorLast = [...site.gateways].sort(
    (a, b) => Number(a.name === 'floor') - Number(b.name === 'floor'),
  );
  for (const gateway of floorLast) {
    if (gateway.name === 'floor') await tellFloor(gateway, body, answers[0]?.text);
    await ask(gateway, body);
    const before = await site.countDepartmentRequests();
    const text = await ask(gateway, body);
    const after = await site.countDepartmentRequests();
    answers.push({ gateway: gateway.name, text });
    const answerBytes = Buffer.byteLength(text);
    targets.push({
      gateway,
      urls: gateway.instances.map(({ url }) => url),
      body,
      callers: { kind: scenario.tokens, answerBytes },
      answerBytes,
      fetches: after.requests - before.requests,
    });
  }
  return { prepared: { scenario, targets }, notes: compareAnswers(scenario.name, answers) };
}

async function tellFloor(
  { instances }: BenchGateway,
  body: string,
  answer: string | undefined,
): Promise<void> {
  if (answer === undefined) throw new Error('floor needs another gateway whose answers it can give');
  for (const { process } of instances) await process.ask({ body, answer } satisfies FloorAnswer);
}

async function ask({ instances }: BenchGateway, body: string): Promise<string> {
  const response = await fetch(`${instances[0]?.url ?? ''}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: 'Bearer first',
    },
    body,
  });
  return response.text();
}
