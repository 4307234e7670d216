import { contrastRatio, mixColours, smallestTextContrast } from './contrast.js';

export interface CouncilTheme {
  /** Lower-case identifier used in addresses. */
  readonly key: string;
  /** Shown in the header and in page titles. */
  readonly name: string;
  /** The words under the name. */
  readonly strapline: string;
  /** `#rrggbb`; at least 4.5:1 on white. */
  readonly primaryColour: string;
  readonly mark: 'bridge' | 'oak' | 'circle';
}

export type ThemeVerdict = { readonly accepted: true } | { readonly accepted: false; readonly reason: string };

/** Refuses a theme whose primary colour people could not read on white, or as a background for white. */
export function checkTheme(theme: Pick<CouncilTheme, 'primaryColour'>): ThemeVerdict {
  const ratio = contrastRatio(theme.primaryColour, '#ffffff');
  if (ratio === null) {
    return { accepted: false, reason: `Write the colour as # and six digits. We got “${theme.primaryColour}”.` };
  }
  if (ratio < smallestTextContrast) {
    // Rounded down, so that 4.499 is never reported as 4.5.
    const shown = (Math.floor(ratio * 100) / 100).toFixed(2);
    return {
      accepted: false,
      reason: `${theme.primaryColour} on white has a contrast of ${shown}:1. It needs at least ${smallestTextContrast}:1. Choose a darker colour.`,
    };
  }
  return { accepted: true };
}

/** The custom properties that give the pages a council's look, as one CSS rule. Throws on a refused theme. */
export function themeStylesheet(theme: CouncilTheme): string {
  const verdict = checkTheme(theme);
  if (!verdict.accepted) throw new RangeError(verdict.reason);
  const primary = theme.primaryColour;
  const properties: Readonly<Record<string, string>> = {
    '--oc-primary': primary,
    '--oc-primary-dark': mixColours(primary, '#000000', 0.25),
    '--oc-primary-darker': mixColours(primary, '#000000', 0.5),
    '--oc-primary-tint': mixColours(primary, '#ffffff', 0.9),
    '--oc-primary-line': mixColours(primary, '#ffffff', 0.7),
    '--oc-spent': primary,
    '--govuk-brand-colour': primary,
    '--govuk-link-colour': primary,
    '--govuk-link-hover-colour': mixColours(primary, '#000000', 0.4),
  };
  const lines = Object.entries(properties).map(([name, value]) => `${name}:${value}`);
  return `:root{${lines.join(';')}}\n`;
}
