// The explorer's page: what the gateway says of itself, then the login that the page may come back from, then GraphiQL.
import './start-workers.js';
import { buildSchema } from 'graphql';
import { createRoot, type Root } from 'react-dom/client';
import { Explorer } from './explorer.js';
import lookUpQuery from './look-up-query.graphql';
import { loadFromGateway, type Example, type PageSettings } from './page-settings.js';
import { createBureauDesk } from './session/bureau-desk.js';
import { hasLogin, returnFromLogin } from './session/citizen-login.js';
import { createGatewaySession, type GatewaySession } from './session/gateway-session.js';
import { createValueStore } from './value-store.js';
import 'graphiql/style.css';
import './explorer.css';

/** One of the personas of the city as it is seeded unless told otherwise. */
const lookUp: Example = {
  file: 'bureau-look-up.graphql',
  text: lookUpQuery,
  variables: JSON.stringify({ id: '342127199308252375', name: '李浩然' }, null, 2),
};

async function start(root: Root): Promise<void> {
  const [settings, sdl, operations] = await Promise.all([
    loadFromGateway('config.json').then((response) => response.json() as Promise<PageSettings>),
    loadFromGateway('schema.graphql').then((response) => response.text()),
    loadFromGateway('operations.json').then((response) => response.json() as Promise<Example[]>),
  ]);
  const desk =
    settings.development && settings.issuer !== null ? createBureauDesk(settings.issuer) : undefined;
  const session = createGatewaySession(settings, desk);
  const loginProblem = createValueStore(await finishLogin(settings, session));
  const examples = [...operations, ...(desk ? [lookUp] : [])];
  root.render(
    <Explorer schema={buildSchema(sdl)} {...{ settings, session, desk, examples, loginProblem }} />,
  );
}

/** Why it failed, where it did. */
async function finishLogin(settings: PageSettings, session: GatewaySession): Promise<string | undefined> {
  if (!hasLogin(settings)) return undefined;
  try {
    const citizen = await returnFromLogin(settings);
    if (citizen) session.becomeCitizen(citizen);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const element = document.getElementById('explorer');
if (element) {
  const root = createRoot(element);
  start(root).catch((error: unknown) => {
    root.render(
      <p role="alert">
        查询台没有启动，请刷新页面。 The explorer did not start: reload the page. ({String(error)})
      </p>,
    );
  });
}
