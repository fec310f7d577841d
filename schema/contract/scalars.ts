// The scalars of `common.graphql` and the rule that each one's input follows; gateway and departments apply the same.
import { parseDate, parseDateTime, parseYearMonth } from './calendar.js';
import { parseDecimal } from './decimal.js';
import { accepted, type Checked } from './identifier-problem.js';
import { parseRealEstateUnitCode } from './real-estate-unit-code.js';
import { parseResidentId } from './resident-id.js';
import { parseUnifiedSocialCreditCode } from './unified-social-credit-code.js';

/** By scalar name: checks an input and gives its canonical text. */
export const scalarRules: Readonly<Record<string, (text: string) => Checked<string>>> = {
  Decimal: parseDecimal,
  Date: parseDate,
  DateTime: parseDateTime,
  YearMonth: parseYearMonth,
  ResidentId: (text) => canonical(parseResidentId(text)),
  UnifiedSocialCreditCode: (text) => canonical(parseUnifiedSocialCreditCode(text)),
  RealEstateUnitCode: (text) => canonical(parseRealEstateUnitCode(text)),
};

function canonical(checked: Checked<{ readonly canonical: string }>): Checked<string> {
  return checked.ok ? accepted(checked.value.canonical) : checked;
}
