// Access tokens of citizens of the development city, in the order of its families.
import { loginCitizen } from '../issuer/login.js';
import { generateFamily } from '../seed/family.js';
import { currentNumber } from '../seed/held-number.js';
import { defaultAsOf } from '../seed/world.js';

const atOnce = 8;

/** Of those among the city's first people who live and may log in: some fewer than `people`. */
export async function citizenTokens(issuerUrl: string, people: number): Promise<string[]> {
  const numbers = numbersOf(people);
  const tokens: string[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let who = numbers[next++]; who !== undefined; who = numbers[next++])
        tokens.push((await loginCitizen(issuerUrl, { who })).accessToken);
    }),
  );
  return tokens;
}

function numbersOf(people: number): string[] {
  const numbers: string[] = [];
  for (let family = 0; numbers.length < people; family++)
    for (const person of generateFamily({ seed: 1, asOf: defaultAsOf }, family).people)
      // A sealed record shows nothing of its person.
      if (!person.died && person.hukou !== 'MOVED_OUT' && !person.sealed) numbers.push(currentNumber(person));
  return numbers.slice(0, people);
}
