import { reactRouter } from '@react-router/dev/vite';
import { defineConfig } from 'vite';
import { precompressedAssets } from './scripts/precompressed-assets.js';

export default defineConfig({
  plugins: [reactRouter(), precompressedAssets()],
  css: {
    preprocessorOptions: {
      scss: { loadPaths: ['../node_modules', 'node_modules'], quietDeps: true },
    },
  },
  environments: {
    ssr: {
      build: {
        // One server bundle holds the Fastify plugin and the pages, so both share one load-context key.
        rolldownOptions: { input: './server/fastify-storefront.ts' },
      },
    },
  },
});
