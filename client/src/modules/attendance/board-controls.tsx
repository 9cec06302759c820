import { useTranslation } from 'react-i18next';
import { Chips, SearchField } from '../../platform/ui/list-controls';
import { boardSorts } from './board';
import classes from './board-controls.module.css';

/** Search and order; both live in the address, so a view can be sent to somebody. */
export function BoardControls() {
  const { t } = useTranslation();
  return (
    <div className={classes.controls} role="search">
      <SearchField label={t('attendance.board.search')} />
      <Chips
        label={t('attendance.board.sort')}
        name="sort"
        choices={boardSorts.map((value) => ({ value, label: t(`attendance.board.sortBy.${value}`) }))}
      />
    </div>
  );
}
