import { councilOf } from './councils.js';
import { at, pickNumber } from './deterministic.js';
import type { CouncilKey } from './types.js';

// Invented, as the places are; the postcode areas are in no real use, so nothing that is posted there reaches anybody.
const streets: Readonly<Record<CouncilKey, readonly (readonly string[])[]>> = {
  marlbridge: [
    ['Tannery Row', 'Marlgate Steps', 'Bellfounder Street', 'Old Tollhouse Lane'],
    ['Quayside Walk', 'Ropemaker Lane', 'Lighterman Street', 'Marl Wharf'],
    ['Castle Hythe Rise', 'Gatehouse Street', 'Moatside', 'Portcullis Lane'],
    ['Kiln Meadow Road', 'Brickmaker Close', 'Claypit Lane', 'Bottle Oven Street'],
    ['Ferry Green', 'Oarsman Road', 'Withy Lane', 'Old Landing'],
    ['Larkmoor Road', 'Skylark Rise', 'Peatcutter Lane', 'Furze Hill'],
    ['St Osyn Street', 'Pilgrim’s Close', 'Well Dressing Lane', 'Almoner Row'],
    ['Dunnock Way', 'Hedgesparrow Close', 'Field End Road', 'Barleymow Street'],
    ['Wickenholt Lane', 'Rowan Holt', 'Charcoal Ride', 'Coppice Road'],
    ['Hazelcombe Hill', 'Nutwood Close', 'Combe Bottom Lane', 'Squirrel Bank'],
    ['Abbotsmarl Road', 'Cloister Street', 'Fishpond Lane', 'Tithebarn Close'],
    ['Upper Sallow Lane', 'Willow Catkin Close', 'Osier Bank', 'Springhead Road'],
  ],
  oakhaven: [
    ['Haven Market Place', 'Butter Cross Street', 'Drover’s Row', 'Corn Loft Lane'],
    ['Oak Common Road', 'Acorn Close', 'Pannage Lane', 'Commoner Street'],
    ['Beechrise Avenue', 'Mast Hill', 'Copperbeech Close', 'Rookery Lane'],
    ['Saltway', 'Packhorse Road', 'Saltern Close', 'Brinewell Street'],
    ['Wrenfields Road', 'Jenny Wren Close', 'Thorn Hedge Lane', 'Nestbox Row'],
  ],
};
const HIGHEST_HOUSE = 98;
const LIVES_IN_A_FLAT_OF = 6;
/** Postcodes end in two of these; C, I, K, M, O and V are never there. */
const ENDINGS = 'ABDEFGHJLNPQRSTUWXYZ';

/** Where somebody in this district lives: a house or a flat in a street of their ward, always the same. */
export function addressIn(
  councilKey: CouncilKey,
  outcode: string,
  key: string,
): { readonly lines: readonly string[]; readonly postcode: string } {
  const { postcodeDistricts, wards, shortName } = councilOf(councilKey);
  const district = postcodeDistricts.findIndex((one) => one.outcode === outcode);
  const ward = wards[district];
  const own = streets[councilKey][district];
  if (!ward || !own) throw new Error(`No street in ${outcode}`);
  const street = pickNumber(`street/${key}`, own.length);
  const house = 1 + pickNumber(`house/${key}`, HIGHEST_HOUSE);
  const isFlat = pickNumber(`flat/${key}`, LIVES_IN_A_FLAT_OF) === 0;
  const letter = (which: string) =>
    ENDINGS.charAt(pickNumber(`postcode/${which}/${outcode}/${street}`, ENDINGS.length));
  // Neighbours share a postcode: a street has one.
  const postcode = `${outcode} ${1 + street}${letter('first')}${letter('second')}`;
  return {
    lines: [
      ...(isFlat ? [`Flat ${1 + pickNumber(`door/${key}`, 12)}`] : []),
      `${house} ${at(own, street)}`,
      ward.name,
      shortName,
    ],
    postcode,
  };
}
