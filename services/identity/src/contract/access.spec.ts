import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@owncourse/kernel/contract';
import { type DefinitionNode, Kind, parse } from 'graphql';
import { mayDo, requireAccess } from './access.js';
import { ACCESS_TABLE, type AccessRow, type OperationName } from './access-table.js';

const services = new URL('../../../', import.meta.url);

function isRoot(node: DefinitionNode): boolean {
  return (
    (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION) &&
    (node.name.value === 'Query' || node.name.value === 'Mutation')
  );
}

function operationsInSchema(): string[] {
  return readdirSync(services).flatMap((service) => {
    const folder = new URL(`${service}/schema/`, services);
    let files: string[];
    try {
      files = readdirSync(folder);
    } catch {
      return [];
    }
    return files.flatMap((file) =>
      parse(readFileSync(new URL(file, folder), 'utf8')).definitions.flatMap((node) =>
        isRoot(node) && 'fields' in node ? (node.fields ?? []).map((field) => field.name.value) : [],
      ),
    );
  });
}

function actor(changes: Partial<Actor>): Actor {
  return {
    personId: 'p1',
    name: 'A',
    email: '',
    roles: [],
    councilId: null,
    organisationId: null,
    fundingCouncilId: null,
    mandates: [],
    assignedPeople: [],
    ...changes,
  };
}

describe('the table of rights', () => {
  it('has a row for every operation of the schema', () => {
    const operations = operationsInSchema();
    expect(operations.length).toBeGreaterThan(40);
    expect(operations.filter((operation) => !(operation in ACCESS_TABLE))).toEqual([]);
  });

  const rows = Object.entries(ACCESS_TABLE).flatMap(([operation, conditions]) =>
    (conditions as readonly AccessRow[]).map((row) => [operation as OperationName, row] as const),
  );
  const subject = { personId: 'p2', councilId: 'c2', organisationId: 'o2', callId: 'call' };

  it.each(rows.filter(([, row]) => row.relation !== 'anyone' && row.relation !== 'signed-in'))(
    '%s: %j opens with that relation and stays shut without it',
    (operation, row) => {
      const roles = row.roles?.slice(0, 1) ?? [];
      const near: Record<string, Partial<Actor>> = {
        self: { personId: 'p2' },
        mandate: { mandates: [{ id: 'm', personId: 'p2', scopes: row.scope ? [row.scope] : ['VIEW'] }] },
        assigned: { assignedPeople: ['p2'] },
        'telephone-call': { assignedPeople: ['p2'] },
        'own-organisation': { organisationId: 'o2' },
        'own-council': { councilId: 'c2' },
      };
      expect(mayDo(actor({ ...near[row.relation], roles }), operation, subject)).toBe(true);
      expect(mayDo(actor({ roles }), operation, subject)).toBe(false);
      if (row.roles)
        expect(
          mayDo(actor({ ...near[row.relation], roles: ['CARER'] }), operation, { ...subject, personId: 'p3' }),
        ).toBe(false);
    },
  );

  it('a mandate without the scope does not open', () => {
    const viewer = actor({ mandates: [{ id: 'm', personId: 'p2', scopes: ['VIEW'] }] });
    expect(mayDo(viewer, 'quote', { personId: 'p2' })).toBe(true);
    expect(() => {
      requireAccess(viewer, 'placeOrder', { personId: 'p2' });
    }).toThrow(expect.objectContaining({ code: 'NO_MANDATE' }));
  });

  it('a commissioner reaches no operation about one person', () => {
    const commissioner = actor({ roles: ['COMMISSIONER'], councilId: 'c2' });
    const open = (Object.keys(ACCESS_TABLE) as OperationName[]).filter((operation) =>
      mayDo(commissioner, operation, subject),
    );
    const rest = open.filter(
      (operation) =>
        !(ACCESS_TABLE[operation] as readonly AccessRow[]).some(
          (row) => !row.roles && (row.relation === 'anyone' || row.relation === 'signed-in'),
        ),
    );
    // What people say is missing says nothing of who said it, and sums by card are of five people at the least.
    expect(rest).toEqual(['cardSums', 'missingSupport', 'marketReport']);
  });
});
