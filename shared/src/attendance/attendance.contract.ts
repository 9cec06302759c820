import { z } from 'zod';
import { clockTime, endpoint, id, instant, isoDate } from '../platform';
import {
  actionsReply,
  board,
  caughtUp,
  ownRegisters,
  period,
  studentAttendance,
  submission,
  teacherToday,
} from './attendance.dto';

const registerId = z.strictObject({ registerId: id });

export const attendanceContract = {
  myToday: endpoint({
    method: 'GET',
    path: '/me/today',
    summary: 'The registers of my lessons today, and those I have not taken',
    permission: 'class:own',
    response: teacherToday,
  }),
  myRegisters: endpoint({
    method: 'GET',
    path: '/me/registers',
    summary: 'The registers of my classes today and on the next school day, whole',
    permission: 'class:own',
    response: ownRegisters,
  }),
  myAttendance: endpoint({
    method: 'GET',
    path: '/me/attendance',
    summary: 'My marks, my percentage this term and my lessons today',
    permission: 'attendance:own',
    query: z.strictObject({
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month like 2026-03')
        .optional(),
    }),
    response: studentAttendance,
  }),
  openRegister: endpoint({
    method: 'PUT',
    path: '/registers/:registerId',
    summary: 'Make sure a register exists; asking again changes nothing',
    permission: 'register:open',
    params: registerId,
    body: z.strictObject({
      schoolId: id,
      classId: id,
      date: isoDate,
      /** a period of the timetable, or `at-HHMM` for a register outside it */
      period,
    }),
    response: caughtUp,
    errors: ['not_a_school_day', 'conflict', 'school_archived'],
  }),
  startRegister: endpoint({
    method: 'POST',
    path: '/classes/:classId/registers',
    summary: 'Open a register outside the timetable, now',
    permission: 'register:open',
    params: z.strictObject({ classId: id }),
    body: z.strictObject({ at: clockTime.optional() }),
    response: z.object({ registerId: id }),
    errors: ['not_a_school_day', 'school_archived'],
  }),
  markRegister: endpoint({
    method: 'POST',
    path: '/registers/:registerId/actions',
    summary: 'Mark, close, reopen or change the roll; always answers with what the sender lacks',
    permission: 'register:mark',
    params: registerId,
    body: submission,
    // a day without a network, in one go
    maxBytes: 2_000_000,
    ownRepeats: true,
    response: actionsReply,
    errors: ['wrong_actor', 'unavailable'],
  }),
  syncRegister: endpoint({
    method: 'GET',
    path: '/registers/:registerId/sync',
    summary: 'The entries since a seq, or the whole register',
    permission: 'register:read',
    params: registerId,
    query: z.strictObject({
      epoch: z.coerce.number().pipe(instant),
      since: z.coerce.number().pipe(z.int().min(0)),
    }),
    response: caughtUp,
  }),
  board: endpoint({
    method: 'GET',
    path: '/board',
    summary: 'The schools I may see with their attendance of one day, live',
    permission: 'board:read',
    query: z.strictObject({
      date: isoDate.optional(),
      q: z.string().trim().max(80).optional(),
      sort: z.enum(['name', 'attendance', 'submitted']).optional(),
      page: z.coerce.number().pipe(z.int().min(1)).optional(),
    }),
    response: board,
  }),
};
