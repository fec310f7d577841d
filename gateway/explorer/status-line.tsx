// Below the answer, always in sight: who asks, and the way to log in, again or at all.
import { useEffect } from 'react';
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { flushSync } from 'react-dom';
import { useExplorer } from './explorer-context.js';
import { loginTitle } from './panels/login-panel.js';
import { nameOf } from './session/caller.js';
import { hasLogin, leaveForLogin } from './session/citizen-login.js';
import { useStored } from './value-store.js';

export function StatusLine() {
  const { settings, session, loginProblem } = useExplorer();
  const caller = useStored(session.caller);
  const actions = useGraphiQLActions();
  useKeepTyped();
  useShowAnswer();
  useChinesePunctuation();
  if (!hasLogin(settings)) return null;
  /** The panel may be out of sight: on a phone it is above, this line below. */
  const showLogin = (): void => {
    flushSync(() => actions.setVisiblePlugin(loginTitle));
    document.querySelector<HTMLElement>('.panel')?.focus();
  };
  const again = (): void => {
    const was = caller.kind === 'expired' ? caller.was : undefined;
    const login =
      was?.kind === 'bureau' ? session.becomeBureau(was.name, was.statement) : leaveForLogin(settings, false);
    login.catch((error: unknown) => {
      loginProblem.set(String(error));
      showLogin();
    });
  };
  return (
    <div className={`status-line ${caller.kind}`} role="status">
      {caller.kind === 'nobody' && <span>尚未登录 Nobody is logged in</span>}
      {caller.kind === 'expired' && <span>登录已过期，查询已保留 Login expired, your query is kept</span>}
      {(caller.kind === 'citizen' || caller.kind === 'bureau') && <span>{nameOf(caller)}</span>}
      {caller.kind === 'expired' && (
        <button type="button" onClick={again}>
          重新登录 Log in again
        </button>
      )}
      {caller.kind !== 'expired' && (
        <button type="button" onClick={showLogin}>
          {caller.kind === 'nobody' ? '登录 Log in' : '更换 Change'}
        </button>
      )}
    </div>
  );
}

/** On a phone the answer is below the editor: whoever has pressed its button would see nothing happen. */
function useShowAnswer(): void {
  const answer = useStored(useExplorer().session.lastAnswer);
  useEffect(() => {
    if (answer) document.querySelector('.graphiql-response')?.scrollIntoView({ block: 'nearest' });
  }, [answer]);
}

/** Monaco frames what could be taken for another character, among them every full-width comma, colon and bracket. */
function useChinesePunctuation(): void {
  const queryEditor = useGraphiQL(({ queryEditor: editor }) => editor);
  const variableEditor = useGraphiQL(({ variableEditor: editor }) => editor);
  const responseEditor = useGraphiQL(({ responseEditor: editor }) => editor);
  useEffect(() => {
    for (const editor of [queryEditor, variableEditor, responseEditor])
      editor?.updateOptions({ unicodeHighlight: { allowedLocales: { 'zh-hans': true } } });
  }, [queryEditor, variableEditor, responseEditor]);
}

/** GraphiQL stores its tabs half a second after the last key; whoever leaves before that would lose what was typed since. */
function useKeepTyped(): void {
  const state = useGraphiQL(({ storage, tabs, activeTabIndex, queryEditor, variableEditor }) => ({
    ...{ storage, tabs, activeTabIndex, queryEditor, variableEditor },
  }));
  useEffect(() => {
    const keep = (): void => {
      const { storage, tabs, activeTabIndex, queryEditor, variableEditor } = state;
      const typed = { query: queryEditor?.getValue(), variables: variableEditor?.getValue() };
      const kept = tabs.map((tab, index) => ({
        ...tab,
        ...(index === activeTabIndex && typed),
        ...{ headers: null, response: null, hash: null },
      }));
      storage.set('tabState', JSON.stringify({ activeTabIndex, tabs: kept }));
    };
    addEventListener('pagehide', keep);
    return () => removeEventListener('pagehide', keep);
  }, [state]);
}
