import { auditContract } from '@quad/shared/audit';
import { routes } from '../../platform/http/binder';
import type { Module } from '../../platform/module';
import { erasePerson, forgetting } from './erase-person';
import { ErasureModel } from './erasure.model';
import { listAudit } from './list-audit';
import { listDisclosures } from './list-disclosures';
import { myData, personData } from './personal-data';
import { platformKept } from './platform.kept';
import { platformPersonal } from './platform.personal';
import { retentionJob } from './retention';
import { readRetention, setRetention } from './set-retention';

const auditRoutes = routes(auditContract, {
  audit: (ctx, { query }) => listAudit(ctx, query),
  disclosures: (ctx, { params, query }) => listDisclosures(ctx, params.pupilId, query.page),
  myData: (ctx) => myData(ctx),
  personData: (ctx, { params }) => personData(ctx, params.personId),
  erase: (ctx, { params, body }) => erasePerson(ctx, params.personId, body.name),
  retention: (ctx, { params }) => readRetention(ctx, params.schoolId),
  setRetention: (ctx, { params, body }) => setRetention(ctx, params.schoolId, body),
});

export const auditModule: Module = {
  name: 'audit',
  routes: auditRoutes,
  models: [ErasureModel],
  jobs: [retentionJob],
  effects: [forgetting],
  personal: platformPersonal,
  kept: platformKept,
};
