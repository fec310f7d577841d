// A list that a register tells, under its own heading, with what is said when there is none.
import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Told } from '../../../client/client.js';
import { AbsentText } from './absent-text.js';
import { useLanguage } from '../language/language-context.js';

interface ToldListProps<Item> {
  title: string;
  told: Told<readonly Item[]>;
  children: (item: Item) => ReactNode;
}

export function ToldList<Item extends { readonly id: string }>({
  title,
  told,
  children,
}: ToldListProps<Item>) {
  const { text } = useLanguage();
  return (
    <div className="told-list">
      <Title order={3}>{title}</Title>
      {told.state === 'absent' && <AbsentText absent={told} />}
      {told.state === 'present' && told.value.length === 0 && (
        <span className="absent">{text.absence.nothing}</span>
      )}
      {told.state === 'present' && told.value.length > 0 && (
        <ul>
          {told.value.map((item) => (
            <li key={item.id}>{children(item)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
