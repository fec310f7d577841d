// Below the answer, always in sight: who asks, and the way to log in, again or at all.
import { useEffect } from 'react';
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useExplorer } from './explorer-context.js';
import { nameOf } from './session/caller.js';
import { hasLogin, leaveForLogin } from './session/citizen-login.js';
import { useStored } from './value-store.js';

export const loginTitle = '登录 Login';

export function StatusLine() {
  const { settings, session } = useExplorer();
  const caller = useStored(session.caller);
  const actions = useGraphiQLActions();
  useKeepTyped();
  if (!hasLogin(settings)) return null;
  const again = (): void => {
    if (caller.kind === 'expired' && caller.was.kind === 'bureau') {
      const { name, statement } = caller.was;
      session.becomeBureau(name, statement).catch(() => actions.setVisiblePlugin(loginTitle));
    } else leaveForLogin(settings, false).catch(() => actions.setVisiblePlugin(loginTitle));
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
        <button type="button" onClick={() => actions.setVisiblePlugin(loginTitle)}>
          {caller.kind === 'nobody' ? '登录 Log in' : '更换 Change'}
        </button>
      )}
    </div>
  );
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
