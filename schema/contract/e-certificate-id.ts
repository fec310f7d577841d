// Electronic certificate identifiers 电子证照标识 (GB/T 36904).
import { accepted, refused, refusedCharacter, refusedCheck, type Checked } from './identifier-problem.js';
import { firstWrongPosition, readIdentifierText } from './identifier-text.js';
import { parseUnifiedSocialCreditCode } from './unified-social-credit-code.js';

/** The parts between the root and the check character. */
export interface ECertificateParts {
  /** 证照类型代码: the code of the body that defined the type, and three characters. */
  readonly type: string;
  /** The issuer's unified social credit code. */
  readonly issuer: string;
  readonly serial: string;
  /** Three digits, from 001. */
  readonly version: string;
}

export interface ECertificateId extends ECertificateParts {
  readonly canonical: string;
}

const ROOT = '1.2.156.3005.2.';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const PART = /^[0-9A-Z]{1,64}$/;

/** Reads `1.2.156.3005.2.{type}.{issuer}.{serial}.{version}.{check}`. */
export function parseECertificateId(input: string): Checked<ECertificateId> {
  const text = readIdentifierText(input);
  const [type = '', issuer = '', serial = '', version = '', check = '', ...rest] = text
    .slice(ROOT.length)
    .split('.');
  if (!text.startsWith(ROOT) || rest.length > 0 || check.length !== 1) return refusedShape();
  const wrong = firstWrongPosition(text, () => `.${ALPHABET}`);
  if (wrong) return refusedCharacter(wrong);
  if (![type, serial].every((part) => PART.test(part)) || !/^\d{3}$/.test(version)) return refusedShape();
  if (!parseUnifiedSocialCreditCode(issuer).ok) {
    return refused('颁发机构代码无效。', 'The code of the issuing body is not valid.');
  }
  if (eCertificateCheckCharacter(type + issuer + serial + version) !== check) return refusedCheck();
  return accepted({ canonical: text, type, issuer, serial, version });
}

/**
 * The whole identifier for its parts, with the check character.
 * @throws RangeError when a part holds something else than digits and capital letters.
 */
export function formatECertificateId({ type, issuer, serial, version }: ECertificateParts): string {
  return `${ROOT}${type}.${issuer}.${serial}.${version}.${eCertificateCheckCharacter(type + issuer + serial + version)}`;
}

/**
 * The check character of ISO 7064 MOD 37,36 over the parts after the root, without their dots.
 * @throws RangeError when the body isn't digits and capital letters.
 */
export function eCertificateCheckCharacter(body: string): string {
  if (firstWrongPosition(body, () => ALPHABET))
    throw new RangeError('A body is made of digits and capital letters.');
  let product = 36;
  for (const character of body) {
    const sum = (product + ALPHABET.indexOf(character)) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return ALPHABET.charAt((37 - product) % 36);
}

function refusedShape(): Checked<never> {
  return refused(
    '电子证照标识应由根代码、证照类型、颁发机构、流水号、版本号和校验位组成。',
    'A certificate identifier consists of the root, type, issuer, serial, version and check character.',
  );
}
