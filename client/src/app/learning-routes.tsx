import type { Permission } from '@quad/shared/platform';
import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';

type Only = (permission: Permission, Page: ComponentType) => { Component: ComponentType };

/** The pages of learning: for whoever makes courses, and for whoever learns. */
export function learningRoutes(only: Only): RouteObject[] {
  return [
    {
      path: 'courses',
      lazy: async () =>
        only('course:read', (await import('../modules/learning/courses/courses-page')).CoursesPage),
    },
    {
      path: 'courses/:courseId',
      lazy: async () =>
        only('course:read', (await import('../modules/learning/courses/course-page')).CoursePage),
    },
    {
      path: 'courses/:courseId/lessons/:lessonId',
      lazy: async () =>
        only(
          'course:read',
          (await import('../modules/learning/courses/lesson-editor-page')).LessonEditorPage,
        ),
    },
    {
      path: 'courses/:courseId/learners',
      lazy: async () =>
        only('course:read', (await import('../modules/learning/progress/learners-page')).LearnersPage),
    },
    {
      path: 'courses/:courseId/watching',
      lazy: async () =>
        only('course:read', (await import('../modules/learning/progress/watch-page')).WatchPage),
    },
    {
      path: 'courses/:courseId/questions',
      lazy: async () => only('course:read', (await import('../modules/learning/quizzes/bank-page')).BankPage),
    },
    {
      path: 'courses/:courseId/grades',
      lazy: async () =>
        only('course:read', (await import('../modules/learning/assignments/gradebook-page')).GradebookPage),
    },
    {
      path: 'courses/:courseId/lessons/:lessonId/submissions',
      lazy: async () =>
        only(
          'course:read',
          (await import('../modules/learning/assignments/submissions-page')).SubmissionsPage,
        ),
    },
    {
      path: 'courses/:courseId/lessons/:lessonId/attempts',
      lazy: async () =>
        only('course:read', (await import('../modules/learning/quizzes/attempts-page')).AttemptsPage),
    },
    {
      path: 'courses/:courseId/videos',
      lazy: async () =>
        only('course:read', (await import('../modules/learning/video/videos-page')).VideosPage),
    },
    {
      path: 'courses/:courseId/certificates',
      lazy: async () =>
        only(
          'course:read',
          (await import('../modules/learning/certificates/course-certificates-page')).CourseCertificatesPage,
        ),
    },
    {
      path: 'learning',
      lazy: async () =>
        only('course:learn', (await import('../modules/learning/learn/my-courses-page')).MyCoursesPage),
    },
    {
      path: 'learning/certificates',
      lazy: async () =>
        only(
          'course:learn',
          (await import('../modules/learning/certificates/certificates-page')).CertificatesPage,
        ),
    },
    {
      path: 'learning/:courseId',
      lazy: async () =>
        only('course:learn', (await import('../modules/learning/learn/outline-page')).OutlinePage),
    },
    {
      path: 'learning/:courseId/:lessonId',
      lazy: async () =>
        only('course:learn', (await import('../modules/learning/learn/lesson-page')).LessonPage),
    },
  ];
}
