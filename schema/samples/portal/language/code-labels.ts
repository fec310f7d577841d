// English for the codes that a page shows most; registers label their codes in Chinese alone.
export interface Coded {
  readonly system: string;
  readonly code: string;
  readonly label: string | null;
}

/** Code list → code → label. The same digits mean different things in different lists. */
const english: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'AAE140 (人社)': {
    110: 'Employees’ pension',
    120: 'Public institutions’ pension',
    170: 'Residents’ pension',
    210: 'Unemployment',
    410: 'Work injury',
  },
  'AAE140 (医保)': {
    310: 'Employees’ medical',
    390: 'Residents’ medical',
    392: 'Residents’ serious illness',
    510: 'Maternity',
  },
  AAC031: { 1: 'paying', 2: 'paused', 3: 'ended' },
  'GB/T 3304': { '01': 'Han' },
  'GB/T 2659.1': { CHN: 'China', FRA: 'France', HKG: 'Hong Kong, China' },
  'GB/T 4761': {
    '02': 'Head of the household',
    12: 'Wife',
    31: 'Only daughter',
    50: 'Parent',
    52: 'Mother',
  },
  QLLX: { 4: 'State-owned land for building, and the house on it', 9: 'Contracted farmland' },
  CFLX: { 1: 'Seizure', 2: 'Queued seizure' },
  社会保障卡状态: { 1: 'valid' },
  居住证状态: { 1: 'valid', 2: 'expired' },
  不动产登记角色: { CO_OWNER: 'Co-owner' },
  婚姻登记当事人: { OTHER: 'other party' },
  租赁角色: { LANDLORD: 'Landlord', TENANT: 'Tenant' },
  办理状态: { 2: 'accepted' },
};

/** Undefined where there is only the register's own, Chinese label. */
export function englishLabel({ system, code }: Coded): string | undefined {
  return english[system]?.[code];
}
