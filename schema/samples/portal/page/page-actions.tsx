// What somebody can do about a part of the page that is missing, offered where it is missing.
import { createContext, useContext } from 'react';

export interface PageActions {
  /** Asks the departments themselves, for the whole page. */
  readonly askAgain: () => void;
  readonly asking: boolean;
  readonly logIn: (options?: { asSomebodyElse: boolean }) => void;
}

const PageActionsContext = createContext<PageActions | undefined>(undefined);

export const PageActionsProvider = PageActionsContext.Provider;

export function usePageActions(): PageActions {
  const actions = useContext(PageActionsContext);
  if (!actions) throw new Error('usePageActions outside of the page');
  return actions;
}
