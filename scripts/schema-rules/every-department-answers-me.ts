// Every department resolves Query.me itself, so that a page costs the slowest department and no look-up before it.
import { Kind } from 'graphql';
import { allFields } from './schema-fields.js';
import type { SchemaRule } from './schema-rule.js';

export const everyDepartmentAnswersMe: SchemaRule = ({ departments }) =>
  departments.flatMap((department) => {
    const me = allFields([department]).find(({ coordinate }) => coordinate === 'Query.me');
    const report = (problem: string, remedy: string) => ({
      coordinate: 'Query.me',
      subgraph: department.name,
      problem,
      remedy,
    });
    if (!me) return report('is missing.', 'Add me: Citizen @shareable.');
    const problems = [];
    if (me.node.type.kind !== Kind.NAMED_TYPE || me.node.type.name.value !== 'Citizen') {
      problems.push(
        report("isn't a nullable Citizen: one department's null would erase all.", 'Make it me: Citizen.'),
      );
    }
    if (!me.node.directives?.some(({ name }) => name.value === 'shareable')) {
      problems.push(report("isn't @shareable.", 'Add @shareable: every department answers it alike.'));
    }
    if (me.node.arguments?.length) {
      problems.push(report('takes arguments.', 'Take them out: who asks is in the signed identity.'));
    }
    return problems;
  });
