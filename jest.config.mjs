const kinds = ['spec', 'int-spec', 'race-spec', 'prop-spec', 'crash-spec'].join('|');

const compile = (options) => [
  '@swc/jest',
  { jsc: { ...options, target: 'es2023', keepClassNames: true }, module: { type: 'es6' }, sourceMaps: 'inline' },
];

/** @type {import('jest').Config} */
export default {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/services', '<rootDir>/infra', '<rootDir>/web'],
  testEnvironment: 'node',
  testRegex: [
    `/services/[^/]+/(src|test)/.*\\.(${kinds})\\.ts$`,
    `/infra/(build|check|docker)/.*\\.(${kinds})\\.ts$`,
    `/web/(app|server|scripts)/.*\\.(${kinds})\\.tsx?$`,
    `/infra/[^/]+/(src|test)/.*\\.(${kinds})\\.ts$`,
  ],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/web/build/'],
  modulePathIgnorePatterns: ['<rootDir>/[^/]+/[^/]+/dist/', '<rootDir>/web/build/', '<rootDir>/web/.react-router/'],
  // Sources first would pick a dependency's own .ts beside its built file.
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'tsx', 'json', 'node'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '\\.ts$': compile({
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    }),
    '\\.tsx$': compile({
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } },
    }),
  },
  // Tests read the sources, so they never see a stale build. One line per door of package.json "exports".
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@owncourse/(seed|bench)/contract$': '<rootDir>/infra/$1/src/contract/index.ts',
    '^@owncourse/([a-z]+)/contract$': '<rootDir>/services/$1/src/contract/index.ts',
    '^@owncourse/([a-z]+)/module$': '<rootDir>/services/$1/src/$1.module.ts',
    '^@owncourse/kernel/schema$': '<rootDir>/services/kernel/src/graphql/schema.generated.ts',
    '^@owncourse/kernel/testing$': '<rootDir>/services/kernel/src/testing/index.ts',
    '^@owncourse/app/testing$': '<rootDir>/services/app/src/testing/index.ts',
    '^@owncourse/ledger/verify$': '<rootDir>/services/ledger/src/verify/verify-ledger.ts',
    '^@owncourse/invoicing/verify$': '<rootDir>/services/invoicing/src/verify/verify-invoices.ts',
    '^@owncourse/invoicing/reconcile$': '<rootDir>/services/invoicing/src/verify/reconcile-stripe.ts',
    '^@owncourse/kernel/runtime$': '<rootDir>/services/kernel/src/runtime/index.ts',
  },
  globalSetup: '<rootDir>/infra/build/jest-global-setup.mjs',
  globalTeardown: '<rootDir>/infra/build/jest-global-teardown.mjs',
  reporters: ['default', '<rootDir>/infra/build/jest-count-reporter.mjs'],
  maxWorkers: 2,
  // Modules of a test file stay in its worker: at four gigabytes most of its time went on looking for memory, and then it stopped.
  workerIdleMemoryLimit: '1.5GB',
  // A slow machine is no failure; what hangs is stopped by whoever runs the whole.
  testTimeout: 1_800_000,
};
