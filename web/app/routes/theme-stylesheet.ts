import { notFound } from '../graphql/call.js';
import { themeStylesheet } from '../theme/theme.js';
import { everyTheme } from '../theme/themes.js';
import type { Route } from './+types/theme-stylesheet.js';

/** A council's look as a stylesheet of its own, so that the security policy needs no inline styles. */
export function loader({ params }: Route.LoaderArgs) {
  const theme = everyTheme.find(({ key }) => `${key}.css` === params.stylesheet);
  if (!theme) notFound();
  return new Response(themeStylesheet(theme), {
    headers: { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'public, max-age=3600' },
  });
}
