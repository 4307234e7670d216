import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { projectRoot, runNode, SmallHouse } from './small-house.js';

/** What every room may do. */
const lawful: Readonly<Record<string, string>> = {
  'services/kernel/src/contract/index.ts': `export { pence } from '../money/pence.js';`,
  'services/kernel/src/money/pence.ts': `export const pence = 1n;`,
  'services/kernel/src/runtime/index.ts': `export const readConfig = 1;`,
  'services/kernel/src/testing/index.ts': `export const createTestDatabase = 1;`,
  'services/kernel/src/graphql/schema.generated.ts': `export type Order = string;`,
  'services/kernel/src/kernel.module.ts': `export class KernelModule {}`,
  'services/ledger/src/contract/index.ts': `export type { LedgerPort } from './ledger.port.js';`,
  'services/ledger/src/contract/ledger.port.ts': `import type { pence } from '@owncourse/kernel/contract';\nexport type LedgerPort = typeof pence;`,
  'services/ledger/src/persistence/hold.repository.ts': `import pg from 'pg';\nexport const hold = pg;`,
  'services/ledger/src/ledger.module.ts': `export class LedgerModule {}`,
  'services/ledger/src/verify/verify-ledger.ts': `import '@owncourse/kernel/runtime';`,
  'services/ordering/src/contract/index.ts': `export type OrderId = string;`,
  'services/ordering/src/domain/order-state.ts': `import { pence } from '@owncourse/kernel/contract';\nimport type { LedgerPort } from '@owncourse/ledger/contract';\nimport 'temporal-polyfill';\nexport const held: [typeof pence, LedgerPort] = [pence, pence];`,
  'services/ordering/src/use-cases/order-store.port.ts': `export interface OrderStore { save(): void }`,
  'services/ordering/src/use-cases/place-order.ts': `import type { LedgerPort } from '@owncourse/ledger/contract';\nimport { held } from '../domain/order-state.js';\nexport const place = (port: LedgerPort) => [port, held];`,
  'services/ordering/src/persistence/order.repository.ts': `import type { OrderStore } from '../use-cases/order-store.port.js';\nimport 'typeorm';\nexport const store: OrderStore = { save() {} };`,
  'services/ordering/src/graphql/order.resolver.ts': `import '@nestjs/graphql';\nimport type { Order } from '@owncourse/kernel/schema';\nimport { place } from '../use-cases/place-order.js';\nexport const resolve = (order: Order) => [place, order];`,
  'services/ordering/src/ordering.module.ts': `import { resolve } from './graphql/order.resolver.js';\nexport const OrderingModule = resolve;`,
  'services/ordering/test/order.int-spec.ts': `import '@owncourse/kernel/testing';`,
  'services/app/src/app.module.ts': `import '@owncourse/ordering/module';\nimport '@owncourse/ledger/module';\nimport '@owncourse/kernel/runtime';`,
  'web/app/home.tsx': `export const home = 1;`,
  'infra/seed/src/contract/index.ts': `import '@owncourse/ordering/contract';`,
};

