import { z } from 'zod';
import { id } from '../platform';
import { anyPassword, typedSecondFactor } from './fields';

/** A browser in which somebody is signed in. All moments are real time, ms. */
export const signedInDevice = z.object({
  sessionId: id,
  userAgent: z.string(),
  since: z.int(),
  /** to the nearest ten minutes */
  lastSeen: z.int(),
  /** the one that asks */
  here: z.boolean(),
});
export type SignedInDevice = z.infer<typeof signedInDevice>;

export const secondFactor = z.object({
  on: z.boolean(),
  /** this person's roles sleep without it */
  needed: z.boolean(),
  since: z.int().nullable(),
  recoveryCodesLeft: z.int(),
});
export type SecondFactor = z.infer<typeof secondFactor>;

/** For the authenticator, to be confirmed by a first code. */
export const newSecondFactor = z.object({
  /** base32, to be typed where no camera is */
  secret: z.string(),
  /** `otpauth://totp/…`, drawn as a QR code */
  uri: z.string(),
});
export type NewSecondFactor = z.infer<typeof newSecondFactor>;

export const secondFactorCode = z.strictObject({ code: typedSecondFactor });
/** Shown once; each lets in once. */
export const recoveryCodes = z.object({ codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof recoveryCodes>;

/** Whoever has a second factor proves by it, everybody else by the password. */
export const proof = z.strictObject({
  password: z.string().min(1).max(200).optional(),
  code: typedSecondFactor.optional(),
});
export const proved = z.object({ provedUntil: z.int() });

export const newPassword = z.strictObject({ password: z.string().min(1).max(200), newPassword: anyPassword });
