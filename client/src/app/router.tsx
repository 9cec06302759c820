import type { Permission } from '@quad/shared/platform';
import type { ComponentType } from 'react';
import { createBrowserRouter } from 'react-router';
import { useCan } from '../platform/can';
import { SkeletonPage } from '../platform/ui/skeletons';
import { CrashPage } from './crash-page';
import { HomePage } from './home-page';
import { NoAccessPage } from './no-access-page';
import { NotFoundPage } from './not-found-page';
import { Shell } from './shell';

const outline = <SkeletonPage heights={[130, 76, 76, 76]} />;

export const router = createBrowserRouter([
  {
    path: '/sign-in',
    lazy: async () => ({ Component: (await import('../modules/identity/sign-in-page')).SignInPage }),
    HydrateFallback: () => null,
    ErrorBoundary: CrashPage,
  },
  {
    Component: Shell,
    ErrorBoundary: CrashPage,
    HydrateFallback: () => outline,
    children: [
      {
        ErrorBoundary: CrashPage,
        children: [
          { index: true, Component: HomePage },
          {
            path: 'today',
            lazy: async () => only('class:own', (await import('../modules/attendance/today-page')).TodayPage),
          },
          {
            path: 'classes',
            lazy: async () => only('class:own', (await import('./classes-route')).ClassesRoute),
          },
          {
            path: 'registers/:registerId',
            // a register fills the phone: its own buttons stand where the places stood
            handle: { focused: true },
            lazy: async () =>
              only('register:read', (await import('../modules/attendance/register-page')).RegisterPage),
          },
          {
            path: 'attendance',
            lazy: async () =>
              only('attendance:own', (await import('../modules/attendance/student-page')).StudentPage),
          },
          {
            path: 'board',
            lazy: async () =>
              only('board:read', (await import('../modules/attendance/board-page')).BoardPage),
          },
          { path: 'more', lazy: async () => ({ Component: (await import('./more-route')).MoreRoute }) },
          { path: '*', Component: NotFoundPage },
        ],
      },
    ],
  },
]);

/** The page, for whoever may ever see such a thing; the server decides about each one. */
function only(permission: Permission, Page: ComponentType): { Component: ComponentType } {
  return {
    Component: function Guarded() {
      return useCan(permission) ? <Page /> : <NoAccessPage />;
    },
  };
}
