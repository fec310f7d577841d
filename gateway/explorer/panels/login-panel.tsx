// Who asks: log in as a citizen, or in development as a bureau's official; change, log out.
import { useExplorer } from '../explorer-context.js';
import { nameOf } from '../session/caller.js';
import { hasLogin, leaveForLogin } from '../session/citizen-login.js';
import { useStored } from '../value-store.js';
import { BureauForm } from './bureau-form.js';
import { Panel } from './panel.js';

export const loginTitle = '登录 Login';

export function LoginPanel() {
  const { settings, session, desk, loginProblem } = useExplorer();
  const caller = useStored(session.caller);
  const problem = useStored(loginProblem);
  if (!hasLogin(settings))
    return (
      <Panel title={loginTitle}>
        <p>此网关无需登录。 This gateway takes no login.</p>
      </Panel>
    );
  const leave = (choose: boolean): void => {
    leaveForLogin(settings, choose).catch((error: unknown) => loginProblem.set(String(error)));
  };
  return (
    <Panel title={loginTitle}>
      {problem !== undefined && (
        <p role="alert">登录没有成功，请再试。 The login did not work; try again. ({problem})</p>
      )}
      <p data-testid="caller">
        {caller.kind === 'nobody' && '尚未登录。 Nobody is logged in.'}
        {caller.kind === 'expired' && `登录已过期 expired: ${nameOf(caller.was)}`}
        {(caller.kind === 'citizen' || caller.kind === 'bureau') && `当前身份 Asking as: ${nameOf(caller)}`}
      </p>
      {/* Whoever sits here next shall not find the answers: tokens and answers are in memory alone, what is typed is stored. */}
      {caller.kind !== 'nobody' && (
        <button type="button" onClick={() => location.reload()}>
          退出 Log out
        </button>
      )}
      <h3>市民 Citizen</h3>
      <p>
        {settings.development
          ? '在城市的登录页选择人物，再回到这里；正在写的查询会保留。 Choose a persona on the city’s login page and come back; what you are writing stays.'
          : '在城市的登录页登录，再回到这里。 Log in on the city’s login page and come back.'}
      </p>
      <button type="button" className="main" onClick={() => leave(caller.kind !== 'expired')}>
        {settings.development ? '以人物身份登录 Log in as a persona' : '登录 Log in'}
      </button>
      {desk && <BureauForm desk={desk} become={(name, statement) => session.becomeBureau(name, statement)} />}
    </Panel>
  );
}
