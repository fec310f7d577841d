// The OpenID Provider's settings: one public client for citizens, one with keys for each bureau, tokens for the gateway.
import type { JsonWebKey } from 'node:crypto';
import Provider, {
  errors,
  interactionPolicy,
  type AdapterFactory,
  type ClientMetadata,
  type Configuration,
  type Grant,
  type KoaContextWithOIDC,
  type ResourceServer,
} from 'oidc-provider';
import { clientModel, createBureauAdapter } from './bureau-adapter.js';
import { requireStrictAssertion, type FindBureau } from './bureau-client.js';
import type { Page } from './html.js';
import type { IssuerLogger } from './logger.js';
import type { Pages } from './pages.js';

export interface ProviderOptions {
  issuer: string;
  audience: string;
  findBureau: FindBureau;
  redirectUris: readonly string[];
  /** Private ES256 keys, the one that signs first. */
  keys: JsonWebKey[];
  cookieKeys: string[];
  adapter: AdapterFactory;
  pages: Pages;
  logger: IssuerLogger | undefined;
}

/** The client of the portal, the explorer and the command line. */
export const citizenClientId = 'yihao-portal';

/** Where codes for the command line go, under the issuer: the client reads the redirect and never follows it. */
export const commandLinePath = '/cli';

const signingAlgorithm = 'ES256';
const minutes = 60;
const hours = 60 * minutes;

/**
 * Builds an OpenID Provider (OpenID Connect Core 1.0, RFC 6749, PKCE by RFC 7636) whose access tokens are JWTs for the
 * gateway (RFC 9068). Bureaus get theirs by client credentials with a signed assertion (RFC 7523). All its state lives in
 * `adapter` and `cookieKeys`, so that a provider with other signing keys can take over between two requests.
 */
export function createProvider(options: ProviderOptions): Provider {
  const bureaus = createBureauAdapter(options.findBureau, signingAlgorithm);
  const provider = new Provider(options.issuer, {
    ...clientSettings(options),
    ...tokenSettings(),
    ...browserSettings(options.pages, options.cookieKeys),
    adapter: (model) => (model === clientModel ? bureaus : options.adapter(model)),
    jwks: { keys: options.keys },
    findAccount: (_ctx, subject) => ({ accountId: subject, claims: () => ({ sub: subject }) }),
    features: {
      claimsParameter: { enabled: false },
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: gatewayResource(options.audience),
      rpInitiatedLogout: {
        logoutSource: (ctx, form) => show(ctx, options.pages.logout(form)),
        postLogoutSuccessSource: (ctx) => show(ctx, options.pages.loggedOut()),
      },
      userinfo: { enabled: false },
    },
  });
  provider.on('server_error', (_ctx, error) =>
    options.logger?.error({ err: error }, 'issuer failed to answer'),
  );
  return provider;
}

function clientSettings({ issuer, redirectUris }: ProviderOptions): Configuration {
  const client: ClientMetadata = {
    client_id: citizenClientId,
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [...redirectUris],
    post_logout_redirect_uris: [...redirectUris],
    id_token_signed_response_alg: signingAlgorithm,
  };
  return {
    clients: [client],
    // No secrets: what the issuer keeps of a bureau is public.
    clientAuthMethods: ['none', 'private_key_jwt'],
    assertJwtClientAuthClaimsAndHeader: (_ctx, claims) => requireStrictAssertion(claims, issuer),
    clientBasedCORS: (_ctx, origin, { redirectUris: uris }) =>
      (uris ?? []).some((uri) => new URL(uri).origin === origin),
    pkce: { methods: ['S256'], required: () => true },
    responseTypes: ['code'],
    scopes: ['openid'],
  };
}

function tokenSettings(): Configuration {
  return {
    extraTokenClaims: (ctx) => ({ real_name_level: levelOfLogin(ctx) }),
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    loadExistingGrant: loadOrMakeGrant,
    ttl: {
      AccessToken: 15 * minutes,
      AuthorizationCode: 1 * minutes,
      ClientCredentials: 15 * minutes,
      IdToken: 15 * minutes,
      Interaction: 15 * minutes,
      RefreshToken: 8 * hours,
      Session: 8 * hours,
      Grant: 8 * hours,
    },
  };
}

function browserSettings(pages: Pages, keys: string[]): Configuration {
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true } as const;
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return {
    cookies: {
      // Cookies ignore the port: names of our own keep other servers on 127.0.0.1 out of the way.
      names: { session: 'yihao_issuer', interaction: 'yihao_issuer_login', resume: 'yihao_issuer_resume' },
      keys,
      long: cookie,
      short: cookie,
    },
    interactions: { policy, url: (_ctx, { uid }) => `/interaction/${uid}` },
    renderError: (ctx, { error, error_description: detail }) => {
      show(
        ctx,
        pages.error({ zh: '登录请求有误。', en: detail ?? 'The login request is not valid.' }, error),
      );
    },
  };
}

function gatewayResource(audience: string) {
  const resourceServer: ResourceServer = {
    scope: '',
    audience,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: signingAlgorithm } },
  };
  return {
    enabled: true,
    defaultResource: () => audience,
    // Also when `openid` was asked for: there is no userinfo endpoint that the token could be for instead.
    useGrantedResource: () => true,
    getResourceServerInfo: (_ctx: KoaContextWithOIDC, resource: string) => {
      if (resource !== audience) throw new errors.InvalidTarget();
      return resourceServer;
    },
  };
}

/** The level is the login's authentication context class (`acr`), which code and refresh tokens carry along. */
function levelOfLogin({ oidc: { entities } }: KoaContextWithOIDC): string | undefined {
  return (entities.RefreshToken ?? entities.AuthorizationCode)?.acr;
}

async function loadOrMakeGrant({ oidc }: KoaContextWithOIDC): Promise<Grant> {
  const clientId = oidc.client?.clientId;
  const accountId = oidc.session?.accountId;
  if (clientId === undefined || accountId === undefined) throw new errors.AccessDenied();
  const grantId = oidc.session?.grantIdFor(clientId);
  const existing = grantId === undefined ? undefined : await oidc.provider.Grant.find(grantId);
  if (existing !== undefined) return existing;
  const grant = new oidc.provider.Grant({ clientId, accountId });
  grant.addOIDCScope('openid');
  await grant.save();
  return grant;
}

function show(ctx: KoaContextWithOIDC, { headers, body }: Page): void {
  ctx.set(headers);
  ctx.body = body;
}
