import { z } from 'zod';
import { endpoint, id } from '../platform';
import { codeShape } from './attendance.dto';
import { presetNames } from './code-presets';
import { attendanceRules } from './rules';

const schoolId = z.strictObject({ schoolId: id });

/** A preset as it is, or one's own codes; one's own carry their labels. */
export const codesChoice = z.union([
  z.strictObject({ preset: z.enum(presetNames) }),
  z.strictObject({ codes: z.array(codeShape).min(2).max(60) }),
]);
export type CodesChoice = z.infer<typeof codesChoice>;

export const schoolRules = z.object({
  schoolId: id,
  schoolName: z.string(),
  /** false: the district's codes */
  ownCodes: z.boolean(),
  codeSet: z.string(),
  /** where the set is not a preset */
  codes: z.array(codeShape).optional(),
  rules: attendanceRules,
});
export type SchoolRules = z.infer<typeof schoolRules>;

export const districtCodes = z.object({ codeSet: z.string(), codes: z.array(codeShape).optional() });

export const rulesContract = {
  schoolRules: endpoint({
    method: 'GET',
    path: '/schools/:schoolId/rules',
    summary: 'A school’s attendance codes and how it reads its registers',
    permission: 'school:read',
    params: schoolId,
    response: schoolRules,
  }),
  setRules: endpoint({
    method: 'PUT',
    path: '/schools/:schoolId/rules',
    summary: 'Set how the school reads its registers; holds for registers made from now on',
    permission: 'school:manage',
    params: schoolId,
    body: attendanceRules,
    response: schoolRules,
  }),
  setSchoolCodes: endpoint({
    method: 'PUT',
    path: '/schools/:schoolId/codes',
    summary: 'Give the school codes of its own, or the district’s again',
    permission: 'school:manage',
    params: schoolId,
    body: z.union([...codesChoice.options, z.strictObject({ inherit: z.literal(true) })]),
    response: schoolRules,
  }),
  districtCodes: endpoint({
    method: 'GET',
    path: '/district/codes',
    summary: 'The codes of every school that has none of its own',
    permission: 'district:manage',
    response: districtCodes,
  }),
  setDistrictCodes: endpoint({
    method: 'PUT',
    path: '/district/codes',
    summary: 'Set the codes of every school that has none of its own',
    permission: 'district:manage',
    body: codesChoice,
    response: districtCodes,
  }),
};
