// Numbers on real-estate certificates, in the styles of the years they were issued.
import { areaName } from '../../../schema/contract/area-codes.js';
import { serialOf } from '../serial.js';
import type { Day } from '../world.js';

/** Real-estate certificates replaced house certificates and land certificates then (Interim Regulation, art. 35). */
const UNIFIED_SINCE = '2015-03-01';

const CITY_DISTRICTS = new Set(['341202', '341203', '341204']);

/** Number of the certificate of a right registered on a day. */
export function rightCertificateNumber(area: string, registeredOn: Day, rightId: number): string {
  if (registeredOn < UNIFIED_SINCE) return `房地权证阜字第${serialOf(rightId, 7)}号`;
  return `皖(${registeredOn.slice(0, 4)})${registryOf(area)}不动产权第${serialOf(rightId, 7)}号`;
}

/** Number of the 不动产证明 that a mortgagee has instead; of the 他项权证 before 2015. */
export function mortgageCertificateNumber(area: string, registeredOn: Day, rightId: number): string {
  if (registeredOn < UNIFIED_SINCE) return `房地他证阜字第${serialOf(rightId, 7)}号`;
  return `皖(${registeredOn.slice(0, 4)})${registryOf(area)}不动产证明第${serialOf(rightId, 7)}号`;
}

/** Districts share the city's register, counties have their own. */
function registryOf(area: string): string {
  return CITY_DISTRICTS.has(area) ? '阜阳市' : (areaName(area)?.zh ?? '阜阳市');
}
