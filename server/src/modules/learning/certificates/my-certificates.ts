import { writtenCode, type MyCertificate } from '@quad/shared/learning';
import type { FileAnswer, Paged } from '@quad/shared/platform';
import { scoped } from '../../../platform/database/scoped';
import { addressOf } from '../../../platform/http/address';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { renderPdf } from '../../../platform/pdf/render-pdf';
import { CertificateModel, type CertificateRecord } from './certificate.model';
import { certificatePdf } from './certificate-pdf';

/** The actor's own, of whatever school. */
function own(ctx: Context) {
  const { personId, districtId } = ctx.actor;
  ctx.authorize('course:learn', { districtId, personId, learns: true });
  return { mine: { personId }, certificates: scoped(CertificateModel, { districtId, schoolIds: 'all' }) };
}

export async function myCertificates(ctx: Context, page: number | undefined): Promise<Paged<MyCertificate>> {
  const { mine, certificates } = own(ctx);
  const list = await certificates.page(mine, { sort: { issuedAt: -1, _id: -1 }, page });
  return { ...list, rows: list.rows.map(presentCertificate) };
}

/** @throws Failure not_found, conflict where it was taken back */
export async function certificateFile(ctx: Context, certificateId: string): Promise<FileAnswer> {
  const { mine, certificates } = own(ctx);
  const found = await certificates.findOne({ ...mine, _id: certificateId });
  if (found === null) throw new Failure('not_found');
  if (found.revokedAt !== null) throw new Failure('conflict', 'This certificate was taken back.');
  const code = writtenCode(found.code);
  const address = addressOf(`/verify/${found.code}`, ctx.platform.config);
  const name = `certificate-${found.course}-${found.name}.pdf`.replaceAll(/[\s/\\]+/g, '-');
  const content = renderPdf(certificatePdf({ ...found, code, address }));
  return { type: 'application/pdf', name, content };
}

export function presentCertificate({ _id, ...record }: CertificateRecord): MyCertificate {
  return { ...record, certificateId: _id };
}
