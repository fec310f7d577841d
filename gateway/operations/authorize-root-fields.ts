// Who may ask which root field: a citizen for himself or herself, a bureau for people by number and name.
import type { Principal } from '../auth/principal.js';
import { GatewayError, type Message } from '../errors.js';
import { lookups, type AnalysedOperation } from './analyse-operation.js';

/** @throws GatewayError FORBIDDEN before any department is asked */
export function authorizeRootFields({ kind }: Principal, { rootFields }: AnalysedOperation): void {
  const isCitizen = kind === 'citizen';
  const refused = [...rootFields].find((field) => lookups.has(field) === isCitizen);
  if (refused !== undefined)
    throw new GatewayError('FORBIDDEN', 403, isCitizen ? forBureaus(refused) : forCitizens(refused));
}

function forBureaus(field: string): Message {
  return {
    zh: `公民只能用 me 查询本人数据；${field} 仅向获得授权的部门开放。`,
    en: `A citizen asks for his or her own data with me; ${field} is for bureaus that hold a grant.`,
  };
}

function forCitizens(field: string): Message {
  return {
    zh: `${field} 仅供公民本人使用；部门请用 citizen 或 citizens 按号码和姓名查询。`,
    en: `${field} is for citizens themselves; a bureau asks with citizen or citizens, by number and name.`,
  };
}
