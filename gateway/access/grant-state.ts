// What a grant amounts to on a day: its status, unless its validity says otherwise.
import type { Grant, GrantStatus } from './grant.js';

export type GrantState = GrantStatus | 'EXPIRED' | 'NOT_YET_VALID';

/** @param day in Asia/Shanghai, `YYYY-MM-DD`; a grant is valid on its last day */
export function readGrantState({ status, validFrom, validTo }: Grant, day: string): GrantState {
  if (status === 'REVOKED') return status;
  if (day > validTo) return 'EXPIRED';
  return status === 'APPROVED' && day < validFrom ? 'NOT_YET_VALID' : status;
}
