// Who may ask which root field. A citizen has `me`; looking people up by number is for bureaus with a grant.
import type { Principal } from '../auth/principal.js';
import { GatewayError } from '../errors.js';
import type { AnalysedOperation } from './analyse-operation.js';

const lookups = ['citizen', 'citizens'];

/** @throws GatewayError FORBIDDEN before any department is asked */
export function authorizeRootFields(principal: Principal, operation: AnalysedOperation): void {
  if (principal.kind !== 'citizen') return;
  const refused = lookups.find((field) => operation.rootFields.has(field));
  if (refused === undefined) return;
  throw new GatewayError('FORBIDDEN', 403, {
    zh: `公民只能用 me 查询本人数据；${refused} 仅向获得授权的部门开放。`,
    en: `A citizen asks for his or her own data with me; ${refused} is for bureaus that hold a grant.`,
  });
}
