// One part of the page: its heading, who says so, what is missing as a whole, and what is there.
import { Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Told } from '../../../client/client.js';
import { SectionNotices } from './section-notices.js';
import { SourceList } from './source-list.js';

interface SectionProps {
  id: string;
  title: string;
  /** Everything told that the section shows. */
  fields: readonly Told<unknown>[];
  children: ReactNode;
}

export function Section({ id, title, fields, children }: SectionProps) {
  const isDown = fields.every((field) => field.state === 'absent' && field.reason === 'SOURCE_DOWN');
  return (
    <Paper component="section" id={id} aria-labelledby={`${id}-title`} withBorder className="section">
      <Title order={2} id={`${id}-title`}>
        {title}
      </Title>
      <SourceList fields={fields} />
      <SectionNotices fields={fields} />
      {!isDown && children}
    </Paper>
  );
}
