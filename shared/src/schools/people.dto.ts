import { z } from 'zod';
import { id, isoDate, paged, roles } from '../platform';
import { email, externalCode, lastDay, login, password, personName, schoolDate, title } from './fields';

/** A role somebody can have in one school; the district's own is apart. */
export const schoolRoles = ['schoolAdmin', 'office', 'teacher', 'student', 'guardian'] as const;
export type SchoolRole = (typeof schoolRoles)[number];

export const personRow = z.object({
  personId: id,
  /** of the role the list is about */
  membershipId: id,
  code: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  title: z.string().nullable(),
  login: z.string().nullable(),
  from: isoDate,
  to: isoDate.nullable(),
});
export type PersonRow = z.infer<typeof personRow>;
export const peopleList = paged(personRow);
export const peopleSorts = ['familyName', 'givenName', 'from'] as const;

const names = {
  givenName: personName,
  familyName: personName,
  title: title.nullable().optional(),
};
const newPersonFields = z.strictObject({
  ...names,
  /** the school's own key for the person; one is made when it has none */
  code: externalCode.optional(),
  email: email.optional(),
  login: login.optional(),
  password: password.optional(),
});
export type NewPersonFields = z.output<typeof newPersonFields>;
const bothOrNeither = (person: { login?: string | undefined; password?: string | undefined }): boolean =>
  (person.login === undefined) === (person.password === undefined);
const bothWords = { path: ['password'], message: 'comes together with a sign-in name' };

export const newPerson = newPersonFields
  .extend({ role: z.enum(schoolRoles), from: schoolDate.optional() })
  .refine(bothOrNeither, bothWords);
export type NewPerson = z.output<typeof newPerson>;
export const newAdmin = newPersonFields.refine(bothOrNeither, bothWords);

export const personEdit = z.strictObject({ ...names, email: email.nullable() }).partial();
export type PersonEdit = z.output<typeof personEdit>;

export const newMembership = z.strictObject({
  personId: id,
  role: z.enum(schoolRoles),
  from: schoolDate.optional(),
});
export type NewMembership = z.output<typeof newMembership>;

/** `to` is the last day the role holds. */
export const membershipsEnd = z.strictObject({ membershipIds: z.array(id).min(1).max(200), to: lastDay });
export type MembershipsEnd = z.output<typeof membershipsEnd>;

export const newGuardian = z
  .strictObject({
    guardianId: id.optional(),
    person: newPersonFields.refine(bothOrNeither, bothWords).optional(),
  })
  .refine(
    ({ guardianId, person }) => (guardianId === undefined) !== (person === undefined),
    'needs either somebody known or somebody new',
  );
export type NewGuardian = z.output<typeof newGuardian>;

const spell = { from: isoDate, to: isoDate.nullable() };
const related = z.object({ guardianshipId: id, personId: id, name: z.string(), ...spell });

export const personDetails = z.object({
  personId: id,
  code: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  title: z.string().nullable(),
  login: z.string().nullable(),
  email: z.string().nullable(),
  /** has a password, so has been here before or was given one */
  hasPassword: z.boolean(),
  /** the source says so: may not sign in */
  disabled: z.boolean(),
  memberships: z.array(z.object({ membershipId: id, role: z.enum(roles), ...spell })),
  /** classes the person teaches or is enrolled in, now or later */
  classes: z.array(z.object({ classId: id, name: z.string(), as: z.enum(['teacher', 'pupil']), ...spell })),
  guardians: z.array(related),
  children: z.array(related),
});
export type PersonDetails = z.infer<typeof personDetails>;

export const ended = z.object({ changed: z.int() });
