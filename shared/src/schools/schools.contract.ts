import { z } from 'zod';
import { endpoint, id } from '../platform';
import { clock, clockSetting, importResult, myClass, newDistrict, schoolImport } from './schools.dto';

export const schoolsContract = {
  myClasses: endpoint({
    method: 'GET',
    path: '/me/classes',
    summary: 'The classes I teach today',
    permission: 'class:own',
    response: z.array(myClass),
  }),
  setClock: endpoint({
    method: 'PUT',
    path: '/district/clock',
    summary: 'Set the district’s clock, or give it back to real time',
    permission: 'clock:set',
    body: clockSetting,
    response: clock,
  }),
  importSchool: endpoint({
    method: 'POST',
    path: '/schools/import',
    summary: 'Bring in one school with classes, people and timetable',
    permission: 'school:import',
    body: schoolImport,
    maxBytes: 2_000_000,
    response: importResult,
    errors: ['conflict'],
  }),
  createDistrict: endpoint({
    method: 'POST',
    path: '/operator/districts',
    summary: 'Make a district with its first admin; for whoever runs this machine',
    permission: 'operator',
    body: newDistrict,
    response: z.object({ districtId: id, created: z.boolean() }),
    errors: ['conflict'],
  }),
};
