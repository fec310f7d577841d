// What the gateway says of itself to its page.
export interface PageSettings {
  /** Where people log in; null where the gateway takes no tokens. */
  readonly issuer: string | null;
  readonly client: string;
  readonly resource: string | null;
  readonly graphql: string;
  /** The issuer has personas and bureaus for everybody. */
  readonly development: boolean;
}

/** One of the project's own operations, as it was written. */
export interface Example {
  readonly file: string;
  readonly text: string;
  readonly variables?: string;
}

/** @throws Error when the gateway doesn't answer */
export async function loadFromGateway(file: string): Promise<Response> {
  const response = await fetch(`/explorer/${file}`);
  if (response.ok) return response;
  throw new Error(`/explorer/${file}: HTTP ${response.status}`);
}
