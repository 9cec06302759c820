import '../words';

/** Certificates, and a statement of the time spent. */
export function CertificatesPage() {
  return null;
}
