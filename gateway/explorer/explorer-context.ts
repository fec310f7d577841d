// What the panels need of the page; GraphiQL gives them no properties.
import { createContext, useContext } from 'react';
import type { Example, PageSettings } from './page-settings.js';
import type { BureauDesk } from './session/bureau-desk.js';
import type { GatewaySession } from './session/gateway-session.js';
import type { ValueStore } from './value-store.js';

export interface ExplorerParts {
  readonly settings: PageSettings;
  readonly session: GatewaySession;
  /** Undefined outside development. */
  readonly desk: BureauDesk | undefined;
  readonly examples: readonly Example[];
  /** Why the last try to log in as a citizen, or again, failed. */
  readonly loginProblem: ValueStore<string | undefined>;
}

export const ExplorerContext = createContext<ExplorerParts | undefined>(undefined);

export function useExplorer(): ExplorerParts {
  const parts = useContext(ExplorerContext);
  if (!parts) throw new Error('outside the explorer');
  return parts;
}
