import '../words';

/** Whether a certificate is genuine, for anybody. */
export function VerifyPage() {
  return null;
}
