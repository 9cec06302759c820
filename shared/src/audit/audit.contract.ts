import { z } from 'zod';
import { endpoint, id, pageQuery } from '../platform';
import { auditPage, auditQuery, disclosurePage, erasureAsk, erasureState, retention } from './audit.dto';

const ofPerson = z.strictObject({ personId: id });
const ofSchool = z.strictObject({ schoolId: id });

/** What was done and by whom, to whom a pupil's data went, and a person's rights to their own. */
export const auditContract = {
  audit: endpoint({
    method: 'GET',
    path: '/audit',
    summary: 'What was done in my schools, the newest first',
    permission: 'audit:read',
    query: auditQuery,
    response: auditPage,
  }),
  disclosures: endpoint({
    method: 'GET',
    path: '/pupils/:pupilId/disclosures',
    summary: 'To whom files went in which a pupil stands, the newest first',
    permission: 'disclosure:read',
    params: z.strictObject({ pupilId: id }),
    query: z.strictObject({ page: pageQuery.page }),
    response: disclosurePage,
  }),
  myData: endpoint({
    method: 'GET',
    path: '/me/data.zip',
    summary: 'Everything Quad keeps about me, as JSON lines in a zip file, made while it is sent',
    permission: 'data:own',
    response: null,
    download: true,
    proof: true,
  }),
  personData: endpoint({
    method: 'GET',
    path: '/people/:personId/data.zip',
    summary: 'Everything Quad keeps about a person, for whoever answers for them',
    permission: 'data:export',
    params: ofPerson,
    response: null,
    download: true,
    proof: true,
  }),
  erase: endpoint({
    method: 'POST',
    path: '/people/:personId/erasure',
    summary: 'Put a pseudonym in the place of somebody who has left; what was counted stays true',
    permission: 'person:erase',
    params: ofPerson,
    body: erasureAsk,
    response: erasureState,
    proof: true,
    errors: ['conflict'],
  }),
  retention: endpoint({
    method: 'GET',
    path: '/schools/:schoolId/retention',
    summary: 'How many years a school keeps its registers',
    permission: 'retention:manage',
    params: ofSchool,
    response: retention,
  }),
  setRetention: endpoint({
    method: 'PUT',
    path: '/schools/:schoolId/retention',
    summary: 'Set how many years a school keeps its registers; what is older is removed day by day',
    permission: 'retention:manage',
    params: ofSchool,
    body: retention,
    response: retention,
    proof: true,
  }),
};
