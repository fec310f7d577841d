// What the gateway tells the portal about itself, at `/portal/config.json`.
export interface PortalConfig {
  readonly issuer: string;
  readonly client: string;
  readonly graphql: string;
  /** The city is a developer's: the page says how its payment channel is played. */
  readonly development: boolean;
}

/** Undefined when the gateway can't be reached, or has no issuer for citizens. */
export async function loadPortalConfig(): Promise<PortalConfig | undefined> {
  try {
    const response = await fetch('config.json', { cache: 'no-store' });
    const config: unknown = response.ok ? await response.json() : undefined;
    return isPortalConfig(config) ? config : undefined;
  } catch {
    return undefined;
  }
}

function isPortalConfig(value: unknown): value is PortalConfig {
  return (
    typeof value === 'object' &&
    value !== null &&
    'issuer' in value &&
    typeof value.issuer === 'string' &&
    'client' in value &&
    typeof value.client === 'string' &&
    'graphql' in value &&
    typeof value.graphql === 'string'
  );
}
