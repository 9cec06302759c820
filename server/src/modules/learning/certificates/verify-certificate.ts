import { bareCode, type Verification } from '@quad/shared/learning';
import type { PublicContext } from '../../../platform/http/context';
import { CertificateModel, type CertificateRecord } from './certificate.model';

const unknown: Verification = {
  ...{ state: 'unknown', name: null, course: null, school: null, date: null, seconds: null },
  revokedOn: null,
};

/**
 * What stands on the paper with this code, for anybody. A code there never was is answered by the same one look at the index, in
 * the same shape.
 * @throws Failure too_many_attempts
 */
export async function verifyCertificate(
  { platform, address }: Pick<PublicContext, 'platform' | 'address'>,
  typed: string,
): Promise<Verification> {
  await platform.limits.spend({ certificates: address });
  const found = await CertificateModel.findOne({ code: bareCode(typed) }).lean<CertificateRecord>();
  if (found === null) return unknown;
  const { name, course, school, date, seconds, revokedOn } = found;
  const state = revokedOn === null ? 'genuine' : 'revoked';
  return { state, name, course, school, date, seconds, revokedOn };
}
