// Elder mode (长者模式): larger type, stronger contrast and fewer columns, by one attribute that the style sheet reads.
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { keepSetting, readSetting } from './settings.js';

export interface ElderMode {
  readonly on: boolean;
  readonly set: (on: boolean) => void;
}

const ElderModeContext = createContext<ElderMode>({ on: false, set: () => undefined });

export function ElderModeProvider({ children }: { children: ReactNode }) {
  const [on, setOn] = useState(() => readSetting('elder-mode') === 'on');
  const mode = useMemo<ElderMode>(
    () => ({
      on,
      set(wanted) {
        keepSetting('elder-mode', wanted ? 'on' : 'off');
        setOn(wanted);
      },
    }),
    [on],
  );
  useEffect(() => {
    document.documentElement.toggleAttribute('data-elder', on);
  }, [on]);
  return <ElderModeContext value={mode}>{children}</ElderModeContext>;
}

export function useElderMode(): ElderMode {
  return useContext(ElderModeContext);
}
