import { SignedIn } from '../../../platform/session';
import { ErrorNotice } from '../../../platform/ui/notice';
import { SkeletonPage } from '../../../platform/ui/skeletons';
import { PrintPage } from './print-page';

/** The sheet without the shell around it. Whether this person may see the class is for the server to say. */
export function PrintRoute() {
  return (
    <SignedIn
      loading={<SkeletonPage heights={[60, 480]} />}
      failed={(error, retry) => (
        <main id="main">
          <ErrorNotice level={1} error={error} retry={retry} />
        </main>
      )}
    >
      <PrintPage />
    </SignedIn>
  );
}
