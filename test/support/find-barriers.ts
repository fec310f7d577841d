// What axe-core finds in a page that keeps people out who read it by ear, by keyboard or with weak eyes.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What nobody here can mend: one rule, on the elements that this selector matches. */
export interface KnownBarrier {
  readonly rule: string;
  readonly on: string;
}

/** One line for each element and rule that is not minor; empty where all is well. */
export async function findBarriers(page: Page, known: readonly KnownBarrier[] = []): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>('axe.run({ resultTypes: ["violations"] })');
  const found: string[] = [];
  for (const { id, impact, nodes } of violations.filter((violation) => violation.impact !== 'minor'))
    for (const { html, target } of nodes)
      if (
        !(await isKnown(
          page,
          target.join(' '),
          known.filter(({ rule }) => rule === id),
        ))
      )
        found.push(`${impact} ${id}: ${html}`);
  return found;
}

async function isKnown(page: Page, target: string, known: readonly KnownBarrier[]): Promise<boolean> {
  for (const { on } of known) if ((await page.locator(target).and(page.locator(on)).count()) > 0) return true;
  return false;
}

interface AxeResults {
  violations: { id: string; impact: string; nodes: { html: string; target: string[] }[] }[];
}
