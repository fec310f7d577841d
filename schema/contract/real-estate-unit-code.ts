// Real-estate unit codes 不动产单元号 (GB/T 37346), taken apart. They have no check character.
import { accepted, refusedCharacter, refusedLength, type Checked } from './identifier-problem.js';
import { firstWrongPosition, readIdentifierText } from './identifier-text.js';

const OWNERSHIPS = { G: 'STATE', J: 'COLLECTIVE', Z: 'UNDETERMINED' } as const;

const PARCEL_KINDS = {
  B: 'SURFACE',
  S: 'ABOVE_GROUND',
  X: 'BELOW_GROUND',
  A: 'COLLECTIVE_OWNERSHIP',
  C: 'HOMESTEAD',
  D: 'CONTRACTED_FARMLAND',
  E: 'CONTRACTED_FOREST',
  F: 'CONTRACTED_GRASSLAND',
  H: 'SEA_AREA',
  G: 'UNINHABITED_ISLET',
  W: 'DISPUTED',
  Y: 'OTHER',
} as const;

const FIXTURES = { F: 'BUILDING', L: 'FOREST', Q: 'OTHER', W: 'NONE' } as const;

export interface RealEstateUnitCode {
  /** 28 characters without spaces. */
  readonly canonical: string;
  readonly countyCode: string;
  /** 地籍区, 3 digits. */
  readonly cadastralZone: string;
  /** 地籍子区, 3 digits. */
  readonly cadastralSubzone: string;
  readonly ownership: (typeof OWNERSHIPS)[keyof typeof OWNERSHIPS];
  readonly parcelKind: (typeof PARCEL_KINDS)[keyof typeof PARCEL_KINDS];
  /** 宗地顺序号, 5 digits. */
  readonly parcelSerial: string;
  /** What stands on the parcel; `NONE` for the land itself. */
  readonly fixture: (typeof FIXTURES)[keyof typeof FIXTURES];
  /** 幢号, 4 digits, zeros without a fixture. */
  readonly fixtureSerial: string;
  /** 户号, 4 digits, zeros without a fixture. */
  readonly unitSerial: string;
}

const DIGITS = '0123456789';

/** Reads a unit code, 28 characters. Spaces are forgiven: certificates print them between the parts. */
export function parseRealEstateUnitCode(input: string): Checked<RealEstateUnitCode> {
  const text = readIdentifierText(input).replace(/ /g, '');
  if (text.length !== 28) return refusedLength(28);
  const wrong = firstWrongPosition(text, (index) => allowedAt(index, text.charAt(19)));
  return wrong ? refusedCharacter(wrong) : accepted(takeApart(text));
}

function allowedAt(index: number, fixture: string): string {
  if (index === 12) return Object.keys(OWNERSHIPS).join('');
  if (index === 13) return Object.keys(PARCEL_KINDS).join('');
  if (index === 19) return Object.keys(FIXTURES).join('');
  return index > 19 && fixture === 'W' ? '0' : DIGITS;
}

function takeApart(text: string): RealEstateUnitCode {
  return {
    canonical: text,
    countyCode: text.slice(0, 6),
    cadastralZone: text.slice(6, 9),
    cadastralSubzone: text.slice(9, 12),
    ownership: OWNERSHIPS[text.charAt(12) as keyof typeof OWNERSHIPS],
    parcelKind: PARCEL_KINDS[text.charAt(13) as keyof typeof PARCEL_KINDS],
    parcelSerial: text.slice(14, 19),
    fixture: FIXTURES[text.charAt(19) as keyof typeof FIXTURES],
    fixtureSerial: text.slice(20, 24),
    unitSerial: text.slice(24),
  };
}
