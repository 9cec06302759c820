import { AuditModel } from '../../platform/audit/audit.model';
import { ImportModel } from '../../platform/imports/import.model';
import { keptIn, type Kept } from '../../platform/retention/kept';

/** The only way a line of the audit ever goes; six years are the least, see `cutOff`. */
export const platformKept: Kept[] = [
  keptIn('audit', AuditModel, ({ districtId, schoolId, instant }) => ({
    ...{ districtId, schoolId, at: { $lt: new Date(instant) } },
  })),
  keptIn('imports', ImportModel, ({ districtId, schoolId, instant }) => ({
    ...{ districtId, schoolId, at: { $lt: instant } },
  })),
];
