import { StartRegisterButton } from '../modules/attendance/start-register-button';
import { ClassesPage } from '../modules/schools/classes-page';

/** Classes belong to schools, registers to attendance; they meet here. */
export function ClassesRoute() {
  return (
    <ClassesPage
      action={(myClass) => <StartRegisterButton classId={myClass.classId} className={myClass.name} />}
    />
  );
}
