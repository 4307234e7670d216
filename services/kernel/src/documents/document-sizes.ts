/** All lengths in points, 72 to the inch. */
export interface DocumentSizes {
  readonly body: number;
  readonly title: number;
  readonly heading: number;
  readonly small: number;
  readonly margin: number;
  readonly lineGap: number;
  readonly cellPadding: number;
}

/** What most people read with ease on paper. */
const ORDINARY: DocumentSizes = {
  body: 12,
  title: 24,
  heading: 16,
  small: 10,
  margin: 56,
  lineGap: 3,
  cellPadding: 5,
};

/** For people who see little: 18 points and more, as the sight charities ask for, the page number too. */
const LARGE: DocumentSizes = {
  body: 18,
  title: 30,
  heading: 23,
  small: 18,
  margin: 50,
  lineGap: 6,
  cellPadding: 7,
};

export function documentSizes(largePrint: boolean): DocumentSizes {
  return largePrint ? LARGE : ORDINARY;
}
