import { z } from 'zod';
import { anyPassword, email, login, password } from './fields';

/** `first` is printed for somebody without a password, `invite` mailed to them; `reset` is for whoever has one. */
export const codePurposes = ['first', 'reset', 'invite'] as const;
export type CodePurpose = (typeof codePurposes)[number];

/** As somebody types it: in any case, with or without dashes. */
export const typedCode = z.string().trim().min(1, 'is needed').max(40);

export const codeLook = z.strictObject({ code: typedCode });

/** Whom a code lets in, so that they see it is theirs. */
export const codeFacts = z.object({
  givenName: z.string(),
  /** or the district’s, for whoever belongs to no school */
  schoolName: z.string(),
  /** null: they choose one */
  login: z.string().nullable(),
  purpose: z.enum(codePurposes),
});
export type CodeFacts = z.infer<typeof codeFacts>;

export const start = z.strictObject({
  code: typedCode,
  /** of whoever has none yet; anybody else keeps theirs */
  login: login.optional(),
  password: anyPassword,
});
export type Start = z.output<typeof start>;

/** A sign-in name or an e-mail address. */
export const resetAsk = z.strictObject({
  login: z.string().trim().toLowerCase().min(1, 'is needed').max(160),
});

/** A code for anybody by their sign-in name, for whoever runs this machine. */
export const operatorCode = z.object({ code: z.string(), until: z.int() });
export type OperatorCode = z.infer<typeof operatorCode>;
export const operatorCodeAsk = z.strictObject({ login });

export const firstAdmin = z.strictObject({
  givenName: z.string().trim().min(1).max(80),
  familyName: z.string().trim().min(1).max(80),
  login,
  email: email.optional(),
  password,
});
