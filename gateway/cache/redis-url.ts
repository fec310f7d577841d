// Where Redis is: one server, a master that Sentinels know, or a Cluster; as `REDIS_URL` says it.

export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

export interface RedisAccount {
  readonly username: string | undefined;
  readonly password: string | undefined;
}

interface CommonAddress {
  /** Of the servers that hold data. */
  readonly account: RedisAccount;
  readonly tls: boolean;
}

export type RedisAddress = CommonAddress &
  (
    | { readonly kind: 'single'; readonly node: RedisNode; readonly database: number }
    | {
        readonly kind: 'sentinel';
        readonly sentinels: readonly RedisNode[];
        readonly sentinelAccount: RedisAccount;
        readonly masterName: string;
        readonly database: number;
      }
    | { readonly kind: 'cluster'; readonly nodes: readonly RedisNode[] }
  );

const schemes = /^redis(?<tls>s)?(?:\+(?<kind>sentinel|cluster))?:\/\//;
const parts = /^(?:(?<account>[^/]*)@)?(?<hosts>[^/?#@]*)(?:\/(?<path>[^?#]*))?(?:\?(?<query>[^#]*))?$/;

/**
 * Reads one of
 *
 *     redis://[[user]:password@]host[:6379][/database]
 *     redis+sentinel://[[user]:password@]host[:26379][,host…]/master-name[/database][?sentinelUsername=…&sentinelPassword=…]
 *     redis+cluster://[[user]:password@]host[:6379][,host…]
 *
 * with `rediss` instead of `redis` for TLS, to the Sentinels too. What of user and password is not a letter or a digit may be
 * percent-encoded, `/` must be.
 *
 * @throws Error that says what is wrong, without any of the text: a password may be anywhere in it
 */
export function parseRedisUrl(text: string): RedisAddress {
  const scheme = schemes.exec(text);
  if (!scheme) {
    throw new Error(
      'should start with redis://, redis+sentinel:// or redis+cluster://, or with rediss for TLS',
    );
  }
  const {
    hosts,
    path = '',
    query = '',
    account = '',
  } = parts.exec(text.slice(scheme[0].length))?.groups ?? {};
  if (hosts === undefined)
    throw new Error('is not of the form redis://user:password@host:port (a / in a password is %2F)');
  const common = { account: parseAccount(account), tls: scheme.groups?.['tls'] !== undefined };
  const segments = path === '' ? [] : path.split('/');
  switch (scheme.groups?.['kind'] ?? 'single') {
    case 'sentinel':
      return {
        kind: 'sentinel',
        ...common,
        sentinels: parseNodes(hosts, 26379),
        ...parseSentinel(segments, query),
      };
    case 'cluster':
      refuseRest(segments, query, 'a Cluster has no databases: nothing may follow its hosts');
      return { kind: 'cluster', ...common, nodes: parseNodes(hosts, 6379) };
    default:
      return { kind: 'single', ...common, node: onlyNode(hosts), database: parseDatabase(segments, query) };
  }
}

function parseAccount(text: string): RedisAccount {
  const [username = '', ...password] = text.split(':').map(decodePart);
  return {
    username: username === '' ? undefined : username,
    password: password.length === 0 ? undefined : password.join(':'),
  };
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error(
      'has a % in the user or the password that is not followed by two hexadecimal digits (a % itself is %25)',
    );
  }
}

function parseNodes(text: string, defaultPort: number): RedisNode[] {
  return text.split(',').map((entry, index) => {
    const { host, port = String(defaultPort) } =
      /^(?<host>[\w.-]+|\[[\da-fA-F:.]+\])(?::(?<port>\d+))?$/.exec(entry)?.groups ?? {};
    if (host === undefined) throw new Error(`host ${index + 1} is not of the form host:port`);
    if (Number(port) < 1 || Number(port) > 65_535)
      throw new Error(`the port of host ${index + 1} is not from 1 to 65535`);
    return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
  });
}

function onlyNode(text: string): RedisNode {
  const [node, ...others] = parseNodes(text, 6379);
  if (!node || others.length > 0)
    throw new Error('names several hosts: that is for redis+sentinel:// and redis+cluster://');
  return node;
}

function parseSentinel(segments: readonly string[], query: string) {
  const [masterName = '', ...database] = segments;
  if (!/^[\w.-]+$/.test(masterName)) throw new Error('names no master after its Sentinels: …/master-name');
  const parameters = new URLSearchParams(query);
  const username = parameters.get('sentinelUsername') ?? undefined;
  const password = parameters.get('sentinelPassword') ?? undefined;
  parameters.delete('sentinelUsername');
  parameters.delete('sentinelPassword');
  if (parameters.size > 0)
    throw new Error('may have the parameters sentinelUsername and sentinelPassword alone');
  return { masterName, sentinelAccount: { username, password }, database: parseDatabase(database, '') };
}

function parseDatabase(segments: readonly string[], query: string): number {
  const [database = '0', ...rest] = segments;
  refuseRest(rest, query, 'has more behind the number of the database');
  if (!/^\d{1,5}$/.test(database)) throw new Error('the database is not a number');
  return Number(database);
}

function refuseRest(segments: readonly string[], query: string, problem: string): void {
  if (segments.length > 0 || query !== '') throw new Error(problem);
}
