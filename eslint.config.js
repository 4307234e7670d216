import tseslint from 'typescript-eslint';

const tests = ['**/*.spec.ts', '**/*.spec.tsx', '**/*-spec.ts', '**/test/**', '**/e2e/**'];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      'web/build/',
      '**/.react-router/',
      '**/*.generated.ts',
      'web/app/generated/',
      '**/*.d.ts',
      '**/*.{js,mjs,cjs}',
    ],
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true },
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        {
          selector:
            'CallExpression[callee.object.name="Math"][callee.property.name=/^(round|floor|ceil)$/] MemberExpression[property.name=/Pence$/]',
          message: 'Money is whole pence as bigint; use the kernel’s functions.',
        },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Nest's modules are classes with nothing in them.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowStaticOnly: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Index signatures are read as such on purpose (process.env['PORT']).
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      // React Router's way to answer from a loader is to throw a Response.
      '@typescript-eslint/only-throw-error': [
        'error',
        {
          allow: [
            { from: 'lib', name: 'Response' },
            { from: 'package', package: 'react-router', name: 'DataWithResponseInit' },
          ],
        },
      ],
      // Fastify tells plugins and hooks by their being async.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
    },
  },
  {
    // Time is injected: only the kernel's clock, the runners and tests may look at the wall.
    files: ['services/*/src/**/*.ts', 'infra/seed/src/**/*.ts'],
    ignores: [
      ...tests,
      'services/kernel/src/time/**',
      'services/kernel/src/postgres/embedded/**',
      'services/kernel/src/testing/**',
      'services/app/src/launcher/**',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is injected: take the clock as an argument.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'Time is injected: take the clock as an argument.',
        },
      ],
    },
  },
  {
    // The rules of the domain are pure: of the kernel's contract they take arithmetic and words, no machinery.
    files: ['services/*/src/domain/**/*.ts'],
    ignores: tests,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@owncourse/kernel/contract',
              importNames: ['CLOCK', 'Database', 'SystemClock', 'IDS', 'UuidV7Source', 'OperationContext', 'sqlFile'],
              message: 'The domain is pure.',
            },
          ],
        },
      ],
    },
  },
  {
    files: tests,
    rules: {
      // A test may state what it knows to be there.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    // React Router and the tools ask for default exports here.
    files: [
      'web/app/root.tsx',
      'web/app/entry.*.tsx',
      'web/app/routes.ts',
      'web/app/routes/**/*.{ts,tsx}',
      'web/*.config.ts',
      '**/*.config.ts',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
