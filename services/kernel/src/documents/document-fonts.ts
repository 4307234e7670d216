import { createRequire } from 'node:module';

const resolve = createRequire(import.meta.url).resolve;
const family = '@expo-google-fonts/atkinson-hyperlegible-next';

/** Atkinson Hyperlegible Next (OFL-1.1), whole files with every Latin letter: no document depends on a machine's fonts. */
export const documentFonts = {
  regular: (): string => resolve(`${family}/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf`),
  bold: (): string => resolve(`${family}/700Bold/AtkinsonHyperlegibleNext_700Bold.ttf`),
} as const;
