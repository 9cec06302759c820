import { RetentionSection } from '../modules/audit/retention-section';
import { SchoolPage } from '../modules/schools/school-page';

export function SchoolRoute() {
  return <SchoolPage after={(schoolId) => <RetentionSection key={schoolId} schoolId={schoolId} />} />;
}
