import { readWord, type RowProblem, rowProblem } from './file-cells.js';
import { CQC_RATINGS } from './search-labels.js';

/** Of the Care Quality Commission's “care directory with filters”, which has many more. */
export const REGISTER_COLUMNS = [
  'Location ID',
  'Location Name',
  'Dormant (Y/N)',
  'Location Latest Overall Rating',
] as const;
export const REGISTER_NEEDED = ['Location ID', 'Location Latest Overall Rating'] as const;

const LOCATION = /^1-\d{6,12}$/;
/** What the register writes where there is no rating. */
const NOT_RATED = ['not rated', 'inspected but not rated', 'no published rating', 'insufficient evidence to rate'];

export interface RegisterPlace {
  readonly locationId: string;
  /** Null: it has none. */
  readonly rating: string | null;
}

export function readPlace(row: number, cells: readonly string[]): RegisterPlace | readonly RowProblem[] {
  const [locationId = '', , , written = ''] = cells;
  const rating = readWord(CQC_RATINGS, written);
  const problems = [
    ...(LOCATION.test(locationId)
      ? []
      : [rowProblem(row, 'Location ID', locationId, 'Write the number as the register has it, such as 1-123456789.')]),
    ...(written === '' || rating !== null || NOT_RATED.includes(written.toLowerCase())
      ? []
      : [
          rowProblem(
            row,
            'Location Latest Overall Rating',
            written,
            `Write one of: ${CQC_RATINGS.join(', ')}. Leave it empty where there is none.`,
          ),
        ]),
  ];
  return problems.length > 0 ? problems : { locationId, rating };
}
