// The project's own operations, each to be opened in a tab of its own.
import { useEffect, useState } from 'react';
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useExplorer } from '../explorer-context.js';
import type { Example } from '../page-settings.js';
import { Panel } from './panel.js';

export function ExamplesPanel() {
  const { examples } = useExplorer();
  const open = useOpenInTab();
  return (
    <Panel title="示例 Examples">
      <p>点一个，在新标签页打开。 Each opens in a new tab.</p>
      <ul className="examples">
        {examples.map((example) => (
          <li key={example.file}>
            <button type="button" onClick={() => open(example)}>
              <strong>{example.file.replace(/\.graphql$/, '')}</strong>
              <span>{commentOf(example.text)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The tab comes first, and with the next rendering the editors that belong to it. */
function useOpenInTab(): (example: Example) => void {
  const actions = useGraphiQLActions();
  const queryEditor = useGraphiQL(({ queryEditor: editor }) => editor);
  const variableEditor = useGraphiQL(({ variableEditor: editor }) => editor);
  const tabs = useGraphiQL(({ tabs: all }) => all.length);
  const [wanted, setWanted] = useState<{ readonly example: Example; readonly tabs: number }>();
  useEffect(() => {
    if (!wanted || tabs <= wanted.tabs) return;
    queryEditor?.setValue(wanted.example.text);
    variableEditor?.setValue(wanted.example.variables ?? '');
    setWanted(undefined);
    queryEditor?.focus();
  }, [wanted, tabs, queryEditor, variableEditor]);
  return (example) => {
    setWanted({ example, tabs });
    actions.addTab();
  };
}

function commentOf(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.startsWith('#'))
    .map((line) => line.replace(/^#\s?/, ''))
    .join(' ');
}
