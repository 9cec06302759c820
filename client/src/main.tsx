import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './app/install';
import { Providers } from './app/providers';
import { startServiceWorker } from './app/service-worker';
import { startI18n } from './platform/i18n';
import { queryClient } from './platform/query-client';
import { restorePages } from './platform/query-persist';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

await Promise.all([startI18n(), restorePages(queryClient)]);
createRoot(root).render(
  <StrictMode>
    <Providers />
  </StrictMode>,
);
// without it the app works as ever, only not without a network
startServiceWorker().catch(() => undefined);
