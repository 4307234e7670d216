import type { CouncilTheme } from './theme.js';

/** Each mark is drawn on a 48 × 48 field in white on the council's colour. */
const drawings: Readonly<Record<CouncilTheme['mark'], React.ReactNode>> = {
  bridge: (
    <>
      <path d="M15 34V12M33 34V12" fill="none" stroke="#fff" strokeWidth="4" strokeLinecap="round" />
      <path
        d="M5 22c5-1 8-4 10-8 3 12 15 12 18 0 2 4 5 7 10 8"
        fill="none"
        stroke="#fff"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path d="M5 29h38" fill="none" stroke="#fff" strokeWidth="3.5" strokeLinecap="round" />
      <path
        d="M6 38c3-2 6-2 9 0s6 2 9 0 6-2 9 0 6 2 9 0"
        fill="none"
        stroke="#fff"
        strokeWidth="2.5"
        strokeLinecap="round"
      />
    </>
  ),
  oak: (
    <>
      <path d="M14 21c0-7 20-7 20 0" fill="none" stroke="#fff" strokeWidth="3.5" strokeLinecap="round" />
      <path
        d="M15 24h18c0 8-4 13-9 16-5-3-9-8-9-16z"
        fill="none"
        stroke="#fff"
        strokeWidth="3.5"
        strokeLinejoin="round"
      />
      <path d="M24 15v-5c0-1 1-2 3-2" fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
    </>
  ),
  circle: (
    <>
      <path d="M33 15.5a13 13 0 1 0 4 9.5" fill="none" stroke="#fff" strokeWidth="4" strokeLinecap="round" />
      <path
        d="m19 25 5 5 12-14"
        fill="none"
        stroke="#fff"
        strokeWidth="4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
};

/** The council's monogram. Decorative: the name always stands beside it. */
export function CouncilMark({ mark, size = 48 }: { readonly mark: CouncilTheme['mark']; readonly size?: number }) {
  return (
    <svg
      className="oc-council-mark"
      width={size}
      height={size}
      viewBox="0 0 48 48"
      aria-hidden="true"
      focusable="false"
    >
      <rect width="48" height="48" rx="11" className="oc-council-mark__field" />
      {drawings[mark]}
    </svg>
  );
}
