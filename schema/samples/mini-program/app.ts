// The program: one client for all pages, so that its queue of ten requests and its shared answers are theirs together.
import { createClient, type Client } from '../../client/client.js';
import { createWxTransport } from '../../client/wx-transport.js';
import { createSession, type Session } from './session.js';
import { clientName, clientVersion, graphqlAddress } from './settings.js';

/** What pages have from `getApp`. */
export interface MiniProgram {
  readonly client: Client;
  readonly session: Session;
}

const session = createSession();
const program: MiniProgram = {
  session,
  client: createClient({
    transport: createWxTransport(wx),
    endpoint: graphqlAddress(),
    token: () => session.token(),
    // There is no refresh token here: who is logged out logs in again.
    onUnauthenticated: () => session.end(),
    language: () => 'zh',
    clientName,
    clientVersion,
  }),
};

App(program);
