// A value of a code list: its English where the portal has one, else the register's own, marked as Chinese.
import { englishLabel, type Coded } from '../language/code-labels.js';
import { useLanguage } from '../language/language-context.js';

export function CodeLabel({ coded }: { coded: Coded | null }) {
  const { language, text } = useLanguage();
  if (!coded) return <>{text.absence.notGiven}</>;
  const own = coded.label ?? `${coded.system} ${coded.code}`;
  if (language === 'zh') return <>{own}</>;
  const english = englishLabel(coded);
  return english === undefined ? <span lang="zh-CN">{own}</span> : <>{english}</>;
}
