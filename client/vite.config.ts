import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const server = `http://localhost:${process.env['PORT'] ?? 3000}`;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    VitePWA({
      // a new version waits until somebody says so; see app/update-notice.tsx
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        id: '/',
        name: 'Quad',
        short_name: 'Quad',
        description: 'Registers, attendance and the school around them',
        start_url: '/',
        display: 'standalone',
        theme_color: '#f5f7f5',
        background_color: '#f5f7f5',
        icons: [
          { src: '/icons/any-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/any-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        // the whole client: whoever is offline must not find a page missing; but a film needs the network anyway
        globPatterns: ['**/*.{js,css,html,svg}', 'assets/inter-latin-*.woff2'],
        globIgnores: ['**/hls.light-*.js', '**/player-*.js'],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/api\//, /^\/socket\.io\//, /^\/(livez|readyz|metrics)$/],
        cleanupOutdatedCaches: true,
        // the page of a first sign-in, too, finds what it needs when the network goes before it is ever reloaded
        clientsClaim: true,
        inlineWorkboxRuntime: true,
      },
    }),
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // the content security policy takes fonts and scripts from this origin only, so nothing may become a data: address
    assetsInlineLimit: 0,
  },
  server: {
    proxy: {
      '/api': { target: server },
      '/socket.io': { target: server, ws: true },
    },
  },
});
