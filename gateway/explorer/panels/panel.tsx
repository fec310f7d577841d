// What every panel of ours is: a named region that the keyboard can reach, and so scroll, with a title.
import type { ReactNode } from 'react';

interface PanelProps {
  readonly title: string;
  readonly children: ReactNode;
}

export function Panel({ title, children }: PanelProps) {
  return (
    <section className="panel" aria-label={title} tabIndex={0}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
