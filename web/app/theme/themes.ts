import type { CouncilTheme } from './theme.js';

export const neutralTheme: CouncilTheme = {
  key: 'owncourse',
  name: 'Owncourse',
  strapline: 'Support you choose',
  primaryColour: '#0b5d5b',
  mark: 'circle',
};

const councilThemes: readonly CouncilTheme[] = [
  {
    key: 'marlbridge',
    name: 'Marlbridge Council',
    strapline: 'Support you choose',
    primaryColour: '#0b5d5b',
    mark: 'bridge',
  },
  {
    key: 'oakhaven',
    name: 'Oakhaven Council',
    strapline: 'Support you choose',
    primaryColour: '#5a3b7a',
    mark: 'oak',
  },
];

export const everyTheme: readonly CouncilTheme[] = [neutralTheme, ...councilThemes];

/** The council's own look, or the neutral one when there is none. */
export function themeFor(key: string | null | undefined): CouncilTheme {
  return everyTheme.find((theme) => theme.key === key) ?? neutralTheme;
}
