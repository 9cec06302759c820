import '@fontsource-variable/inter/index.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { RouterProvider } from 'react-router/dom';
import '../platform/mantine.css';
import '../platform/tokens.css';
import { queryClient } from '../platform/query-client';
import { cssVariables, theme } from '../platform/theme';
import { warnBeforeLeaving } from '../platform/unsaved';
import { router } from './router';

export function Providers() {
  useEffect(warnBeforeLeaving, []);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
