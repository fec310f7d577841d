// What water, electricity and gas cost in the synthetic city: three tiers by use within a calendar year.
import { divideRounded } from './cents.js';

export type Supply = 'WATER' | 'ELECTRICITY' | 'GAS';

interface Tariff {
  /** Yearly use up to which the first and the second tier reach, in units (kWh, cubic metres). */
  limits: readonly [first: number, second: number];
  /** Raises both limits for households of five and more. */
  largeHouseholdExtra: number;
  /** Per unit, in 1/10000 CNY: tariffs have four places. */
  prices: readonly [first: number, second: number, third: number];
  /** Late fee a day, in thousandths of the bill. */
  lateFeePerMille: number;
}

/** Electricity 0.5653 / +0.05 / +0.30 CNY (Anhui); water 1 : 1.5 : 3; gas 1 : 1.2 : 1.5. */
export const TARIFFS: Readonly<Record<Supply, Tariff>> = {
  ELECTRICITY: {
    limits: [2160, 4200],
    largeHouseholdExtra: 1200,
    prices: [5653, 6153, 8653],
    lateFeePerMille: 1,
  },
  WATER: { limits: [216, 324], largeHouseholdExtra: 72, prices: [21200, 31800, 63600], lateFeePerMille: 2 },
  GAS: { limits: [400, 640], largeHouseholdExtra: 120, prices: [26500, 31800, 39750], lateFeePerMille: 3 },
};

/** Electricity that low-income households have free every month, kWh. */
export const FREE_KWH_A_MONTH = 10;

export const LARGE_HOUSEHOLD = 5;

export interface Consumption {
  supply: Supply;
  /** Units to be billed, whole. */
  usage: number;
  /** Units billed since 1 January before this bill. */
  usedThisYear: number;
  /** Five people and more. */
  largeHousehold: boolean;
  /** Units of this bill that cost nothing; they count towards the yearly use all the same. */
  freeUnits: number;
}

export interface TierCharge {
  tier: 1 | 2 | 3;
  usage: number;
  /** In 1/10000 CNY. */
  price: number;
  amountCents: number;
}

/**
 * The charge of each tier that a bill reaches, each rounded half up to a cent; their usages add up to the bill's.
 * Free units come first, as a charge of their own at price 0.
 */
export function chargeTiers(consumption: Consumption): TierCharge[] {
  const { limits, largeHouseholdExtra, prices } = TARIFFS[consumption.supply];
  const extra = consumption.largeHousehold ? largeHouseholdExtra : 0;
  const charges: TierCharge[] = [];
  const free = Math.min(consumption.freeUnits, consumption.usage);
  if (free > 0) charges.push({ tier: 1, usage: free, price: 0, amountCents: 0 });
  let used = consumption.usedThisYear + free;
  let left = consumption.usage - free;
  for (const tier of [1, 2, 3] as const) {
    const limit = tier === 3 ? Infinity : limits[tier - 1]! + extra;
    const usage = Math.min(left, Math.max(0, limit - used));
    if (usage === 0) continue;
    const price = prices[tier - 1]!;
    charges.push({ tier, usage, price, amountCents: divideRounded(usage * price, 100) });
    used += usage;
    left -= usage;
  }
  return charges;
}

/** Late fee in cents for so many days past the due day; never more than the bill itself. */
export function lateFeeCents(supply: Supply, amountCents: number, daysLate: number): number {
  if (daysLate <= 0) return 0;
  const fee = divideRounded(amountCents * TARIFFS[supply].lateFeePerMille * daysLate, 1000);
  return Math.min(amountCents, fee);
}
