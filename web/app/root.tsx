import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useMatches,
  useRouteLoaderData,
} from 'react-router';
import regularFont from '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-400-normal.woff2?url';
import type { Route } from './+types/root.js';
import { SkipLink } from './components/govuk/text-parts.js';
import { PageAnnouncer } from './components/page-announcer.js';
import { ProblemPage } from './components/problem-page.js';
import { SiteFooter } from './components/site-footer.js';
import { SiteHeader, type ActingFor } from './components/site-header.js';
import { UnreadMessagesDocument } from './generated/graphql.js';
import { storefront } from './graphql/call.js';
import type { StorefrontLoadContext } from './graphql/load-context.js';
import { navigationFor } from './navigation.js';
import applicationStyles from './styles/application.scss?url';
import { themeFor } from './theme/themes.js';

export const links: Route.LinksFunction = () => [
  { rel: 'preload', href: regularFont, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' },
  { rel: 'stylesheet', href: applicationStyles },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
];

/** What every page needs to know; pages read it with `useShell()`. */
export async function loader({ context }: Route.LoaderArgs) {
  const shop = storefront(context);
  const { viewer, demo, councilKey } = shop;
  const unread = viewer === null ? 0 : await unreadOf(shop);
  return { viewer, demo, councilKey: viewer?.councilKey ?? councilKey, unread };
}

/** A page never fails because messages cannot be counted. */
async function unreadOf(shop: StorefrontLoadContext): Promise<number> {
  const { data } = await shop.graphql(UnreadMessagesDocument, {});
  return data?.me?.unreadMessages ?? 0;
}

/** A page shows the band "You are acting for …" by returning `actingFor` from its loader. */
function useActingFor(): ActingFor | null {
  for (const match of useMatches()) {
    const data: unknown = match.loaderData;
    if (typeof data === 'object' && data !== null && 'actingFor' in data && data.actingFor)
      return data.actingFor as ActingFor;
  }
  return null;
}

export function Layout({ children }: { readonly children: React.ReactNode }) {
  const shell = useRouteLoaderData<typeof loader>('root');
  const { pathname } = useLocation();
  const actingFor = useActingFor();
  const theme = themeFor(shell?.councilKey);
  const viewer = shell?.viewer ?? null;
  return (
    <html lang="en-GB" className="govuk-template">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content={theme.primaryColour} />
        <Meta />
        <Links />
        <link rel="stylesheet" href={`/theme/${theme.key}.css`} />
      </head>
      <body className="govuk-template__body">
        <SkipLink>Skip to main content</SkipLink>
        <SiteHeader
          theme={theme}
          viewer={viewer}
          items={navigationFor(viewer)}
          pathname={pathname}
          actingFor={actingFor}
          unread={shell?.unread}
        />
        <main id="main-content" tabIndex={-1}>
          {children}
        </main>
        <SiteFooter councilName={theme.name} />
        <PageAnnouncer />
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ProblemPage error={error} />;
}
