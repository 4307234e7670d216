import { themeFor } from '../theme/themes.js';

interface MatchWithData {
  readonly id: string;
  readonly loaderData?: unknown;
}

/** The title of the browser's tab, with the council's name; "Error: " first when the form has to be put right. */
export function pageTitle(
  title: string,
  matches: readonly (MatchWithData | undefined)[],
  hasErrors = false,
): { title: string }[] {
  const shell = matches.find((match) => match?.id === 'root')?.loaderData as { councilKey?: string | null } | undefined;
  return [{ title: `${hasErrors ? 'Error: ' : ''}${title} – ${themeFor(shell?.councilKey).name}` }];
}
