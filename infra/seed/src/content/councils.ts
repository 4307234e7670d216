import { demoId } from './deterministic.js';
import type { Council, CouncilKey, PostcodeDistrict, Ward } from './types.js';

// The places are invented. The postcode areas MB and OH are in no real use.
type WardRow = readonly [name: string, latitude: number, longitude: number];

const marlbridgeWards: readonly WardRow[] = [
  ['Old Town', 52.301, -1.102],
  ['Marl Quay', 52.295, -1.089],
  ['Castle Hythe', 52.309, -1.094],
  ['Kiln Meadow', 52.312, -1.113],
  ['Ferry Green', 52.287, -1.098],
  ['Larkmoor', 52.323, -1.128],
  ['St Osyn', 52.299, -1.122],
  ['Dunnockfield', 52.284, -1.124],
  ['Wickenholt', 52.318, -1.071],
  ['Hazelcombe', 52.271, -1.083],
  ['Abbotsmarl', 52.302, -1.062],
  ['Upper Sallow', 52.338, -1.096],
];

const oakhavenWards: readonly WardRow[] = [
  ['Haven Market', 52.331, -0.842],
  ['Oak Common', 52.342, -0.861],
  ['Beechrise', 52.319, -0.853],
  ['Saltway', 52.336, -0.818],
  ['Wrenfields', 52.352, -0.835],
];

function council(
  key: CouncilKey,
  name: string,
  shortName: string,
  phone: string,
  outcodeArea: string,
  wardCodePrefix: string,
  rows: readonly WardRow[],
): Council {
  const wards: readonly Ward[] = rows.map(([wardName, latitude, longitude], index) => ({
    code: `${wardCodePrefix}${String(index + 1).padStart(2, '0')}`,
    name: wardName,
    latitude,
    longitude,
  }));
  const postcodeDistricts: readonly PostcodeDistrict[] = wards.map((ward, index) => ({
    outcode: `${outcodeArea}${index + 1}`,
    latitude: ward.latitude,
    longitude: ward.longitude,
    wardCode: ward.code,
  }));
  return {
    key,
    id: demoId('council', key),
    name,
    shortName,
    phone,
    email: `care@${key}.example`,
    wards,
    postcodeDistricts,
  };
}

export const councils: readonly Council[] = [
  council('marlbridge', 'Marlbridge Borough Council', 'Marlbridge', '01632 960001', 'MB', 'E0599910', marlbridgeWards),
  council('oakhaven', 'Oakhaven District Council', 'Oakhaven', '01632 960002', 'OH', 'E0599920', oakhavenWards),
];

/** The council of that key. */
export function councilOf(key: CouncilKey): Council {
  const found = councils.find((one) => one.key === key);
  if (!found) throw new Error(`No council ${key}`);
  return found;
}

/** The postcode district of that outcode; throws where there is none. */
export function districtOf(outcode: string): PostcodeDistrict {
  for (const one of councils) {
    const district = one.postcodeDistricts.find((candidate) => candidate.outcode === outcode);
    if (district) return district;
  }
  throw new Error(`No postcode district ${outcode}`);
}
