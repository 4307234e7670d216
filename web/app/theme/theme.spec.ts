import { describe, expect, it } from '@jest/globals';
import { contrastRatio, mixColours } from './contrast.js';
import { checkTheme, themeStylesheet } from './theme.js';
import { everyTheme, neutralTheme, themeFor } from './themes.js';

describe('contrast', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#767676', '#ffffff', 4.54],
    ['#777777', '#ffffff', 4.48],
  ])('of %s and %s is %d', (first, second, expected) => {
    expect(contrastRatio(first, second)).toBeCloseTo(expected, 2);
  });

  it('is unknown for something that is not a colour', () => {
    expect(contrastRatio('teal', '#ffffff')).toBeNull();
  });

  it('mixes channel by channel', () => {
    expect(mixColours('#000000', '#ffffff', 0.5)).toBe('#808080');
  });
});

describe('the theme checker', () => {
  it.each(everyTheme.map((theme) => [theme.key, theme] as const))('accepts our own theme %s', (_key, theme) => {
    expect(checkTheme(theme)).toEqual({ accepted: true });
  });

  it('accepts the lightest grey that still reads and refuses the next', () => {
    expect(checkTheme({ primaryColour: '#767676' }).accepted).toBe(true);
    expect(checkTheme({ primaryColour: '#777777' })).toEqual({
      accepted: false,
      reason: '#777777 on white has a contrast of 4.47:1. It needs at least 4.5:1. Choose a darker colour.',
    });
  });

  it.each(['', '#fff', 'red', '#12345g', 'url(x)'])('refuses %p, which is not a full colour', (primaryColour) => {
    expect(checkTheme({ primaryColour }).accepted).toBe(false);
  });

  it('never writes a stylesheet for a refused theme', () => {
    expect(() => themeStylesheet({ ...neutralTheme, primaryColour: '#ffdd00' })).toThrow(RangeError);
  });

  it('gives every derived text colour at least the contrast of the primary one', () => {
    for (const theme of everyTheme) {
      const dark = /--oc-primary-dark:(#[0-9a-f]{6})/.exec(themeStylesheet(theme))?.[1] ?? '';
      expect(contrastRatio(dark, '#ffffff') ?? 0).toBeGreaterThan(contrastRatio(theme.primaryColour, '#ffffff') ?? 21);
    }
  });

  it('falls back to the neutral look', () => {
    expect(themeFor('nowhere')).toBe(neutralTheme);
    expect(themeFor(null)).toBe(neutralTheme);
    expect(themeFor('oakhaven').name).toBe('Oakhaven Council');
  });
});
