import { useRouteLoaderData } from 'react-router';
import type { Viewer } from '../graphql/load-context.js';
import { themeFor } from '../theme/themes.js';
import type { CouncilTheme } from '../theme/theme.js';

export interface Shell {
  readonly viewer: Viewer | null;
  readonly demo: boolean;
  readonly theme: CouncilTheme;
}

/** Who is signed in, whether this is the demo, and the council's look. */
export function useShell(): Shell {
  const data = useRouteLoaderData<() => { viewer: Viewer | null; demo: boolean; councilKey: string | null }>('root');
  return { viewer: data?.viewer ?? null, demo: data?.demo ?? false, theme: themeFor(data?.councilKey) };
}
