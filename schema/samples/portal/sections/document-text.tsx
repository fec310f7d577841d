// The identity document in force: its kind, who issued it, how long it is valid.
import { useLanguage } from '../language/language-context.js';
import type { ValueOf } from '../page/citizen.js';

export function DocumentText({ document }: { document: ValueOf<'identityDocument'> }) {
  const { text, format } = useLanguage();
  const { kind, issuedBy, validTo } = document;
  return (
    <>
      {kind && text.numberKind[kind]}
      <span className="note">
        <span lang="zh-CN">{issuedBy}</span>
        {' · '}
        {validTo === null ? text.identity.longTerm : text.identity.validTo(format.date(validTo))}
      </span>
    </>
  );
}
