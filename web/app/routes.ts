import { index, route, type RouteConfig } from '@react-router/dev/routes';

/** Everybody, signed in or not. */
const forEverybody: RouteConfig = [
  index('routes/front-page.tsx'),
  route('help', 'routes/help.tsx'),
  route('help/not-safe', 'routes/not-safe.tsx'),
  route('accessibility', 'routes/accessibility.tsx'),
  route('privacy', 'routes/privacy.tsx'),
  route('theme/:stylesheet', 'routes/theme-stylesheet.ts'),
];

/** Budget holders, self-funders and carers, for themselves. */
const forHolders: RouteConfig = [];

/** Brokers and representatives, for somebody else. */
const forThoseWhoAct: RouteConfig = [];

/** Providers, micro-providers and community groups. */
const forProviders: RouteConfig = [];

/** The council's officers and the operator. */
const forTheCouncil: RouteConfig = [];

export default [
  ...forEverybody,
  ...forHolders,
  ...forThoseWhoAct,
  ...forProviders,
  ...forTheCouncil,
  route('*', 'routes/not-found.tsx'),
] satisfies RouteConfig;
