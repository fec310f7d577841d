// The development issuer's desk for bureaus: lists them, logs them in, and signs their requests. Production has none.

export interface Official {
  readonly id: string;
  readonly post: string;
  readonly terminal: string;
}

/** Why, for which service item, in which case, and by whom a bureau asks. */
export interface BureauStatement {
  readonly client: string;
  readonly purpose: string;
  readonly item: string;
  readonly caseNumber: string;
  readonly official?: Official;
}

export interface OfferedGrant {
  readonly id: string;
  readonly status: string;
  readonly purposes: readonly string[];
  readonly items: readonly string[];
  readonly clear: boolean;
  readonly officialRequired: boolean;
  readonly validTo: string;
}

export interface OfferedBureau {
  readonly client: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly grants: readonly OfferedGrant[];
}

export interface BureauDesk {
  loadBureaus(): Promise<readonly OfferedBureau[]>;
  loadToken(client: string): Promise<string>;
  /** @param body as it will be sent, byte for byte */
  sign(statement: BureauStatement, body: string): Promise<string>;
}

/** Each call throws an Error with what the issuer says is wrong. */
export function createBureauDesk(issuer: string): BureauDesk {
  const ask = async <T>(path: string, value?: object): Promise<T> => {
    const response = await fetch(
      `${issuer}/development/${path}`,
      value && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(value),
      },
    );
    const answer = (await response.json()) as T & { error?: string };
    if (response.ok) return answer;
    throw new Error(answer.error ?? `HTTP ${response.status}`);
  };
  return {
    loadBureaus: () => ask('bureaus'),
    loadToken: async (client) => (await ask<{ accessToken: string }>('bureau-token', { client })).accessToken,
    sign: async (statement, body) =>
      (await ask<{ requestObject: string }>('request-object', { ...statement, body })).requestObject,
  };
}
