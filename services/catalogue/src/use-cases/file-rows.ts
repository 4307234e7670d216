import type { FilePriceInput, FileService, FileServiceInput, FilePrice } from '../domain/service-file.js';
import type { FilePriceRow, FileServiceRow } from '../persistence/imports.repository.js';

/** A service of the books as a file says it. */
export function knownService(
  row: FileServiceRow,
): FileService & { readonly status: 'DRAFT' | 'PUBLISHED' | 'RETIRED' } {
  const input: FileServiceInput = {
    supportTypeSlug: row.support_type,
    name: row.name,
    summary: row.summary,
    description: row.description,
    whoFor: row.who_for,
    languages: row.languages,
    genderOfWorker: row.gender_of_worker as FileServiceInput['genderOfWorker'],
    accessNeeds: row.access_needs,
    regulatedActivity: row.regulated,
    radiusMiles: row.radius_miles,
    minimumAge: row.minimum_age,
    maximumAge: row.maximum_age,
    nextAvailableOn: row.next_available_on,
  };
  return {
    reference: row.reference,
    input,
    areas: row.areas,
    districts: row.districts,
    status: row.status as 'DRAFT' | 'PUBLISHED' | 'RETIRED',
  };
}

export function knownPrice(row: FilePriceRow): FilePrice {
  const input: FilePriceInput = {
    name: row.name,
    unit: row.unit as FilePriceInput['unit'],
    dayType: row.dayType as FilePriceInput['dayType'],
    timeBand: row.timeBand as FilePriceInput['timeBand'],
    ratio: row.ratio as FilePriceInput['ratio'],
    vatTreatment: row.vatTreatment as FilePriceInput['vatTreatment'],
    publicUnitPricePence: BigInt(row.pence),
    minimumQuantity: row.minimumQuantity,
    typicalQuantity: row.typicalQuantity,
    durationMinutes: row.durationMinutes,
    onSale: row.onSale,
  };
  return { reference: row.reference, input };
}
