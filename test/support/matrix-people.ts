// The citizens whom the access matrix asks about: between them they have a record of nearly everything.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { ReadSupergraph, TreeField } from './field-tree.js';
import type { RecordedGateway } from './recorded-gateway.js';
import { persona, sharedCity, tokenOf } from './shared-city.js';
import { byMe, questionsOf, waysToAsk } from './ways-to-ask.js';

export interface MatrixPerson {
  readonly residentId: string;
  readonly name: string;
  /** Everything that this citizen sees of himself or herself. */
  readonly own: unknown;
}

type Candidate = Omit<MatrixPerson, 'own'>;

/** Not `young-family`, whose bills others' tests pay meanwhile. */
const personaKeys = ['heir', 'centenarian', 'subsistence-mother'];

/** Records that no persona has, as conditions on a citizen `c`. */
const rareRecords = [
  'c.former_name IS NOT NULL',
  ...['migration', 'residence_permit'].map(
    (table) => `EXISTS (SELECT 1 FROM population.${table} t WHERE t.citizen_id = c.id)`,
  ),
  ...[
    ...['civil_affairs.extreme_poverty', 'civil_affairs.child_support', 'civil_affairs.disability_allowance'],
    ...['civil_affairs.cremation', 'social_security.unemployment_benefit', 'social_security.pension'],
  ].map((table) => `EXISTS (SELECT 1 FROM ${table} t WHERE t.resident_number = c.resident_number)`),
  ...['mortgage', 'seizure', 'notice'].map(
    (table) => `EXISTS (SELECT 1 FROM land.${table} t JOIN land.right_holder h USING (right_id)
       WHERE h.resident_number = c.resident_number)`,
  ),
  `EXISTS (SELECT 1 FROM civil_affairs.assistance_family f JOIN civil_affairs.assistance_member m ON m.family_id = f.id
     WHERE m.resident_number = c.resident_number AND f.to_month IS NOT NULL)`,
];

/** Owes what no persona could pay: others' tests pay those bills. */
const debtor = `EXISTS (SELECT 1 FROM utilities.bill b JOIN utilities.account_person p USING (account_id)
  WHERE p.resident_number = c.resident_number AND p.until IS NULL AND b.paid_on IS NULL
    AND NOT EXISTS (SELECT 1 FROM utilities.account_person q WHERE q.account_id = p.account_id AND q.resident_number = ANY($1)))`;

/** A few citizens, each with something that none before has. */
export async function findPeople(
  gateway: RecordedGateway,
  supergraph: ReadSupergraph,
): Promise<MatrixPerson[]> {
  const [indebted] = await findCitizens([debtor]);
  if (!indebted) throw new Error('nobody owes anything');
  await openPaymentOrder(gateway, indebted);
  const personas = personaKeys.map((key) => ({
    residentId: persona(key).residentId,
    name: persona(key).name,
  }));
  const people: MatrixPerson[] = [];
  const seen = new Set<string>();
  for (const candidate of [indebted, ...personas, ...(await findCitizens(rareRecords))]) {
    const own = await readOwnPage(gateway, supergraph, candidate);
    const held = heldCoordinates(own, supergraph.citizen);
    if (held.every((coordinate) => seen.has(coordinate))) continue;
    held.forEach((coordinate) => seen.add(coordinate));
    people.push({ ...candidate, own });
  }
  return people;
}

/** Coordinates of which a citizen has a value. */
export function heldCoordinates(own: unknown, fields: readonly TreeField[]): string[] {
  const values = (Array.isArray(own) ? own : [own]) as unknown[];
  return values.flatMap((value) => {
    if (typeof value !== 'object' || value === null) return [];
    return fields.flatMap((field) => {
      const inner = (value as Record<string, unknown>)[field.name] ?? null;
      const empty = inner === null || (Array.isArray(inner) && inner.length === 0);
      return empty ? [] : [field.coordinate, ...heldCoordinates(inner, field.children)];
    });
  });
}

/** For each condition a citizen who can log in and is no persona. */
async function findCitizens(conditions: readonly string[]): Promise<Candidate[]> {
  const client = new pg.Client({ connectionString: sharedCity().databaseUrl });
  await client.connect();
  try {
    const found: Candidate[] = [];
    for (const condition of conditions) {
      const { rows } = await client.query<Candidate>(
        `SELECT c.resident_number AS "residentId", c.name FROM population.citizen c
         WHERE c.vital_status = 'ALIVE' AND NOT c.sealed AND c.resident_number <> ALL($1) AND ${condition}
         ORDER BY c.resident_number LIMIT 1`,
        [sharedCity().personas.map(({ residentId }) => residentId)],
      );
      found.push(...rows);
    }
    return found;
  } finally {
    await client.end();
  }
}

async function readOwnPage(
  gateway: RecordedGateway,
  { citizen }: ReadSupergraph,
  { residentId }: Candidate,
): Promise<unknown> {
  const [byName] = waysToAsk;
  const [question, ...others] = byName ? questionsOf(byName, byMe, citizen) : [];
  if (!question || others.length > 0) throw new Error('the whole page is not one question');
  const { data, errors } = await gateway.ask<{ me: unknown }>(question.query, {
    token: await tokenOf(residentId, 'L4'),
  });
  if (!data || errors) throw new Error(`no page of one's own: ${JSON.stringify(errors)}`);
  return data.me;
}

async function openPaymentOrder(gateway: RecordedGateway, { residentId }: Candidate): Promise<void> {
  const token = await tokenOf(residentId, 'L4');
  const { data } = await gateway.ask<{
    me: { utilityAccounts: { account: { bills: { edges: { node: { id: string } }[] } } }[] };
  }>('{ me { utilityAccounts { account { bills(unpaid: true) { edges { node { id } } } } } } }', { token });
  const bill = data?.me.utilityAccounts.flatMap(({ account }) => account.bills.edges)[0]?.node.id;
  const { errors } = await gateway.ask(
    'mutation($input: PayUtilityBillInput!) { payUtilityBill(input: $input) { id } }',
    { token, variables: { input: { bill, idempotencyKey: randomUUID(), channel: 'ALIPAY' } } },
  );
  if (errors) throw new Error(`no payment order: ${JSON.stringify(errors)}`);
}
