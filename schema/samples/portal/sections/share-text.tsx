// Somebody's share of a thing.
import { useLanguage } from '../language/language-context.js';

export function ShareText({ share }: { share: { numerator: number; denominator: number } | null }) {
  const { text } = useLanguage();
  return <>{share ? `${share.numerator}/${share.denominator}` : text.absence.notGiven}</>;
}
