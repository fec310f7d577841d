// The issuer as OpenID Connect describes it: where it is, and its answers checked by oauth4webapi.
import * as oauth from 'oauth4webapi';
import type { PortalConfig } from '../portal-config.js';

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** The issuer knows by it whom to log out. */
  readonly idToken: string | undefined;
}

export interface Issuer {
  /** Address of the issuer's login for this request. */
  loginAddress(request: LoginRequest): Promise<string>;
  /** @throws oauth4webapi's errors: the answer is forged, refused, or nobody's that was asked for */
  redeem(answer: URL, expected: { state: string; nonce: string; verifier: string }): Promise<Tokens>;
  /** @throws as above; the session at the issuer has ended, or it can't be reached */
  refresh(refreshToken: string): Promise<Tokens>;
  logoutAddress(idToken: string | undefined): string;
}

export interface LoginRequest {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** `none`: answers without a form, or not at all; `login`: asks although somebody is logged in. */
  readonly prompt?: 'none' | 'login';
}

/**
 * @param page where the issuer sends the browser back to
 * @throws Error when the issuer can't be reached or isn't one
 */
export async function loadIssuer(config: PortalConfig, page: string): Promise<Issuer> {
  const address = new URL(config.issuer);
  // Plain HTTP is a developer's issuer on the same machine; the gateway accepts no other one.
  const options = { [oauth.allowInsecureRequests]: address.protocol === 'http:' };
  const server = await oauth.processDiscoveryResponse(
    address,
    await oauth.discoveryRequest(address, options),
  );
  const client: oauth.Client = { client_id: config.client };
  const publicClient = oauth.None();

  return {
    async loginAddress({ state, nonce, verifier, prompt }) {
      const challenge = await oauth.calculatePKCECodeChallenge(verifier);
      return addressWith(server.authorization_endpoint, {
        client_id: config.client,
        response_type: 'code',
        scope: 'openid',
        redirect_uri: page,
        state,
        nonce,
        code_challenge: challenge,
        code_challenge_method: 'S256',
        ...(prompt && { prompt }),
      });
    },

    async redeem(answer, { state, nonce, verifier }) {
      const parameters = oauth.validateAuthResponse(server, client, answer, state);
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        publicClient,
        parameters,
        page,
        verifier,
        options,
      );
      return tokensOf(
        await oauth.processAuthorizationCodeResponse(server, client, response, { expectedNonce: nonce }),
      );
    },

    async refresh(refreshToken) {
      const response = await oauth.refreshTokenGrantRequest(
        server,
        client,
        publicClient,
        refreshToken,
        options,
      );
      return tokensOf(await oauth.processRefreshTokenResponse(server, client, response));
    },

    logoutAddress: (idToken) =>
      addressWith(server.end_session_endpoint, {
        client_id: config.client,
        post_logout_redirect_uri: page,
        ...(idToken !== undefined && { id_token_hint: idToken }),
      }),
  };
}

function tokensOf({ access_token, refresh_token, id_token }: oauth.TokenEndpointResponse): Tokens {
  return { accessToken: access_token, refreshToken: refresh_token, idToken: id_token };
}

function addressWith(endpoint: string | undefined, parameters: Record<string, string>): string {
  if (endpoint === undefined) throw new Error('the issuer does not say where');
  return `${endpoint}?${String(new URLSearchParams(parameters))}`;
}
