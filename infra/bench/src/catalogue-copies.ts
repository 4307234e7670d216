import { RoomsModule } from '@owncourse/app/testing';
import {
  CATALOGUE,
  type CataloguePort,
  type DayTypeName,
  type PriceUnitName,
  type VatTreatmentName,
} from '@owncourse/catalogue/contract';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import { addDays, Database, londonDate } from '@owncourse/kernel/contract';
import { demoPeople, providers, services, variants } from '@owncourse/seed/contract';
import { NestFactory } from '@nestjs/core';

/** 'night-asleep' → 'NIGHT_ASLEEP'. */
function constant(words: string): string {
  return words.toUpperCase().replaceAll('-', '_');
}

/** The same id with another version digit and the copy's number: never the id of anything else. */
function copyOf(id: string, copy: number): string {
  return `${id.slice(0, 9)}${copy.toString(16).padStart(4, '0')}-8${id.slice(15)}`;
}

/**
 * Every service and variant of the demo so many times more, under other ids, written as a provider would.
 * @param from the number of the first copy @returns how many variants there are once the last is written
 */
export async function copyCatalogue(appUrl: string, from: number, to: number): Promise<number> {
  const database = new Database(appUrl, 2);
  const rooms = await NestFactory.createApplicationContext(
    RoomsModule.with({ kernel: { database }, identity: { demo: true, demoPeople: [], secureCookies: false } }),
    { logger: ['error'] },
  );
  const catalogue = rooms.get<CataloguePort>(CATALOGUE);
  const operator = demoPeople.find((person) => person.roles.includes('operator'));
  const actor = await rooms.get<IdentityPort>(IDENTITY).actorFor(operator?.personId ?? '');
  const tomorrow = addDays(londonDate(new Date()), 1);
  const providerIds = new Map(providers.map((provider) => [provider.key, provider.id]));
  const wardIds = await wardIdsByCode(database);
  for (let copy = from; copy <= to; copy += 1) {
    await catalogue.importServices(
      actor,
      services.map((service) => ({
        ...service,
        id: copyOf(service.id, copy),
        providerId: providerIds.get(service.providerKey) ?? '',
        wardIds: service.wardCodes.flatMap((code) => wardIds.get(code) ?? []),
        nextAvailableOn: tomorrow,
      })),
    );
    await catalogue.importVariants(
      actor,
      variants.map((variant) => ({
        ...variant,
        id: copyOf(variant.id, copy),
        serviceId: copyOf(variant.serviceId, copy),
        unit: constant(variant.unit) as PriceUnitName,
        dayType: constant(variant.dayType) as DayTypeName,
        vatTreatment: constant(variant.vatTreatment) as VatTreatmentName,
      })),
    );
  }
  await rooms.close();
  await database.close();
  return (to + 1) * variants.length;
}

async function wardIdsByCode(database: Database): Promise<Map<string, string>> {
  const rows = await database.call<{ id: string; code: string }>({
    name: 'bench.wards',
    text: 'select id, code from catalogue.ward',
  });
  return new Map(rows.map((row) => [row.code, row.id]));
}
