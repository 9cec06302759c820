import type { Permission } from '@quad/shared/platform';
import type { ComponentType } from 'react';
import { createBrowserRouter } from 'react-router';
import { useRoleFor } from '../platform/role';
import { SkeletonPage } from '../platform/ui/skeletons';
import { CrashPage } from './crash-page';
import { HomePage } from './home-page';
import { learningRoutes } from './learning-routes';
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
    path: '/start',
    lazy: async () => ({ Component: (await import('../modules/identity/start-page')).StartPage }),
    HydrateFallback: () => null,
    ErrorBoundary: CrashPage,
  },
  {
    path: '/forgot',
    lazy: async () => ({ Component: (await import('../modules/identity/forgot-page')).ForgotPage }),
    HydrateFallback: () => null,
    ErrorBoundary: CrashPage,
  },
  {
    path: '/set-up',
    lazy: async () => ({ Component: (await import('../modules/schools/set-up-page')).SetUpPage }),
    HydrateFallback: () => null,
    ErrorBoundary: CrashPage,
  },
  {
    path: '/verify/:code?',
    lazy: async () => ({
      Component: (await import('../modules/learning/certificates/verify-page')).VerifyPage,
    }),
    HydrateFallback: () => null,
    ErrorBoundary: CrashPage,
  },
  {
    // paper has no places to go to
    path: '/classes/:classId/print',
    lazy: async () => ({ Component: (await import('../modules/attendance/reports/print-route')).PrintRoute }),
    HydrateFallback: () => outline,
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
          {
            path: 'family',
            lazy: async () =>
              only('alert:answer', (await import('../modules/attendance/family/family-page')).FamilyPage),
          },
          {
            path: 'family/report',
            lazy: async () =>
              only('absence:report', (await import('../modules/attendance/family/report-page')).ReportPage),
          },
          {
            path: 'family/:pupilId',
            lazy: async () => only('attendance:pupil', (await import('./child-route')).ChildRoute),
          },
          {
            path: 'pupils/:pupilId',
            lazy: async () => only('attendance:pupil', (await import('./child-route')).ChildRoute),
          },
          {
            path: 'absences',
            lazy: async () =>
              only(
                'absence:decide',
                (await import('../modules/attendance/family/absences-page')).AbsencesPage,
              ),
          },
          {
            path: 'day',
            lazy: async () =>
              only('day:read', (await import('../modules/attendance/office/day-page')).DayPage),
          },
          {
            path: 'schools/:schoolId/day',
            lazy: async () =>
              only('day:read', (await import('../modules/attendance/office/day-page')).DayPage),
          },
          {
            path: 'on-site',
            lazy: async () =>
              only('rollcall:run', (await import('../modules/attendance/office/on-site-page')).OnSitePage),
          },
          {
            path: 'schools/:schoolId/summary',
            lazy: async () =>
              only(
                'day:read',
                (await import('../modules/attendance/office/school-summary-page')).SchoolSummaryPage,
              ),
          },
          {
            path: 'classes/:classId/summary',
            lazy: async () =>
              only(
                'register:read',
                (await import('../modules/attendance/office/class-summary-page')).ClassSummaryPage,
              ),
          },
          {
            path: 'pupils/:pupilId/year',
            lazy: async () =>
              only(
                'attendance:pupil',
                (await import('../modules/attendance/office/pupil-year-page')).PupilYearPage,
              ),
          },
          {
            path: 'warnings',
            lazy: async () =>
              only('warning:read', (await import('../modules/attendance/office/warnings-page')).WarningsPage),
          },
          {
            path: 'schools/:schoolId/rules',
            lazy: async () =>
              only('school:manage', (await import('../modules/attendance/office/rules-page')).RulesPage),
          },
          {
            path: 'district/codes',
            lazy: async () =>
              only(
                'district:manage',
                (await import('../modules/attendance/office/district-codes-page')).DistrictCodesPage,
              ),
          },
          {
            path: 'inbox',
            lazy: async () =>
              only('inbox:own', (await import('../modules/attendance/family/inbox-page')).InboxPage),
          },
          {
            path: 'schools',
            lazy: async () =>
              only('school:read', (await import('../modules/schools/schools-page')).SchoolsPage),
          },
          {
            path: 'schools/:schoolId',
            lazy: async () => only('school:read', (await import('./school-route')).SchoolRoute),
          },
          {
            path: 'people',
            lazy: async () =>
              only('people:read', (await import('../modules/schools/people/people-page')).PeoplePage),
          },
          {
            path: 'people/:personId',
            lazy: async () => only('people:read', (await import('./person-route')).PersonRoute),
          },
          {
            path: 'school/classes',
            lazy: async () =>
              only(
                'class:manage',
                (await import('../modules/schools/classes/classes-admin-page')).ClassesAdminPage,
              ),
          },
          {
            path: 'school/classes/:classId',
            lazy: async () =>
              only('class:manage', (await import('../modules/schools/classes/class-page')).ClassPage),
          },
          {
            path: 'covers',
            lazy: async () =>
              only('cover:manage', (await import('../modules/schools/covering/covers-page')).CoversPage),
          },
          {
            path: 'imports',
            lazy: async () =>
              only('import:run', (await import('../modules/schools/imports/imports-page')).ImportsPage),
          },
          {
            path: 'imports/:importId',
            lazy: async () =>
              only('import:run', (await import('../modules/schools/imports/import-page')).ImportPage),
          },
          {
            path: 'roll-over',
            lazy: async () =>
              only('year:roll', (await import('../modules/schools/roll-over/roll-over-page')).RollOverPage),
          },
          {
            path: 'reports',
            lazy: async () =>
              only('report:read', (await import('../modules/attendance/reports/reports-page')).ReportsPage),
          },
          {
            path: 'notices',
            lazy: async () =>
              only('notice:own', (await import('../modules/notifications/notices-page')).NoticesPage),
          },
          {
            path: 'notices/settings',
            lazy: async () =>
              only(
                'notice:own',
                (await import('../modules/notifications/notice-settings-page')).NoticeSettingsPage,
              ),
          },
          {
            path: 'audit',
            lazy: async () => only('audit:read', (await import('../modules/audit/audit-page')).AuditPage),
          },
          {
            path: 'mailbox',
            lazy: async () =>
              only('mail:read', (await import('../modules/notifications/mailbox-page')).MailboxPage),
          },
          {
            path: 'outbox',
            lazy: async () =>
              only(
                'outbox:manage',
                (await import('../modules/notifications/deliveries-page')).DeliveriesPage,
              ),
          },
          {
            // whoever has lost a right finds here what came back; so it needs none
            path: 'not-saved',
            lazy: async () => ({
              Component: (await import('../modules/attendance/not-saved-page')).NotSavedPage,
            }),
          },
          { path: 'more', lazy: async () => ({ Component: (await import('./more-route')).MoreRoute }) },
          {
            path: 'more/password',
            lazy: async () => ({
              Component: (await import('../modules/identity/password-page')).PasswordPage,
            }),
          },
          {
            path: 'more/codes',
            lazy: async () => ({ Component: (await import('../modules/identity/codes-page')).CodesPage }),
          },
          {
            path: 'more/devices',
            lazy: async () => ({ Component: (await import('../modules/identity/devices-page')).DevicesPage }),
          },
          ...learningRoutes(only),
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
      const role = useRoleFor(permission);
      if (role === 'none') return <NoAccessPage />;
      return role === 'mine' ? <Page /> : null;
    },
  };
}
