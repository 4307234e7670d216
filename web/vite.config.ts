import { reactRouter } from '@react-router/dev/vite';
import { defineConfig } from 'vite';
import { precompressedAssets } from './scripts/precompressed-assets.js';

// One server bundle holds the Fastify plugin and the pages, so both share one load-context key.
// React Router reads the entry under this older name; Vite's own name for it is `rolldownOptions`.
const serverBuild = { rollupOptions: { input: './server/fastify-storefront.ts' } };

export default defineConfig({
  plugins: [reactRouter(), precompressedAssets()],
  css: {
    preprocessorOptions: {
      scss: { loadPaths: ['../node_modules', 'node_modules'], quietDeps: true },
    },
  },
  environments: { ssr: { build: serverBuild } },
});
