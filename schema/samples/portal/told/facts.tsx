// Facts about somebody as terms and descriptions, each with what is said when it is not there.
import type { ReactNode } from 'react';
import type { Told } from '../../../client/client.js';
import { useLanguage } from '../language/language-context.js';
import { AbsentText } from './absent-text.js';

export function Facts({ children }: { children: ReactNode }) {
  return <dl className="facts">{children}</dl>;
}

/** `children` null: the record is there and has nothing here. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  const { text } = useLanguage();
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children ?? <span className="absent">{text.absence.notGiven}</span>}</dd>
    </div>
  );
}

interface ToldFactProps<Value> {
  label: string;
  told: Told<Value>;
  children: (value: NonNullable<Value>) => ReactNode;
}

export function ToldFact<Value>({ label, told, children }: ToldFactProps<Value>) {
  return (
    <Fact label={label}>
      {told.state === 'present' ? children(told.value) : <AbsentText absent={told} />}
    </Fact>
  );
}