/** One breach of each rule. */
const breaches: Readonly<Record<string, { file: string; content: string }[]>> = {
  'only-through-the-door': [
    {
      file: 'services/ordering/src/use-cases/reach-in.ts',
      content: `import '../../../ledger/src/persistence/hold.repository.js';`,
    },
    {
      file: 'services/ordering/src/use-cases/reach-kernel.ts',
      content: `import '../../../kernel/src/money/pence.js';`,
    },
    {
      file: 'services/ordering/test/reach-in.int-spec.ts',
      content: `import '../../ledger/src/persistence/hold.repository.js';`,
    },
  ],
  'product-knows-no-tests': [
    { file: 'services/ordering/src/use-cases/borrow.ts', content: `import '../../test/order.int-spec.js';` },
  ],
  'only-runners-compose': [{ file: 'services/ordering/src/compose.ts', content: `import '@owncourse/ledger/module';` }],
  'only-runners-start': [
    { file: 'services/ordering/src/use-cases/start.ts', content: `import '@owncourse/kernel/runtime';` },
  ],
  'test-kit-only-in-tests': [
    { file: 'services/ordering/src/use-cases/kit.ts', content: `import '@owncourse/kernel/testing';` },
  ],
  'domain-knows-only-itself': [
    { file: 'services/ordering/src/domain/calls-use-case.ts', content: `import '../use-cases/place-order.js';` },
    { file: 'services/ordering/src/domain/calls-store.ts', content: `import '../persistence/order.repository.js';` },
  ],
  'domain-takes-only-types': [
    {
      file: 'services/ordering/src/domain/calls-ledger.ts',
      content: `import * as ledger from '@owncourse/ledger/contract';\nexport const all = ledger;`,
    },
  ],
  'domain-is-pure': ['@nestjs/common', 'typeorm', 'pg', 'node:fs', 'node:net'].map((name, index) => ({
    file: `services/ordering/src/domain/impure-${index}.ts`,
    content: `import '${name}';`,
  })),
  'contract-knows-only-contracts': [
    { file: 'services/ordering/src/contract/leaks.ts', content: `export { held } from '../domain/order-state.js';` },
    {
      file: 'services/ordering/src/contract/borrows.ts',
      content: `export type { LedgerPort } from '@owncourse/ledger/contract';`,
    },
  ],
  'use-cases-know-no-graphql': [
    { file: 'services/ordering/src/use-cases/outward.ts', content: `import '../graphql/order.resolver.js';` },
    { file: 'services/ordering/src/use-cases/nest-graphql.ts', content: `import '@nestjs/graphql';` },
  ],
  'persistence-knows-only-inward': [
    { file: 'services/ordering/src/persistence/outward.ts', content: `import '../graphql/order.resolver.js';` },
    { file: 'services/ordering/src/persistence/calls-use-case.ts', content: `import '../use-cases/place-order.js';` },
  ],
  'database-only-in-persistence': [
    { file: 'services/ordering/src/use-cases/query.ts', content: `import pg from 'pg';\nexport const query = pg;` },
    { file: 'services/ordering/src/graphql/query.ts', content: `import 'typeorm';` },
  ],
  'web-knows-no-service': [
    { file: 'web/app/reach-in.tsx', content: `import '../../services/ordering/src/domain/order-state.js';` },
    { file: 'web/app/contract.tsx', content: `import '@owncourse/ordering/contract';` },
  ],
  'services-know-no-web': [
    { file: 'services/ordering/src/graphql/page.ts', content: `import '../../../../web/app/home.js';` },
  ],
  'infra-through-the-door': [
    { file: 'infra/seed/src/reach-in.ts', content: `import '../../../services/ordering/src/domain/order-state.js';` },
    { file: 'infra/seed/src/compose.ts', content: `import '@owncourse/ordering/module';` },
  ],
  'services-know-no-infra': [
    {
      file: 'services/ordering/src/use-cases/seed.ts',
      content: `import '../../../../infra/seed/src/contract/index.js';`,
    },
  ],
  'no-circles': [
    { file: 'services/ordering/src/graphql/circle.ts', content: `import './circle.js';\nexport const circle = 1;` },
  ],
  'everything-is-there': [{ file: 'services/ordering/src/graphql/lost.ts', content: `import './nowhere.js';` }],
};

const libraries = ['pg', 'typeorm', '@nestjs/common', '@nestjs/graphql', 'temporal-polyfill'];

interface Report {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

async function violations(house: SmallHouse): Promise<string[]> {
  const program = join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const { output, errors } = await runNode([program, ...config, 'services', 'infra', 'web'], house.root);
  expect(errors).toBe('');
  const { summary } = JSON.parse(output) as Report;
  return summary.violations.map((violation) => `${violation.rule.name}: ${violation.from}`);
}

describe('the walls of the house', () => {
  let house: SmallHouse;
  let before: string[];
  let after: string[];

  beforeAll(async () => {
    house = await SmallHouse.build(['kernel', 'ledger', 'ordering', 'app']);
    await house.write(lawful);
    for (const name of libraries) {
      await house.write({
        [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
        [`node_modules/${name}/index.js`]: 'module.exports = {};',
      });
    }
    before = await violations(house);
    await house.write(
      Object.fromEntries(
        Object.values(breaches)
          .flat()
          .map(({ file, content }) => [file, content]),
      ),
    );
    after = await violations(house);
  });
  afterAll(() => house.tearDown());

  it('let through what is lawful', () => {
    expect(before).toEqual([]);
  });

  it.each(Object.entries(breaches))('stop a breach of %s', (rule, files) => {
    for (const { file } of files) expect(after).toContain(`${rule}: ${file}`);
  });

  it('each have a test here', async () => {
    const { output } = await runNode(
      ['-p', `JSON.stringify(require('./.dependency-cruiser.cjs').forbidden.map((rule) => rule.name))`],
      house.root,
    );
    expect(Object.keys(breaches).sort()).toEqual((JSON.parse(output) as string[]).sort());
  });
});
