// How often each department was asked in a run, and how long it took.
import type { AskedDepartment } from '../../schema/contract/extension.js';
import type { AskDepartment } from './run.js';

/** By department. */
export type DepartmentTimes = Map<string, AskedDepartment>;

/** @param times gets what is asked. In whole milliseconds: finer ones say what a department's database had at hand */
export function timeDepartments(ask: AskDepartment, times: DepartmentTimes): AskDepartment {
  return async (request) => {
    const startedMs = performance.now();
    const answer = await ask(request);
    const { department, isGivenUp = false } = request;
    if (isGivenUp) return answer;
    const known = times.get(department);
    times.set(department, {
      department,
      requests: (known?.requests ?? 0) + 1,
      milliseconds: Math.max(known?.milliseconds ?? 0, Math.round(performance.now() - startedMs)),
    });
    return answer;
  };
}
