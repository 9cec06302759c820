import { QueryClient } from '@tanstack/react-query';
import { isFinal } from './api-error';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => failures < 2 && !isFinal(error),
      // a request made while the browser believes itself offline fails at once and says so, rather than waiting in silence
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
