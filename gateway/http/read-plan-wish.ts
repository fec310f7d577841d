// The request header `X-Plan`: whether the plan stands beside the answer, or instead of it.
import { planWishes, type PlanWish } from '../../schema/contract/extension.js';
import { BadRequest, GatewayError } from '../errors.js';

/**
 * Where plans aren't shown, `with-answer` is a wish that isn't granted. `only` promises that nothing is executed, perhaps of a
 * mutation: answering it like any other request would break that.
 *
 * @throws BadRequest for another value
 * @throws GatewayError FORBIDDEN for `only` where plans aren't shown
 */
export function readPlanWish(header: string | undefined, isShown: boolean): PlanWish | undefined {
  if (header === undefined) return undefined;
  const wish = planWishes.find((one) => one === header);
  if (!wish)
    throw new BadRequest(400, {
      zh: '请求头 X-Plan 只能是 with-answer（随结果给出执行计划）或 only（只给出执行计划，不执行）。',
      en: 'X-Plan is with-answer (the plan beside the answer) or only (the plan alone, and nothing is executed).',
    });
  if (isShown) return wish;
  if (wish === 'with-answer') return undefined;
  throw new GatewayError('FORBIDDEN', 403, {
    zh: '此网关不展示执行计划（PLAN_IN_ANSWERS），请求未执行；请在开发环境中查看。',
    en: 'This gateway shows no plans (PLAN_IN_ANSWERS), and nothing was executed: ask a development gateway.',
  });
}
