import { defineConfig } from 'vite';

/** One bundler for both sides: the server becomes dist/main.js plus its workers; packages stay in node_modules. */
export default defineConfig({
  ssr: { noExternal: [/^@quad\//] },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    sourcemap: true,
    rollupOptions: {
      input: {
        main: 'src/main.ts',
        'hash-worker': 'src/platform/crypto/hash-worker.ts',
        'pdf-worker': 'src/platform/pdf/pdf-worker.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[hash].js' },
    },
  },
});
