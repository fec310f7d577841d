// The icon of a panel's button: one character, as the panels' names begin in Chinese.
import type { ComponentType } from 'react';

export function panelIcon(character: string): ComponentType {
  return function PanelIcon() {
    return (
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <text x="12" y="18" textAnchor="middle" fontSize="18" fill="currentColor">
          {character}
        </text>
      </svg>
    );
  };
}
