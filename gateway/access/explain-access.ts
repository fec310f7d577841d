// What a caller sees of each coordinate of an operation, and why not more: told from the decisions that its answer is made by.
import type { PlannedAccess } from '../../schema/contract/extension.js';
import type { Language, Message } from '../errors.js';
import type { AnswerField } from '../operations/prepare-operation.js';
import type { AccessTable } from './access-table.js';
import type { Decision } from './decide.js';
import { refusalOf } from './describe-absences.js';

export interface AccessInputs {
  readonly table: AccessTable;
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly language: Language;
}

/** One entry for each coordinate, in the order in which the operation asks for them. */
export function explainAccess(fields: readonly AnswerField[], inputs: AccessInputs): PlannedAccess[] {
  const told = new Map<string, PlannedAccess>();
  const explain = (some: readonly AnswerField[]): void => {
    for (const field of some) {
      const { name, coordinate, children = [] } = field;
      if (name.startsWith('__')) continue;
      if (!told.has(coordinate)) told.set(coordinate, explainField(field, inputs));
      explain(children);
    }
  };
  explain(fields);
  return [...told.values()];
}

function explainField(
  { coordinate, treatment }: AnswerField,
  { table, decisions, language }: AccessInputs,
): PlannedAccess {
  const resource = table.get(coordinate)?.resource;
  const decision = decisions.get(resource ?? '');
  const common = { coordinate, ...(resource !== undefined && { resource }) };
  switch (treatment.kind) {
    case 'clear':
      return { ...common, treatment: 'clear' };
    case 'masked': {
      const { reason, message } = whyMasked(decision);
      const why = { ...(reason && { reason }), message: message[language] };
      return { ...common, treatment: 'masked', mask: treatment.mask, ...why };
    }
    case 'refused': {
      const { reason, message } = refusalOf(decision);
      return { ...common, treatment: 'refused', reason, message: message[language] };
    }
  }
}

/** A key that can't be left out is masked although it is refused, and says why that is. */
function whyMasked(decision: Decision | undefined): {
  reason?: ReturnType<typeof refusalOf>['reason'];
  message: Message;
} {
  if (!decision?.allow) return refusalOf(decision);
  const { grant } = decision;
  if (grant === undefined) return { message: sharedMasked };
  return {
    message: {
      zh: `授权 ${grant} 只允许查看脱敏后的内容。`,
      en: `Grant ${grant} is for masked values.`,
    },
  };
}

const sharedMasked: Message = {
  zh: '无条件共享的内容以脱敏形式提供；查看明文需要授权。',
  en: 'What is shared without a grant is masked: clear values need one.',
};
